import Foundation
import Glibc

/// A Maildir: one file a message, delivered into `new`, moved to `cur` by whoever looks.
///
/// What lies there unmarked is listed as long as it is not too old; what somebody else has marked as
/// read, when it was written since shortly before the bookmark.
final class Maildir: OpenMailbox {
    private let new: MaildirFolder
    private let cur: MaildirFolder
    private var isTakingMarks = true

    let name: String
    var alerts: [String] { [] }

    /// So long may a message take from being written to being in its folder: two days, in seconds.
    static let slack = 2 * 86_400

    init(_ path: String) throws(MailboxFailure) {
        let root = try MaildirFolder(path)
        new = try MaildirFolder("new", below: root)
        cur = try MaildirFolder("cur", below: root)
        name = "maildir:\(path)"
    }

    func close() {}

    func listing(
        since bookmark: MailboxBookmark?, notBefore: Date
    ) throws(MailboxFailure) -> MailboxListing {
        let known = bookmark.flatMap(seconds)
        let oldest = Int(min(max(notBefore.timeIntervalSince1970, 0), 1e15)) - 86_400
        let found = try found().filter { file, written in
            written >= (file.isSeen ? max(oldest, (known ?? oldest) - Self.slack) : oldest)
        }
        // A file that claims to come from the future must not push the bookmark there.
        let now = Int(Date.now.timeIntervalSince1970)
        let ordered = found.sorted { ($0.written, $0.file.name) < ($1.written, $1.file.name) }
        let entries = ordered.map { file, written in
            MailboxEntry(
                key: MailboxKey(file.unique), bookmark: mark(max(min(written, now), known ?? 0)),
                place: .file(file))
        }
        return MailboxListing(entries: entries, bookmark: entries.last?.bookmark ?? bookmark)
    }

    /// All files, `new` first: they move from there to `cur`, and so none is missed on its way.
    private func found() throws(MailboxFailure) -> [(file: MaildirFile, written: Int)] {
        var found: [String: (file: MaildirFile, written: Int)] = [:]
        for folder in [MaildirFile.Folder.new, .cur] {
            for item in try self.folder(folder).items() {
                let file = MaildirFile(folder: folder, name: item.name)
                found[file.unique] = (file, item.written)
            }
        }
        return Array(found.values)
    }

    func octets(
        of entry: MailboxEntry, atMost limit: Int
    ) throws(MailboxFailure) -> MailOctets? {
        guard case .file(let file) = entry.place else { return nil }
        if let octets = try folder(file.folder).octets(of: file.name, atMost: limit) {
            return octets
        }
        guard let moved = try find(file.unique) else { return nil }
        return try folder(moved.folder).octets(of: moved.name, atMost: limit)
    }

    func markRead(_ entries: [MailboxEntry]) throws(MailboxFailure) -> MarkingRefusal? {
        for case .file(let file) in entries.map(\.place) where isTakingMarks {
            var move = mark(file)
            if move == .gone, let moved = try find(file.unique) { move = mark(moved) }
            guard case .refused(let code) = move else { continue }
            isTakingMarks = false
            return MarkingRefusal(words: MailboxFailure.words(code))
        }
        return nil
    }

    private func mark(_ file: MaildirFile) -> MaildirFolder.Move {
        file.isSeen ? .done : folder(file.folder).move(file.name, to: cur, file.seen.name)
    }

    /// The message under the name that somebody else has given it meanwhile.
    private func find(_ unique: String) throws(MailboxFailure) -> MaildirFile? {
        for folder in [MaildirFile.Folder.new, .cur] {
            let files = try self.folder(folder).names().map {
                MaildirFile(folder: folder, name: $0)
            }
            if let file = files.first(where: { $0.unique == unique }) { return file }
        }
        return nil
    }

    private func folder(_ folder: MaildirFile.Folder) -> MaildirFolder {
        switch folder {
        case .new: new
        case .cur: cur
        }
    }

    private var prefix: String { name + ";WRITTEN=" }

    private func mark(_ written: Int) -> MailboxBookmark {
        MailboxBookmark(prefix + String(written))
    }

    private func seconds(_ bookmark: MailboxBookmark) -> Int? {
        guard bookmark.text.hasPrefix(prefix) else { return nil }
        return Int(bookmark.text.dropFirst(prefix.count)).flatMap {
            (0...1 << 50).contains($0) ? $0 : nil
        }
    }
}
