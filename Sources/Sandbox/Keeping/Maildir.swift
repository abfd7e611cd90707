import Foundation

/// A Maildir: each message is written to `tmp` and renamed to `new`, so that whoever looks into
/// `new` sees whole messages only. Nothing is flushed to disk: the sandbox is a test relay.
struct Maildir: Sendable {
    private let folder: String

    /// Makes `folder` and its `tmp`, `new` and `cur`, mode 0700; throws ``SandboxError``.
    init(folder: String) throws {
        self.folder = folder
        for path in [folder] + ["tmp", "new", "cur"].map({ folder + "/" + $0 }) {
            try PrivateFile.makeFolder(path)
        }
    }

    /// Keeps the message, mode 0600, as `new/<name>`; throws ``SandboxError``.
    func keep(_ pieces: [UnsafeRawBufferPointer], name: String) throws {
        let temporary = folder + "/tmp/" + name
        let file = try PrivateFile(path: temporary, flags: O_CREAT | O_EXCL | O_WRONLY)
        do {
            for piece in pieces { try file.write(piece) }
        } catch {
            // The half-written file is of no use; that it may stay in tmp does no harm.
            unlink(temporary)
            throw error
        }
        let final = folder + "/new/" + name
        guard rename(temporary, final) == 0 else { throw PrivateFile.failure(path: final) }
    }

    /// A file name that no other message has: moment, process and queue id (Maildir's custom).
    static func name(queueID: String, at moment: Date) -> String {
        let microseconds = Int(moment.timeIntervalSince1970 * 1_000_000)
        let (seconds, fraction) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        return "\(seconds).M\(fraction)P\(getpid())Q\(queueID).localhost"
    }
}
