import ConvokeCore
import Foundation
import Testing

@testable import Agenda

@Suite("Clocks that are changed")
struct ClockTests {
    /// One session in its zone, and one notice with these keys.
    private func notice(_ keys: String, start: String, _ zoneName: String) throws -> Notice? {
        let day = start.prefix(10)
        let text = """
            id: a
            title: A
            convener: B
            recipients: r.csv
            timezone: \(zoneName)
            sessions:
              - {id: s, title: S, start: \(start), end: \(day)T23:00}
            notices:
              - {id: n, kind: reminder, template: t, \(keys)}
            """
        let (draft, problems) = readConference(text)
        #expect(problems.isEmpty, "\(problems)")
        return try #require(draft).conference().notices.first
    }

    @Test(
        "between a notice and its session: a day is a day of the calendar, 24 hours are 24 hours",
        arguments: [
            // Berlin puts clocks forward on 28 March and back on 31 October 2021.
            ("before: 1d", "2021-03-28T08:00", "Europe/Berlin", "2021-03-27T08:00+01:00"),
            ("before: 24h", "2021-03-28T08:00", "Europe/Berlin", "2021-03-27T07:00+01:00"),
            ("before: 1d", "2021-10-31T08:00", "Europe/Berlin", "2021-10-30T08:00+02:00"),
            ("before: 24h", "2021-10-31T08:00", "Europe/Berlin", "2021-10-30T09:00+02:00"),
            // New York on 14 March and on 7 November 2021.
            ("before: 1d", "2021-03-14T08:00", "America/New_York", "2021-03-13T08:00-05:00"),
            ("before: 24h", "2021-03-14T08:00", "America/New_York", "2021-03-13T07:00-05:00"),
            ("before: 2d", "2021-11-08T08:00", "America/New_York", "2021-11-06T08:00-04:00"),
            ("before: 48h", "2021-11-08T08:00", "America/New_York", "2021-11-06T09:00-04:00"),
            ("before: 1d2h", "2021-03-28T08:00", "Europe/Berlin", "2021-03-27T06:00+01:00"),
            // The day before, 02:30 is skipped: it becomes 03:30.
            ("before: 1d", "2021-03-29T02:30", "Europe/Berlin", "2021-03-28T03:30+02:00"),
            // The day before, 02:30 is shown twice: the first counts.
            ("before: 1d", "2021-11-01T02:30", "Europe/Berlin", "2021-10-31T02:30+02:00"),
        ])
    func leads(keys: String, start: String, zone: String, expected: String) throws {
        let notice = try notice(keys, start: start, zone)
        #expect(notice?.moment == Instant.parse(expected))
    }

    @Test(
        "make some times impossible",
        arguments: [
            ("2021-03-28T02:30", "Europe/Berlin"), ("2021-03-14T02:00", "America/New_York"),
            ("2021-10-03T02:15", "Australia/Lord_Howe"), ("2011-12-30T12:00", "Pacific/Apia"),
        ])
    func skipped(time: String, zone: String) {
        let text = leastConference.replacing("at: 2021-11-19T08:00", with: "at: \(time)")
        let problems = readConference(text + "\ntimezone: \(zone)\n").problems
        #expect(problems.count == 1)
        #expect(problems.first?.what.contains("never show this time") == true)
        #expect(problems.first?.place?.field == "notices[1].at")
        #expect(problems.first?.found == String(time.suffix(5)))
    }

    @Test("show some times twice: the first is meant")
    func twice() throws {
        let berlin = try zone("Europe/Berlin")
        #expect(at("2021-10-31T02:30", berlin) == Instant.parse("2021-10-31T02:30+02:00"))
    }

    @Test(
        "never change what the wall clock shows: a day before is the same time of the day, anywhere"
    )
    func anywhere() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("zones: seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let lead = try #require(Lead(parsing: "3d"))
        let names = TimeZone.knownTimeZoneIdentifiers
        for _ in 0..<3000 {
            let zone = try #require(
                names.randomElement(using: &random).flatMap(TimeZone.init(identifier:)))
            let wall = randomWall(&random)
            guard let anchor = wall.instant(in: zone) else { continue }
            #expect(WallTime(anchor, in: zone) == wall, "\(zone.identifier) \(wall) seed \(seed)")
            let earlier = lead.moment(.before, anchor, in: zone)
            let shown = WallTime(earlier, in: zone)
            let day = CivilDay.number(year: wall.year, month: wall.month, day: wall.day) - 3
            let (year, month, date) = CivilDay.date(number: day)
            let wanted = WallTime(
                year: year, month: month, day: date, hour: wall.hour, minute: wall.minute)
            if wanted.instant(in: zone) != nil {
                #expect(shown == wanted, "\(zone.identifier) \(wall) seed \(seed)")
            } else {
                #expect(earlier < anchor, "\(zone.identifier) \(wall) seed \(seed)")
            }
        }
    }

    private func randomWall(_ random: inout SeededGenerator) -> WallTime {
        WallTime(
            year: Int.random(in: 1990...2037, using: &random),
            month: Int.random(in: 1...12, using: &random),
            day: Int.random(in: 1...28, using: &random),
            hour: Int.random(in: 0...23, using: &random),
            minute: Int.random(in: 0...59, using: &random))
    }
}

@Suite("A lead time")
struct LeadTests {
    @Test(
        "has days and the rest",
        arguments: [
            ("24h", 0, 86_400), ("2d", 2, 0), ("1d12h", 1, 43_200), ("90s", 0, 90),
            ("12h1d", 1, 43_200), ("1d1d", 2, 0), ("0m", 0, 0),
        ])
    func parts(text: String, days: Int, seconds: Int) throws {
        let lead = try #require(Lead(parsing: text))
        #expect(lead.days == days)
        #expect(lead.seconds == seconds)
        #expect(lead.text == text)
    }

    @Test("is refused when it is none", arguments: ["", "d", "1", "-1d", "1w", "1.5h", "d1"])
    func none(text: String) {
        #expect(Lead(parsing: text) == nil)
    }

    @Test("counts forward as well as backward")
    func directions() throws {
        let berlin = try zone("Europe/Berlin")
        let lead = try #require(Lead(parsing: "1d"))
        let anchor = at("2021-03-27T08:00", berlin)
        let after = lead.moment(.after, anchor, in: berlin)
        #expect(after.timeIntervalSince(anchor) == 23 * 3600)
        #expect(lead.moment(.before, after, in: berlin) == anchor)
    }
}

/// Repeatable chance (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
