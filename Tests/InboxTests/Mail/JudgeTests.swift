import CGMime
import MailFuzz
import Testing

@testable import Inbox

/// GMime reads the same mails, and finds the same in them.
@Suite("A second parser")
struct JudgeTests {
    /// What GMime makes of a mail: its own object, used by one test at a time.
    private final class Judged {
        private static let started: Void = cgmime_start()
        private let message: UnsafeMutableRawPointer

        init?(_ octets: [UInt8]) {
            _ = Self.started
            guard let message = cgmime_parse(octets, octets.count) else { return nil }
            self.message = message
        }

        deinit { cgmime_free(message) }

        var subject: String? { cgmime_subject(message).map { String(cString: $0) } }
        var fields: Int { Int(cgmime_header_count(message)) }

        func hasPart(_ number: Int) -> Bool { cgmime_part(message, Int32(number)) != nil }

        func fileName(_ number: Int) -> String? {
            cgmime_file_name(message, Int32(number)).map { String(cString: $0) }
        }

        func text(_ number: Int) -> String? {
            guard let text = cgmime_text(message, Int32(number)) else { return nil }
            defer { g_free(text) }
            return String(cString: text).replacing("\r\n", with: "\n")
        }
    }

    /// All parts that are neither multiparts nor messages, in their order, with those of inner mails.
    private func leaves(_ part: MailPart) -> [MailPart] {
        switch part.content {
        case .parts(let parts): parts.flatMap(leaves)
        case .message(let mail): leaves(mail.body)
        default: [part]
        }
    }

    private func compare(_ text: String, _ name: String) throws {
        let octets = Array(text.replacing("\n", with: "\r\n").utf8)
        let judged = try #require(Judged(octets))
        let mail = opened(octets)
        #expect(mail.subject == judged.subject, "\(name)")
        // GMime counts the fields of the body's type as the body's.
        let fields = mail.header.fields.filter { !$0.name.lowercased().hasPrefix("content-") }
        #expect(fields.count == judged.fields, "\(name)")
        let parts = leaves(mail.body)
        #expect(judged.hasPart(parts.count - 1) && !judged.hasPart(parts.count), "\(name)")
        for (number, part) in parts.enumerated() {
            #expect(part.fileName == judged.fileName(number), "\(name) \(number)")
            guard part.type.type == "text", let text = part.text else { continue }
            #expect(text == judged.text(number), "\(name) \(number)")
        }
    }

    @Test("agrees about every well-formed mail", arguments: SeedMails.all.map(\.name))
    func wellFormed(_ name: String) throws {
        try compare(SeedMails.all.first { $0.name == name }?.text ?? "", name)
    }

    @Test("agrees about mails built at random from well-formed parts", arguments: 0..<100)
    func random(_ seed: UInt64) throws {
        var dice = Dice(seed: seed)
        let part = randomPart(&dice, depth: 0)
        try compare(
            "From: a@unit.example\nSubject: \(seed)\nMIME-Version: 1.0\n\(part)", "seed \(seed)")
    }

    /// A part with its header; a multipart's boundary is of its depth.
    private func randomPart(_ dice: inout Dice, depth: Int) -> String {
        guard depth < 4, Int.random(in: 0..<3, using: &dice) > 0 else { return randomText(&dice) }
        let boundary = "b\(depth).\(Int.random(in: 0..<1000, using: &dice))"
        let parts = (0..<Int.random(in: 1...4, using: &dice)).map { _ in
            "--\(boundary)\n" + randomPart(&dice, depth: depth + 1) + "\n"
        }
        return "Content-Type: multipart/mixed;\n boundary=\"\(boundary)\"\n\npreamble\n"
            + parts.joined() + "--\(boundary)--\nepilogue\n"
    }

    private func randomText(_ dice: inout Dice) -> String {
        let words = ["Kính gửi", "a=b", "--x", "> q", "\u{1F4C5}", "điểm cầu", "\n", "From", "."]
        let text = (0..<Int.random(in: 0...30, using: &dice)).map { _ in
            words.randomElement(using: &dice) ?? ""
        }.joined(separator: " ")
        let head = "Content-Type: text/plain; charset=utf-8; name=\"a \(text.utf8.count).txt\"\n"
        switch Int.random(in: 0..<3, using: &dice) {
        case 0: return head + "Content-Transfer-Encoding: 8bit\n\n" + text
        case 1:
            let hex = text.utf8.map {
                "=" + ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true)
            }
            let lines = stride(from: 0, to: hex.count, by: 20).map {
                hex[$0...].prefix(20).joined()
            }
            return head + "Content-Transfer-Encoding: quoted-printable\n\n"
                + lines.joined(separator: "=\n")
        default:
            let encoded = Base64Lines.encoded(Array(text.utf8))
            return head + "Content-Transfer-Encoding: base64\n\n" + encoded
        }
    }
}

private enum Base64Lines {
    static func encoded(_ octets: [UInt8]) -> String {
        let letters = Array(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var output: [UInt8] = []
        for start in stride(from: 0, to: octets.count, by: 3) {
            let group = octets[start...].prefix(3)
            let bits = group.reduce(0) { $0 << 8 | UInt32($1) } << (8 * UInt32(3 - group.count))
            for place in 0..<4 {
                let isPadding = place > group.count
                let value = Int(bits >> (18 - 6 * UInt32(place)) & 63)
                output.append(isPadding ? UInt8(ascii: "=") : letters[value])
            }
            if start % 57 == 54 { output.append(.lineFeed) }
        }
        return String(decoding: output, as: UTF8.self)
    }
}
