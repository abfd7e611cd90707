import ConvokeCore
import Foundation

/// The texts that a person has to read: what they say stands nowhere in the ledger. One JSON object a
/// line, in `texts-to-read.jsonl` beside the settings; only its owner may read it.
struct TextBook {
    static let name = "texts-to-read.jsonl"

    private struct Line: Encodable {
        let at: String
        let from: String
        let text: String
        let why: String
    }

    let path: String
    let timeZone: TimeZone

    init(_ office: Office) {
        path = office.root + "/" + Self.name
        timeZone = office.settings.timeZone
    }

    /// Returns when it is on the disk.
    ///
    /// - Throws: a problem when the file cannot be written.
    func keep(_ text: String, from number: String, why: String, at now: Date) throws(Problem) {
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            let line = Line(
                at: Instant.text(now, in: timeZone), from: number, text: text, why: why)
            try append(try encoder.encode(line) + Data("\n".utf8))
        } catch {
            throw Problem(
                .ledger, "A text that came in cannot be kept", at: Place(Self.name),
                fix: "Check that the workspace may be written and that the disk has room.",
                detail: "\(error)")
        }
    }

    /// One write to a file that is only appended to: two of them do not mix.
    private func append(_ line: Data) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try file.write(contentsOf: line)
        try file.synchronize()
    }
}
