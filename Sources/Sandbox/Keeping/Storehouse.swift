import Foundation
import NIOConcurrencyHelpers
import NIOCore

/// The sandbox's folder: what is kept, and the record of envelopes.
///
/// Writing blocks for the few microseconds that the page cache takes; sessions do it on their
/// own event loop, never on Swift's shared threads.
final class Storehouse: Sendable {
    private let mail: Maildir
    private let bounces: Maildir
    private let envelopes: PrivateFile
    private let writing = NIOLock()
    private let encoder: NIOLockedValueBox<JSONEncoder>

    /// Makes the folders; throws ``SandboxError``.
    init(directory: URL) throws {
        do {
            try FileManager.default.createDirectory(
                at: directory, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw SandboxError.cannotWrite(
                path: directory.path, reason: error.localizedDescription, isDiskFull: false)
        }
        mail = try Maildir(folder: directory.path + "/mail")
        bounces = try Maildir(folder: directory.path + "/bounces")
        envelopes = try PrivateFile(
            path: directory.path + "/envelopes.jsonl", flags: O_CREAT | O_APPEND | O_WRONLY)
        encoder = NIOLockedValueBox(SandboxEnvelope.encoder())
    }

    /// Where a message will lie, below the sandbox's folder.
    static func file(queueID: String, at moment: Date) -> String {
        "mail/new/" + Maildir.name(queueID: queueID, at: moment)
    }

    /// Keeps the message, then its envelope; throws ``SandboxError`` or an encoding error.
    func keep(_ message: ByteBuffer, envelope: SandboxEnvelope) throws {
        let name = String(envelope.file.dropFirst("mail/new/".count))
        try message.withUnsafeReadableBytes { try mail.keep([$0], name: name) }
        var line = try encoder.withLockedValue { try $0.encode(envelope) }
        line.append(UInt8(ascii: "\n"))
        try writing.withLock { try line.withUnsafeBytes { try envelopes.write($0) } }
    }

    /// Keeps a report that is on its way back; throws ``SandboxError``.
    func keep(_ report: NonDeliveryReport, at moment: Date) throws {
        let head = Array(report.head.utf8)
        let foot = Array(report.foot.utf8)
        let name = Maildir.name(queueID: report.envelope.queueID, at: moment)
        try head.withUnsafeBytes { head in
            try foot.withUnsafeBytes { foot in
                try report.returned.withUnsafeReadableBytes { returned in
                    try bounces.keep([head, returned, foot], name: name)
                }
            }
        }
    }
}
