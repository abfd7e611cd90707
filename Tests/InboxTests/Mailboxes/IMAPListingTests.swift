import Foundation
import ScriptedRelay
import Testing

@testable import Inbox

@Suite("What is new in a mailbox on a server")
struct IMAPListingTests {
    /// 20 November 2026, noon in UTC.
    private let date = Date(timeIntervalSince1970: 1_795_176_000)

    private func uids(_ listing: MailboxListing) -> [Int] {
        listing.entries.compactMap { Int($0.key.text.dropFirst(ScriptedInbox.host.count)) }
    }

    @Test("without a bookmark: what came since a day before, oldest first")
    func first() throws {
        let inbox = ScriptedInbox(
            .answer("c2", "UID SEARCH 3:3 ALL", "* SEARCH 9")
                + .answer("c3", "UID SEARCH 1:3 SINCE 19-Nov-2026", "* SEARCH 8 5"))
        let listing = try inbox.read { try $0.listing(since: nil, notBefore: date) }
        #expect(uids(listing) == [5, 8])
        #expect(listing.entries[0].bookmark == ScriptedInbox.bookmark(5))
        #expect(
            listing.bookmark == ScriptedInbox.bookmark(9), "old messages are not asked about again")
        #expect(inbox.commands.first == "c1 SELECT \"INBOX\"")
    }

    @Test("with a bookmark: what has a higher number, and the youngest is not listed for being it")
    func next() throws {
        let inbox = ScriptedInbox(
            .answer("c2", "UID SEARCH 1:3 UID 10:*", "* SEARCH 9")
                + .answer("c3", "UID SEARCH 1:3 UID 9:*", "* SEARCH", "* SEARCH 9 12"))
        try inbox.read { mailbox throws in
            let none = try mailbox.listing(since: ScriptedInbox.bookmark(9), notBefore: date)
            #expect(uids(none).isEmpty)
            #expect(none.bookmark == ScriptedInbox.bookmark(9))
            let two = try mailbox.listing(since: ScriptedInbox.bookmark(8), notBefore: date)
            #expect(uids(two) == [9, 12])
            #expect(two.bookmark == ScriptedInbox.bookmark(12))
        }
        #expect(inbox.server.surprises.isEmpty, "\(inbox.server.surprises)")
    }

    @Test("an empty mailbox is not searched, and the bookmark stays")
    func empty() throws {
        let inbox = ScriptedInbox(count: 0, [])
        let listing = try inbox.read {
            try $0.listing(since: ScriptedInbox.bookmark(4), notBefore: date)
        }
        #expect(listing == MailboxListing(entries: [], bookmark: ScriptedInbox.bookmark(4)))
    }

    @Test(
        "numbers of another time, another mailbox, or nonsense count as no bookmark",
        arguments: [
            ScriptedInbox.bookmark(9, validity: 6).text,
            "other@127.0.0.1/INBOX;UIDVALIDITY=7;UID=9",
            ScriptedInbox.host, ScriptedInbox.host + "99999999999", "", "maildir:/mail;WRITTEN=5",
        ])
    func foreignBookmark(_ text: String) throws {
        let inbox = ScriptedInbox(
            count: 1,
            .answer("c2", "UID SEARCH 1:1 ALL", "* SEARCH 2")
                + .answer("c3", "UID SEARCH 1:1 SINCE", "* SEARCH 2"))
        let listing = try inbox.read {
            try $0.listing(since: MailboxBookmark(text), notBefore: date)
        }
        #expect(uids(listing) == [2])
    }

    @Test(
        "a hundred thousand messages are searched in windows, and new ones from the youngest down")
    func windows() throws {
        let old = stride(from: 100_000, to: 0, by: -10_000).enumerated().flatMap { place, top in
            [Act].answer(
                "c\(place + 3)", "UID SEARCH \(top - 9999):\(top) SINCE", "* SEARCH \(top)")
        }
        let all = (50_001...60_000).map(String.init).joined(separator: " ")
        let inbox = ScriptedInbox(
            count: 100_000,
            .answer("c2", "UID SEARCH 100000:100000 ALL", "* SEARCH 100000") + old
                + .answer("c13", "UID SEARCH 90001:100000 UID 49992:*", "* SEARCH \(all)")
                + .answer("c14", "UID SEARCH 80001:90000 UID 49992:*", "* SEARCH 50000 49999")
                + .answer("c15", "UID SEARCH 70001:80000 UID 49992:*", "* SEARCH"))
        try inbox.read { mailbox throws in
            #expect(uids(try mailbox.listing(since: nil, notBefore: date)).count == 10)
            let new = try mailbox.listing(since: ScriptedInbox.bookmark(49_991), notBefore: date)
            #expect(uids(new) == Array(49_999...60_000))
        }
        #expect(inbox.server.surprises.isEmpty, "\(inbox.server.surprises)")
    }

    @Test("messages that others delete or deliver meanwhile shift nothing out of sight")
    func expunged() throws {
        let inbox = ScriptedInbox(
            count: 10_005,
            .answer(
                "c2", "UID SEARCH 10005:10005 ALL", "* 10006 EXISTS", "* 1 RECENT", "* SEARCH 10005"
            )
                + .answer(
                    "c3", "UID SEARCH 7:10006 SINCE", "* SEARCH 10006 7", "* 10006 EXPUNGE",
                    "* 1 EXPUNGE")
                + .answer("c4", "UID SEARCH 1:6 SINCE", "* SEARCH 7 6"))
        let listing = try inbox.read { try $0.listing(since: nil, notBefore: date) }
        #expect(uids(listing) == [6, 7, 10_006])
        #expect(inbox.server.surprises.isEmpty, "\(inbox.server.surprises)")
    }

    @Test("a server whose numbers do not last lists everything each time")
    func notSticky() throws {
        let inbox = ScriptedInbox(
            scripts: [
                .loggedIn
                    + .answer(
                        "c1", "SELECT", "* 1 EXISTS", "* OK [UIDVALIDITY 7] fine",
                        "* NO [UIDNOTSTICKY] numbers change")
                    + .answer("c2", "UID SEARCH 1:1 ALL", "* SEARCH 1")
                    + .answer("c3", "UID SEARCH 1:1 SINCE", "* SEARCH 1")
            ])
        let listing = try inbox.read {
            try $0.listing(since: ScriptedInbox.bookmark(1), notBefore: date)
        }
        #expect(uids(listing) == [1])
    }

    @Test("what the server wants a person to know is kept, each once, and no more than is read")
    func alerts() throws {
        let inbox = ScriptedInbox(
            scripts: [
                .loggedIn
                    + .answer(
                        "c1", "SELECT", "* OK [ALERT] The disk is {7}", "* OK [UIDVALIDITY 7] fine",
                        "* NO [ALERT] The disk is {7}", end: "OK [ALERT] Mind\u{1B}[31m the step")
            ])
        let alerts = try inbox.read { $0.alerts }
        #expect(alerts == ["The disk is {7}", "Mind\u{FFFD}[31m the step"])
    }

    @Test("the day before, whatever the time, also at the ends of months")
    func days() {
        #expect(IMAPDay.text(before: date) == "19-Nov-2026")
        #expect(IMAPDay.text(before: Date(timeIntervalSince1970: 1_772_323_200)) == "28-Feb-2026")
    }
}
