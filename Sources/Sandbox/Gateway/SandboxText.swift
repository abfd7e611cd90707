package import Foundation

/// One line of `texts.jsonl`: a text that the sandbox's gateway kept.
///
/// The line is on disk (without fsync) before the answer is sent.
package struct SandboxText: Codable, Equatable, Sendable {
    /// Names the text in the gateway's answer: `T1`, counted from where the file begins.
    package let id: String
    package let receivedAt: Date
    package let to: String
    package let text: String
    /// The sender's own token.
    package let reference: String
    /// Where the sender wants to be told, with its query; nil when it does not.
    package let report: String?

    private enum CodingKeys: String, CodingKey {
        case id, to, text, reference, report
        case receivedAt = "received_at"
    }

    /// Reads `texts.jsonl`, in the order of the lines. Throws what reading or decoding throws.
    package static func read(from file: URL) throws -> [SandboxText] {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return try Data(contentsOf: file).split(separator: UInt8(ascii: "\n"))
            .map { try decoder.decode(SandboxText.self, from: $0) }
    }

    /// Its line, without the line break.
    func line() throws -> Data {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }
}
