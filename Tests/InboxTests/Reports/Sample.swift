import ConvokeCore
import Foundation

@testable import Inbox

/// A mail in a file, and what it is.
struct Sample: Sendable, CustomStringConvertible {
    let name: String
    let mailClass: String
    let status: String?
    let action: String?
    let recipient: String?

    var description: String { name }

    /// The table beside the files.
    static let all: [Sample] = {
        let lines =
            (try? String(contentsOf: folder.appending(path: "expected.tsv"), encoding: .utf8)) ?? ""
        return lines.split(separator: "\n").dropFirst().map(Sample.init)
    }()

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()

    private init(_ line: Substring) {
        let fields = line.split(separator: "\t").map(String.init)
        func known(_ index: Int) -> String? { fields[index] == "-" ? nil : fields[index] }
        name = fields[0]
        mailClass = fields[1]
        status = known(2)
        action = known(3)
        recipient = known(4)
    }

    func reading() throws -> MailReading {
        let file = Self.folder.appending(path: "Samples/\(name).eml")
        return MailReading.of(MailOpener.open([UInt8](try Data(contentsOf: file))))
    }

    static func reading(_ name: String) throws -> MailReading {
        guard let sample = all.first(where: { $0.name == name }) else { throw Missing(name: name) }
        return try sample.reading()
    }

    struct Missing: Error {
        let name: String
    }
}

/// What a mail written in a test is.
func reading(_ mail: String) -> MailReading {
    MailReading.of(MailOpener.open(Array(mail.utf8)))
}
