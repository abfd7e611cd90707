import ConvokeCore
import Foundation
import Testing

@testable import Inbox

@Suite("A Maildir")
struct MaildirTests {
    /// A Maildir of the test's own; it is taken away when the story is told.
    private func with(_ story: (Sample) throws -> Void) throws {
        let sample = try Sample()
        defer { try? FileManager.default.removeItem(at: sample.root) }
        try story(sample)
    }

    struct Sample {
        let root: URL

        init() throws {
            root = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
            for name in ["new", "cur", "tmp"] {
                try FileManager.default.createDirectory(
                    at: root.appending(path: name), withIntermediateDirectories: true)
            }
        }

        /// A message that was written so many seconds after 1 January 2026.
        func deliver(_ path: String, _ text: String = "mail", at seconds: Int = 0) throws {
            let file = root.appending(path: path)
            try Data(text.utf8).write(to: file)
            try FileManager.default.setAttributes(
                [.modificationDate: Self.start.addingTimeInterval(TimeInterval(seconds))],
                ofItemAtPath: file.path)
        }

        func open() throws(MailboxFailure) -> any OpenMailbox {
            try MailboxAccount.maildir(root.path).open()
        }

        func names(_ folder: String) throws -> [String] {
            try FileManager.default.contentsOfDirectory(
                atPath: root.appending(path: folder).path
            ).sorted()
        }

        func link(_ path: String, to target: String) throws {
            try FileManager.default.createSymbolicLink(
                atPath: root.appending(path: path).path, withDestinationPath: target)
        }

        static let start = Date(timeIntervalSince1970: 1_767_225_600)
        static let day = 86_400
    }

    @Test("new messages and unread ones, oldest first, by names that last")
    func lists() throws {
        try with { sample in
            try sample.deliver("new/c.host", at: 3)
            try sample.deliver("cur/a.host:2,F", at: 2)
            try sample.deliver("cur/b.host:2,", at: 2)
            try sample.deliver("new/.hidden")
            try FileManager.default.createDirectory(
                at: sample.root.appending(path: "new/folder"), withIntermediateDirectories: true)
            let listing = try sample.open().listing(since: nil, notBefore: Sample.start)
            #expect(listing.entries.map(\.name) == ["a.host", "b.host", "c.host"])
            #expect(listing.bookmark == listing.entries.last?.bookmark)
        }
    }

    @Test("a name that is used again is another message, and one that was only moved is the same")
    func nameAgain() throws {
        try with { sample in
            try sample.deliver("new/a", "one", at: 1)
            let mailbox = try sample.open()
            func keys() throws -> [MailboxKey] {
                try mailbox.listing(since: nil, notBefore: Sample.start).entries.map(\.key)
            }
            let first = try keys()
            try FileManager.default.moveItem(
                at: sample.root.appending(path: "new/a"),
                to: sample.root.appending(path: "cur/a:2,S"))
            #expect(try keys() == first)
            try sample.deliver("new/a", "another", at: 2)
            let both = try keys()
            #expect(both.count == 2 && both.first == first.first)
        }
    }

    @Test("what somebody else has read is listed too, until it is well behind the bookmark")
    func seenByOthers() throws {
        try with { sample in
            let mailbox = try sample.open()
            try sample.deliver("new/first", at: 0)
            let first = try mailbox.listing(since: nil, notBefore: Sample.start)
            try sample.deliver("cur/read:2,S", at: 60)
            let next = try mailbox.listing(since: first.bookmark, notBefore: Sample.start)
            #expect(next.entries.map(\.name) == ["first", "read"])
            try sample.deliver("new/late", at: 4 * Sample.day)
            let last = try mailbox.listing(since: next.bookmark, notBefore: Sample.start)
            let end = try mailbox.listing(since: last.bookmark, notBefore: Sample.start)
            #expect(end.entries.map(\.name) == ["first", "late"], "unread ones stay listed")
        }
    }

    @Test("a file from the future does not hide what comes meanwhile")
    func future() throws {
        try with { sample in
            let mailbox = try sample.open()
            try sample.deliver("new/future", at: 30_000 * Sample.day)
            let first = try mailbox.listing(since: nil, notBefore: Sample.start)
            let now = Int(Date.now.timeIntervalSince(Sample.start))
            try sample.deliver("cur/read:2,S", at: now)
            let next = try mailbox.listing(since: first.bookmark, notBefore: Sample.start)
            #expect(next.entries.map(\.name) == ["read", "future"])
        }
    }

    @Test("messages from long before the start are left alone")
    func old() throws {
        try with { sample in
            try sample.deliver("new/old", at: -3 * Sample.day)
            try sample.deliver("cur/older:2,S", at: -4 * Sample.day)
            try sample.deliver("new/eve", at: -3600)
            let listing = try sample.open().listing(since: nil, notBefore: Sample.start)
            #expect(listing.entries.map(\.name) == ["eve"])
        }
    }

    @Test("marking moves to cur and keeps the other flags; twice is once")
    func marks() throws {
        try with { sample in
            try sample.deliver("new/a")
            try sample.deliver("cur/b:2,FT")
            let mailbox = try sample.open()
            let entries = try mailbox.listing(since: nil, notBefore: Sample.start).entries
            #expect(try mailbox.markRead(entries) == nil)
            #expect(try mailbox.markRead(entries) == nil)
            #expect(try sample.names("cur") == ["a:2,S", "b:2,FST"])
            #expect(try sample.names("new").isEmpty)
        }
    }

    @Test("a message that somebody moved or deleted meanwhile")
    func vanished() throws {
        try with { sample in
            try sample.deliver("new/a", "moved")
            try sample.deliver("new/b")
            let mailbox = try sample.open()
            let entries = try mailbox.listing(since: nil, notBefore: Sample.start).entries
            try FileManager.default.moveItem(
                at: sample.root.appending(path: "new/a"),
                to: sample.root.appending(path: "cur/a:2,R"))
            try FileManager.default.removeItem(at: sample.root.appending(path: "new/b"))
            #expect(try mailbox.octets(of: entries[0])?.text == "moved")
            #expect(try mailbox.octets(of: entries[1]) == nil)
            #expect(try mailbox.markRead(entries) == nil)
            #expect(try sample.names("cur") == ["a:2,RS"])
        }
    }

    @Test("a marked file never takes another's place")
    func collision() throws {
        try with { sample in
            try sample.deliver("new/a", "new")
            let mailbox = try sample.open()
            let entries = try mailbox.listing(since: nil, notBefore: Sample.start).entries
            try sample.deliver("cur/a:2,S", "old")
            #expect(try mailbox.markRead(entries) == nil)
            #expect(try sample.names("new") == ["a"])
        }
    }

    @Test("a message is read up to the limit, and it is told when there is more")
    func cut() throws {
        try with { sample in
            try sample.deliver("new/a", "0123456789")
            let mailbox = try sample.open()
            let entry = try #require(
                try mailbox.listing(since: nil, notBefore: Sample.start).entries.first)
            let whole = MailOctets(octets: Array("0123456789".utf8), isCut: false)
            #expect(try mailbox.octets(of: entry) == whole)
            #expect(try mailbox.octets(of: entry, atMost: 10) == whole)
            #expect(
                try mailbox.octets(of: entry, atMost: 9)
                    == MailOctets(octets: Array("012345678".utf8), isCut: true))
        }
    }

    @Test("no symbolic link leads out of it")
    func links() throws {
        try with { sample in
            try sample.link("new/link", to: "/etc/hostname")
            try sample.deliver("new/file")
            let mailbox = try sample.open()
            let listing = try mailbox.listing(since: nil, notBefore: Sample.start)
            #expect(listing.entries.map(\.name) == ["file"])
            try FileManager.default.removeItem(at: sample.root.appending(path: "new/file"))
            try sample.link("new/file", to: "/etc/hostname")
            let failure = #expect(throws: MailboxFailure.self) {
                try mailbox.octets(of: listing.entries[0])
            }
            #expect(failure?.concernsOneMessage == true)

            try FileManager.default.removeItem(at: sample.root.appending(path: "cur"))
            try sample.link("cur", to: "/tmp")
            #expect(throws: MailboxFailure.self) { try sample.open() }
        }
    }

    @Test("a folder that is not there, or is no Maildir", arguments: ["", "/absent", "/new"])
    func missing(_ path: String) throws {
        try with { sample in
            try FileManager.default.removeItem(at: sample.root.appending(path: "cur"))
            let failure = #expect(throws: MailboxFailure.self) {
                try MailboxAccount.maildir(sample.root.path + path).open()
            }
            #expect(failure?.kind == .folderMissing)
            #expect(failure?.status == .configuration)
            #expect(failure?.problem(.maildir("mail")).place?.field == "inbox.maildir")
        }
    }

    @Test("a bookmark of another Maildir, or nonsense, counts as none")
    func foreignBookmark() throws {
        try with { sample in
            try sample.deliver("cur/a:2,S", at: 0)
            let mailbox = try sample.open()
            for text in ["maildir:/other;WRITTEN=9999999999", mailbox.name + ";WRITTEN=x", ""] {
                let listing = try mailbox.listing(
                    since: MailboxBookmark(text), notBefore: Sample.start)
                #expect(listing.entries.count == 1)
            }
        }
    }
}

extension MailboxEntry {
    /// The file's name as long as it lives.
    fileprivate var name: String { String(key.text.prefix { $0 != ";" }) }
}
