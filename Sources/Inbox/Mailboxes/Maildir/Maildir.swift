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
        let found = try found().filter { one in
            let limit = one.file.isSeen ? max(oldest, (known ?? oldest) - Self.slack) : oldest
            return one.item.written >= limit
        }
        // A file that claims to come from the future must not push the bookmark there.
        let now = Int(Date.now.timeIntervalSince1970)
        let entries = found.sorted { $0.order < $1.order }.map { one in
            MailboxEntry(
                key: one.key, bookmark: mark(max(min(one.item.written, now), known ?? 0)),
                place: .file(one.file))
        }
        return MailboxListing(entries: entries, bookmark: entries.last?.bookmark ?? bookmark)
    }

    /// A message as it was found.
    private struct Found {
        let file: MaildirFile
        let item: MaildirFolder.Item

        /// A name is enough for a message as long as it lives. A server that gives it to another one
        /// after that gives it to one of another time.
        var key: MailboxKey {
            MailboxKey("\(file.unique);\(item.written).\(item.nanoseconds);\(item.size)")
        }

        var order: (Int, Int, String) { (item.written, item.nanoseconds, file.name) }
    }

    /// All files, `new` first: they move from there to `cur`, and so none is missed on its way.
    private func found() throws(MailboxFailure) -> [Found] {
        var found: [MailboxKey: Found] = [:]
        for folder in [MaildirFile.Folder.new, .cur] {
            for item in try self.folder(folder).items() {
                let one = Found(file: MaildirFile(folder: folder, name: item.name), item: item)
                found[one.key] = one
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
