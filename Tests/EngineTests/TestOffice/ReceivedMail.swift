import Foundation
import Sandbox

/// A mail as its recipient got it, read with few rules of its own: enough to see what it says.
struct ReceivedMail {
    /// The envelope's recipient.
    let to: String
    private let head: String
    /// The parts, decoded and one after the other.
    let text: String

    init(to: String, _ bytes: Data) {
        self.to = to
        let all = String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
        let end = all.firstRange(of: "\n\n") ?? all.endIndex..<all.endIndex
        head = String(all[..<end.lowerBound]).replacing(#/\n[ \t]+/#, with: " ")
        text = Self.decoded(String(all[end.upperBound...]).replacing("=\n", with: ""))
    }

    /// The value of a header field; nil when there is none of that name.
    func field(_ name: String) -> String? {
        head.split(separator: "\n").first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
            .map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
    }

    /// Quoted-printable, RFC 2045 section 6.7.
    private static func decoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2)
            if byte == UInt8(ascii: "="), digits.count == 2,
                let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension TestOffice {
    /// The mails that the relay has kept, in the order in which they came.
    func mails() throws -> [ReceivedMail] {
        try kept().map { envelope in
            ReceivedMail(
                to: envelope.recipients.map(\.address).joined(separator: ","),
                try Data(contentsOf: relay.directory.appending(path: envelope.file)))
        }
    }

    func text(_ path: String) throws -> String {
        try String(contentsOf: folder.appending(path: path), encoding: .utf8)
    }
}
