import ConvokeCore
import Foundation
import Testing

@Suite("A wall clock")
struct WallTimeTests {
    private func zone(_ name: String) throws -> TimeZone {
        try #require(TimeZone(identifier: name))
    }

    @Test(
        "reads a date and a time",
        arguments: ["2021-11-24T08:00", "2021-11-24 08:00", "2021-11-24T08:00:00"])
    func reads(text: String) {
        let expected = WallTime(year: 2021, month: 11, day: 24, hour: 8, minute: 0)
        #expect(WallTime(parsing: text) == expected)
    }

    @Test(
        "refuses what no calendar or clock shows",
        arguments: [
            "2021-02-30T08:00", "2021-02-29T08:00", "2021-13-01T08:00", "2021-11-24T24:00",
            "2021-11-24T08:60", "2021-11-24", "24/11/2021 08:00", "2021-11-24T8:00", "",
            "2021-11-24T08:00+07:00", "2021-11-24T", "2021-11-24T08:00:", "２０21-11-24T08:00",
        ])
    func refuses(text: String) {
        #expect(WallTime(parsing: text) == nil)
    }

    @Test("a leap day exists in a leap year") func leapDay() {
        #expect(WallTime(parsing: "2024-02-29T08:00") != nil)
        #expect(WallTime(parsing: "2000-02-29T08:00") != nil)
        #expect(WallTime(parsing: "1900-02-29T08:00") == nil)
    }

    @Test("has its zone's offset at that date, summer and winter")
    func offsets() throws {
        let berlin = try zone("Europe/Berlin")
        let summer = try #require(WallTime(parsing: "2021-07-01T08:00")?.instant(in: berlin))
        let winter = try #require(WallTime(parsing: "2021-12-01T08:00")?.instant(in: berlin))
        #expect(Instant.text(summer, in: berlin) == "2021-07-01T08:00:00+02:00")
        #expect(Instant.text(winter, in: berlin) == "2021-12-01T08:00:00+01:00")
    }

    @Test("a time skipped by the change to summer time is no instant")
    func gap() throws {
        let berlin = try zone("Europe/Berlin")
        #expect(WallTime(parsing: "2021-03-28T02:30")?.instant(in: berlin) == nil)
        #expect(WallTime(parsing: "2021-03-28T03:00")?.instant(in: berlin) != nil)
    }

    @Test("a time shown twice means the first")
    func overlap() throws {
        let newYork = try zone("America/New_York")
        let instant = try #require(WallTime(parsing: "2021-11-07T01:30")?.instant(in: newYork))
        #expect(Instant.text(instant, in: newYork) == "2021-11-07T01:30:00-04:00")
    }

    @Test("and its instant lead back to each other, for random instants in odd zones")
    func roundTrip() throws {
        let seed = UInt64.random(in: .min ... .max)
        print("seed \(seed)")
        var state = seed
        for name in ["Asia/Ho_Chi_Minh", "Asia/Kathmandu", "Pacific/Apia", "America/St_Johns"] {
            let zone = try zone(name)
            for _ in 0..<200 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let instant = Date(timeIntervalSince1970: Double(state >> 33))
                let wall = WallTime(instant, in: zone)
                let back = try #require(wall.instant(in: zone))
                #expect(WallTime(back, in: zone) == wall)
                #expect(abs(back.timeIntervalSince(instant)) <= 3600)
            }
        }
    }
}

@Suite("An instant as text")
struct InstantTests {
    @Test(
        "is read with its offset",
        arguments: [
            ("2021-11-19T08:00+07:00", 1_637_283_600.0), ("2021-11-19T01:00:00Z", 1_637_283_600),
            ("2021-11-18T20:00:00-0500", 1_637_283_600),
        ])
    func reads(text: String, seconds: Double) {
        #expect(Instant.parse(text)?.timeIntervalSince1970 == seconds)
    }

    @Test(
        "is refused without one",
        arguments: ["2021-11-19T08:00", "2021-11-19", "now", "", "2021-11-19T08:00+25:00"])
    func refuses(text: String) {
        #expect(Instant.parse(text) == nil)
    }

    @Test("is written with the zone's offset") func writes() throws {
        let zone = try #require(TimeZone(identifier: "Asia/Ho_Chi_Minh"))
        let instant = Date(timeIntervalSince1970: 1_637_283_780.9)
        #expect(Instant.text(instant, in: zone) == "2021-11-19T08:03:00+07:00")
    }
}
