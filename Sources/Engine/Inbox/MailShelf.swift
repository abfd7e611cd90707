import ConvokeCore
import Crypto
import Foundation
import Inbox

/// Keeps what came by mail in the workspace: attachments under `answers/<conference>/<recipient>/`, mails
/// that a person has to read beside them, and those of nobody under `inbox/`. Only the owner of the
/// workspace may read it.
struct MailShelf {
    /// What a file is, and what it is called.
    struct Attachment: Equatable {
        let name: String
        let bytes: [UInt8]
    }

    /// Octets of one attachment that is kept, and of all of one mail.
    static let limits = (one: 25 << 20, all: 50 << 20)
    /// More files than this in one mail are no attendee lists.
    static let most = 50

    let root: String

    /// - Returns: the folder, relative to the workspace.
    static func folder(of owner: ReceivedMail.Owner?) -> String {
        owner.map { "answers/\($0.conference)/\($0.recipient)" } ?? "inbox"
    }

    /// Keeps files under safe names. What is there already with the same octets is not written again, so
    /// that a mail that is read twice leaves one copy.
    ///
    /// - Returns: the names that they have there, and those that were too much.
    /// - Throws: a problem when the folder cannot be written.
    func keep(
        _ attachments: [Attachment], in folder: String
    ) throws(Problem) -> (kept: [String], left: [String]) {
        var kept: [String] = []
        var left: [String] = []
        var total = 0
        for (index, attachment) in attachments.enumerated() {
            let name = SafeFileName(
                attachment.name, fallback: "attachment-\(index + 1)"
            ).description
            let size = attachment.bytes.count
            guard index < Self.most, size <= Self.limits.one, total + size <= Self.limits.all else {
                left.append(name)
                continue
            }
            total += size
            kept.append(try write(attachment.bytes, as: name, in: folder))
        }
        return (kept, left)
    }

    /// Writes a file under its name, or that name with a number where another file has it.
    private func write(
        _ bytes: [UInt8], as name: String, in folder: String
    ) throws(Problem) -> String {
        do {
            try FileManager.default.createDirectory(
                atPath: root + "/" + folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
            // After some of one name the octets themselves give it.
            let own = Base32.text(of: Array(SHA256.hash(data: bytes)).prefix(10))
            for suffix in ["", "-2", "-3", "-4", "-5", "-" + own] {
                let candidate = Self.suffixed(name, suffix)
                if try place(bytes, at: root + "/" + folder + "/" + candidate) { return candidate }
            }
            throw POSIXError(.EEXIST)
        } catch {
            throw Problem(
                .ledger, "What came by mail cannot be kept", at: Place(folder), found: name,
                fix: "Check that the workspace may be written and that the disk has room.",
                detail: "\(error)")
        }
    }

    /// `list.xlsx` is `list-2.xlsx`.
    private static func suffixed(_ name: String, _ suffix: String) -> String {
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name + suffix }
        return name[..<dot] + suffix + name[dot...]
    }

    /// False when something else has that name. The file appears whole or not at all.
    private func place(_ bytes: [UInt8], at path: String) throws -> Bool {
        if let there = FileManager.default.contents(atPath: path) { return there == Data(bytes) }
        let draft = path + ".\(getpid()).part"
        // One that a killed run with the same number left.
        unlink(draft)
        defer { unlink(draft) }
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try file.write(contentsOf: Data(bytes))
        try file.synchronize()
        if link(draft, path) == 0 { return true }
        guard errno == EEXIST else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        return FileManager.default.contents(atPath: path) == Data(bytes)
    }
}
