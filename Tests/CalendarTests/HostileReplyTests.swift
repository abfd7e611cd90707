import Foundation
import Testing

@testable import Calendar

@Suite("A calendar that means harm")
struct HostileReplyTests {
    private func text(_ lines: [String]) -> [UInt8] {
        Array((lines.joined(separator: "\r\n") + "\r\n").utf8)
    }

    @Test("is not read when it is longer than any answer")
    func tooLong() {
        let comment = "COMMENT:" + String(repeating: "a", count: 200)
        let rest = String(repeating: comment + "\r\n", count: 2000)
        #expect(CalendarReply.read(ReplyTests.reply(rest: rest)) == nil)
    }

    @Test("is not read when its parts nest", arguments: ["BEGIN:VEVENT", "begin:x", "Begin;A=B:C"])
    func nested(line: String) {
        let begins = Array(repeating: line, count: 9000)
        #expect(CalendarReply.read(text(["BEGIN:VCALENDAR"] + begins)) == nil)
        let ends = Array(repeating: "END:VEVENT", count: 9000)
        #expect(CalendarReply.read(text(begins + ends)) == nil)
        #expect(CalendarReply.read(text(ends)) == nil)
    }

    @Test("is not read when a line has no end, or too many parameters")
    func longLines() {
        let long = "X-A:" + String(repeating: "a", count: 40_000)
        let folded = "X-A:" + String(repeating: "a\r\n ", count: 30_000)
        let parameters = "ATTENDEE" + String(repeating: ";X-A=1", count: 10_000) + ":mailto:a@b"
        for line in [long, folded, parameters] {
            #expect(CalendarReply.read(ReplyTests.reply(rest: line + "\r\n")) == nil)
        }
    }

    @Test("is read as far as it is of use: fifty answers, fifty names, a short comment")
    func many() throws {
        let one = ["BEGIN:VEVENT", "UID:u", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.example"]
        let entries = Array(repeating: one + ["END:VEVENT"], count: 120).flatMap(\.self)
        let reply = try #require(
            CalendarReply.read(
                text(["BEGIN:VCALENDAR", "METHOD:REPLY"] + entries + ["END:VCALENDAR"])))
        #expect(reply.entries.count == 50)
        let names = String(repeating: "ATTENDEE:mailto:a@b.example\r\n", count: 300)
        #expect(
            CalendarReply.read(ReplyTests.reply(rest: names))?.entries.first?.attendees.count == 50)
        let comment = "COMMENT:" + String(repeating: "x", count: 9000) + "\r\n"
        #expect(
            CalendarReply.read(ReplyTests.reply(rest: comment))?.entries.first?.comment.count
                == 2000)
    }

    @Test("NULs are passed over")
    func zeros() {
        let bytes = ReplyTests.reply().flatMap { (byte: UInt8) -> [UInt8] in [0, byte] }
        #expect(CalendarReply.read(bytes)?.entries.first?.uid == "convoke-1")
    }

    @Test(
        "nonsense is nothing",
        arguments: [
            "", "\r\n", "END:VEVENT", "BEGIN:VEVENT\nEND:VCALENDAR", "BEGIN:", ":",
            "BEGIN:VCALENDAR",
            "BEGIN:VCALENDAR\nEND:VCALENDAR", "BEGIN:VEVENT\nUID:1\nEND:VEVENT",
        ])
    func nonsense(line: String) {
        #expect(CalendarReply.read(Array(line.utf8))?.entries.isEmpty ?? true)
    }

    /// `CONVOKE_SEED` changes what is tried, `CONVOKE_ROUNDS` how much.
    @Test("whatever is cut, doubled or changed in it, reading ends well")
    func random() {
        let environment = ProcessInfo.processInfo.environment
        let seed = environment["CONVOKE_SEED"].flatMap { UInt64($0) } ?? 6047
        let rounds = environment["CONVOKE_ROUNDS"].flatMap { Int($0) } ?? 3000
        print("calendars from the seed \(seed)")
        var chance = Chance(seed: seed)
        let seeds = [Array(Sample.text().utf8), ReplyTests.reply(rest: Self.odd)]
        for _ in 0..<rounds {
            var bytes = seeds[chance.below(seeds.count)]
            for _ in 0...chance.below(6) { chance.change(&bytes) }
            let reply = CalendarReply.read(bytes)
            #expect((reply?.entries.count ?? 0) <= Limits.entries)
        }
    }

    private static let odd = """
        RECURRENCE-ID;RANGE=THISANDFUTURE:20211124T010000Z\r
        RRULE:FREQ=YEARLY;COUNT=3;BYDAY=1MO,-1SU;BYSETPOS=2\r
        DURATION:P1DT2H\r
        EXDATE:20211124T010000Z,20211125T010000Z\r
        REQUEST-STATUS:2.0;Success\r
        GEO:18.2;105.7\r
        ATTACH;ENCODING=BASE64;VALUE=BINARY:AAAA\r
        FREEBUSY:19970308T160000Z/PT3H\r
        X-ALT-DESC;FMTTYPE=text/html:<html>\r

        """
}

/// SplitMix64: small, and the same everywhere.
private struct Chance {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(max(1, bound)))
    }

    mutating func change(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else { return }
        let start = below(bytes.count)
        let end = min(bytes.count, start + below(40))
        switch below(6) {
        case 0: bytes[start] = UInt8(below(256))
        case 1: bytes.removeSubrange(start..<end)
        case 2: bytes.insert(contentsOf: bytes[start..<end], at: below(bytes.count))
        case 3: bytes.insert(contentsOf: Array(marks[below(marks.count)].utf8), at: start)
        case 4: bytes.removeLast(bytes.count - start)
        default: bytes.insert(UInt8(below(256)), at: start)
        }
    }

    private let marks = [
        "\r\n", "\r\n ", ";", ":", "\"", ",", "\\", "=", "BEGIN:VEVENT\r\n", "END:VEVENT\r\n",
        "\0", "-99999999999999999999", "\u{FEFF}", "DTSTART;TZID=X:99999999T999999\r\n",
        ";VALUE=PERIOD", ";VALUE=RECUR", ";ENCODING=BASE64",
    ]
}
