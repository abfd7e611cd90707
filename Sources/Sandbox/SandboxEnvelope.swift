package import Foundation

/// One line of `envelopes.jsonl`: the facts of one kept message that its bytes don't tell.
///
/// The line is on disk (without fsync) before the message's reply is sent.
package struct SandboxEnvelope: Codable, Equatable, Sendable {
    /// An address of the envelope and the parameters that came with it, keywords in capitals.
    package struct Party: Codable, Equatable, Sendable {
        package let address: String
        package let parameters: [String: String]
    }

    /// Names the message in replies: session and number within it, such as `S3M1`.
    package let queueID: String
    /// The message's file, below the sandbox's folder.
    package let file: String
    package let receivedAt: Date
    package let session: Int
    /// The client's name as it gave it in EHLO or HELO.
    package let hello: String
    package let extended: Bool
    /// The TLS version, such as `TLSv1.3`; nil for a session in clear.
    package let tls: String?
    /// The user who logged in.
    package let user: String?
    /// The empty address for a report (`MAIL FROM:<>`).
    package let sender: Party
    package let recipients: [Party]
    /// Octets of the message as kept.
    package let size: Int

    private enum CodingKeys: String, CodingKey {
        case queueID = "queue_id"
        case file
        case receivedAt = "received_at"
        case session, hello, extended, tls, user, sender, recipients, size
    }

    /// Reads `envelopes.jsonl`, in the order of the lines.
    ///
    /// Throws what reading the file or decoding a line throws.
    package static func read(from file: URL) throws -> [SandboxEnvelope] {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom { decoder in
            let text = try decoder.singleValueContainer().decode(String.self)
            return try Date(text, strategy: moments)
        }
        return try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map {
            try decoder.decode(SandboxEnvelope.self, from: $0)
        }
    }

    /// Writes one envelope as one line, keys in a fixed order, moments with milliseconds.
    static func encoder() -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .custom { moment, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(moment.formatted(moments))
        }
        return encoder
    }

    private static let moments = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
}
