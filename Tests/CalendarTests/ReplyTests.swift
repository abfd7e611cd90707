import Foundation
import Testing

@testable import Calendar

@Suite("An answer from somebody's calendar")
struct ReplyTests {
    static func reply(
        method: String = "METHOD:REPLY\r\n", partstat: String = ";PARTSTAT=ACCEPTED",
        rest: String = ""
    ) -> [UInt8] {
        Array(
            """
            BEGIN:VCALENDAR\r
            VERSION:2.0\r
            PRODID:-//Example//Calendar//EN\r
            \(method)BEGIN:VEVENT\r
            UID:convoke-1\r
            SEQUENCE:3\r
            DTSTAMP:20211120T020304Z\r
            DTSTART:20211124T010000Z\r
            ORGANIZER:mailto:vanphong@tinhuy.example\r
            ATTENDEE;CN=Office\(partstat):MAILTO:Vanphong@huongkhe.example\r
            \(rest)END:VEVENT\r
            END:VCALENDAR\r

            """.utf8)
    }

    @Test("is read: which entry, which version, when, and who said what")
    func read() throws {
        let reply = try #require(
            CalendarReply.read(Self.reply(rest: "COMMENT:Xin phép đến muộn\\, 10 phút\r\n")))
        #expect(reply.method == .reply)
        let entry = try #require(reply.entries.first)
        #expect(entry.uid == "convoke-1")
        #expect(entry.sequence == 3)
        #expect(entry.stamp == Date(timeIntervalSince1970: 1_637_373_784))
        #expect(
            entry.attendees == [
                .init(address: "Vanphong@huongkhe.example", participation: .accepted)
            ])
        #expect(entry.comment == "Xin phép đến muộn, 10 phút")
        #expect(!entry.hasRecurrence)
    }

    @Test(
        "every word of theirs is understood, in any case",
        arguments: [
            (";PARTSTAT=accepted", CalendarReply.Participation.accepted),
            (";PARTSTAT=DECLINED", .declined), (";PARTSTAT=TENTATIVE", .tentative),
            (";PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:x@y.example\"", .delegated),
            (";PARTSTAT=NEEDS-ACTION", .needsAction), ("", .needsAction),
            (";PARTSTAT=X-PERHAPS", .unknown),
        ])
    func words(partstat: String, participation: CalendarReply.Participation) throws {
        let reply = try #require(CalendarReply.read(Self.reply(partstat: partstat)))
        #expect(reply.entries.first?.attendees.map(\.participation) == [participation])
    }

    @Test("the method may stand in the mail's header alone")
    func headerMethod() throws {
        let bytes = Self.reply(method: "")
        #expect(CalendarReply.read(bytes)?.method == .other(""))
        #expect(CalendarReply.read(bytes, method: "reply")?.method == .reply)
        #expect(CalendarReply.read(Self.reply(), method: "REQUEST")?.method == .reply)
    }

    @Test("an invitation or a cancellation from a stranger is not an answer")
    func otherMethods() throws {
        let reply = try #require(CalendarReply.read(Self.reply(method: "METHOD:REQUEST\r\n")))
        #expect(reply.method == .other("REQUEST"))
        #expect(reply.entries.map { decision($0, reply.method) } == [.notOurs])
    }

    @Test("line ends may be bare, and a mark may stand before the text")
    func looseText() {
        let text = String(decoding: Self.reply(), as: UTF8.self)
        let bare = Array(text.replacing("\r\n", with: "\n").utf8)
        #expect(CalendarReply.read(bare)?.entries.count == 1)
        #expect(CalendarReply.read([0xEF, 0xBB, 0xBF] + bare)?.entries.count == 1)
    }

    @Test("our own invitation can be read back")
    func roundTrip() throws {
        let reply = try #require(CalendarReply.read(Array(Sample.text().utf8)))
        #expect(reply.method == .other("REQUEST"))
        #expect(reply.entries.map(\.uid) == [Sample.copy().uid])
        #expect(reply.entries.first?.stamp == Sample.stamp)
    }

    // MARK: What it means

    private let sent = SentEntry(uid: "convoke-1", sequence: 3, unchangedSince: 2)

    private func decision(
        _ entry: CalendarReply.Entry, _ method: CalendarReply.Method = .reply,
        after last: Date? = nil
    ) -> ReplyDecision {
        ReplyDecision.of(entry, method: method, sent: sent, lastStamp: last)
    }

    private func entry(
        _ said: [CalendarReply.Participation], uid: String = "convoke-1", sequence: Int = 3,
        stamp: Date? = Sample.stamp, hasRecurrence: Bool = false
    ) -> CalendarReply.Entry {
        CalendarReply.Entry(
            uid: uid, sequence: sequence, stamp: stamp, hasRecurrence: hasRecurrence,
            attendees: said.map { .init(address: "a@b.example", participation: $0) }, comment: "")
    }

    @Test(
        "only a plain yes or no is one; a person reads all else",
        arguments: [
            ([CalendarReply.Participation.accepted], ReplyDecision.accepted),
            ([.declined], .declined), ([.tentative], .toBeRead(.tentative)),
            ([.delegated, .needsAction], .toBeRead(.delegated)), ([.unknown], .toBeRead(.unclear)),
            ([.accepted, .declined], .toBeRead(.unclear)), ([.accepted, .accepted], .accepted),
            ([.needsAction], .notOurs), ([], .notOurs),
        ])
    func meaning(said: [CalendarReply.Participation], expected: ReplyDecision) {
        #expect(decision(entry(said)) == expected)
    }

    @Test("an answer to another time or place is stale; to the same, it counts")
    func versions() {
        #expect(decision(entry([.accepted], sequence: 1)) == .stale)
        #expect(decision(entry([.accepted], sequence: 2)) == .accepted)
        #expect(decision(entry([.accepted], sequence: 9)) == .accepted)
    }

    @Test("an answer that was given before the last one is stale, in whatever order they come")
    func order() {
        #expect(decision(entry([.accepted]), after: Sample.stamp + 1) == .stale)
        #expect(decision(entry([.declined]), after: Sample.stamp) == .declined)
        #expect(decision(entry([.declined], stamp: nil), after: Sample.stamp) == .declined)
    }

    @Test("somebody else's entry is not ours; another time, or one date of many, is to be read")
    func others() {
        #expect(decision(entry([.accepted], uid: "convoke-2")) == .notOurs)
        #expect(decision(entry([.accepted]), .counter) == .toBeRead(.countered))
        #expect(decision(entry([.accepted], hasRecurrence: true)) == .toBeRead(.partial))
    }
}
