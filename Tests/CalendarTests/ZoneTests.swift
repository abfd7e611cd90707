import ConvokeCore
import Foundation
import Testing

@testable import Calendar

@Suite("The time that a calendar shows")
struct ZoneTests {
    static let zones = [
        "Asia/Ho_Chi_Minh", "Europe/Paris", "America/New_York", "Australia/Lord_Howe",
        "America/Santiago", "Asia/Kolkata", "Africa/Casablanca", "Europe/Dublin",
        "Asia/Tehran", "Pacific/Apia", "GMT",
    ]

    /// Noon of a winter's, a spring's, a summer's and an autumn's day in several years.
    static let days = [
        (2021, 1, 15), (2021, 3, 28), (2021, 7, 15), (2021, 11, 24), (2024, 3, 31), (2026, 10, 25),
        (2026, 11, 24),
    ]

    @Test("is right in every zone, on either side of summer time, for libical", arguments: zones)
    func libical(identifier: String) throws {
        let zone = try #require(TimeZone(identifier: identifier))
        for day in Self.days {
            let wall = WallTime(year: day.0, month: day.1, day: day.2, hour: 12, minute: 0)
            let instant = try #require(wall.instant(in: zone))
            let text = Sample.text(.request, Sample.entry(at: instant, zone: zone))
            let checker = LibicalChecker(text)
            #expect(checker.complaints.isEmpty)
            #expect(checker.start == Int(instant.timeIntervalSince1970))
            let expected = CalendarMoment.text(wall)
            #expect(Sample.unfolded(text).contains("DTSTART;TZID=\(identifier):\(expected)"))
        }
    }

    @Test(
        "is right in three zones for Python's icalendar", .enabled(if: PythonCalendar.isThere),
        arguments: [
            ("Asia/Ho_Chi_Minh", "20211124T080000", "2021-11-24T01:00:00Z"),
            ("Europe/Paris", "20210715T080000", "2021-07-15T06:00:00Z"),
            ("America/New_York", "20211124T080000", "2021-11-24T13:00:00Z"),
        ])
    func python(identifier: String, local: String, utc: String) throws {
        let zone = try #require(TimeZone(identifier: identifier))
        let instant = try #require(Instant.parse(utc))
        let read = try PythonCalendar.read(
            Sample.text(.request, Sample.entry(at: instant, zone: zone)))
        #expect(read.entries.map(\.local) == [local])
        #expect(read.entries.map(\.start) == [utc])
    }

    @Test("a zone that never changes its clocks has one line about them")
    func standing() throws {
        let table = ZoneTable(Sample.zone, around: Sample.start, Sample.start)
        #expect(table.observances.map(\.name) == ["+07"])
        #expect(table.observances.map(\.rule) == [nil])
    }

    @Test("summer time by a rule is told by the rule")
    func yearly() throws {
        let zone = try #require(TimeZone(identifier: "Europe/Paris"))
        let rules = ZoneTable(zone, around: Sample.start, Sample.start).observances
        #expect(
            rules.map { $0.rule?.text } == [
                "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
            ])
        #expect(rules.map(\.isDaylight) == [false, true])
    }

    @Test("summer time without a rule is told transition by transition")
    func irregular() {
        let transitions = [(100, 0, 3600), (200, 3600, 0), (420, 0, 3600)].map { day, from, to in
            Transition(
                instant: Date(timeIntervalSince1970: Double(day) * 86_400), from: from, to: to,
                isDaylight: to > 0)
        }
        #expect(Observance.yearly(transitions) == nil)
        #expect(Observance(transitions[0]).rule == nil)
    }
}
