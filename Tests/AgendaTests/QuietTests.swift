import ConvokeCore
import Foundation
import Testing

@testable import Agenda

/// Quiet hours as settings write them, such as `21:00-06:00`.
func quiet(_ text: String, _ zone: TimeZone = hanoi) -> Quiet {
    let minutes = text.split(separator: "-").map { part in
        part.split(separator: ":").reduce(0) { $0 * 60 + (Int($1) ?? 0) }
    }
    return Quiet(QuietHours(from: minutes[0], until: minutes[1]), in: zone)
}

@Suite("Quiet hours")
struct QuietTests {
    @Test(
        "end at the time of the day, overnight or by day",
        arguments: [
            ("21:00-06:00", "2021-11-23T20:59:59", nil),
            ("21:00-06:00", "2021-11-23T21:00", "2021-11-24T06:00"),
            ("21:00-06:00", "2021-11-23T23:59:59", "2021-11-24T06:00"),
            ("21:00-06:00", "2021-11-24T00:00", "2021-11-24T06:00"),
            ("21:00-06:00", "2021-11-24T05:59:59", "2021-11-24T06:00"),
            ("21:00-06:00", "2021-11-24T06:00", nil),
            ("11:30-13:30", "2021-11-24T11:29", nil),
            ("11:30-13:30", "2021-11-24T11:30", "2021-11-24T13:30"),
            ("11:30-13:30", "2021-11-24T13:30", nil),
            ("00:00-06:00", "2021-11-24T00:00", "2021-11-24T06:00"),
            ("21:00-00:00", "2021-11-24T23:00", "2021-11-25T00:00"),
            ("21:00-00:00", "2021-11-25T00:00", nil),
            ("21:00-20:59", "2021-11-24T20:58", "2021-11-24T20:59"),
            ("21:00-20:59", "2021-11-24T20:59", nil),
            ("21:00-06:00", "2021-12-31T22:00", "2022-01-01T06:00"),
        ] as [(String, String, String?)])
    func ends(hours: String, moment: String, end: String?) {
        #expect(quiet(hours).end(around: at(moment)) == end.map { at($0) })
    }

    @Test("that end when they begin, or are not set, are none")
    func none() {
        #expect(quiet("06:00-06:00").end(around: at("2021-11-24T06:00")) == nil)
        #expect(Quiet.none.end(around: at("2021-11-24T03:00")) == nil)
    }

    @Test(
        "hold on days on which clocks are changed",
        arguments: [
            // Berlin, 28 March 2021: 02:00 becomes 03:00. The night is an hour shorter.
            ("21:00-06:00", "Europe/Berlin", "2021-03-28T00:30+01:00", "2021-03-28T06:00+02:00"),
            // The end is skipped: they end with the change.
            ("21:00-02:30", "Europe/Berlin", "2021-03-28T01:59+01:00", "2021-03-28T03:00+02:00"),
            ("21:00-02:30", "Europe/Berlin", "2021-03-28T03:00+02:00", nil),
            // The beginning is skipped: they begin with the change.
            ("02:30-06:00", "Europe/Berlin", "2021-03-28T01:59+01:00", nil),
            ("02:30-06:00", "Europe/Berlin", "2021-03-28T03:00+02:00", "2021-03-28T06:00+02:00"),
            // All of it is skipped.
            ("02:10-02:50", "Europe/Berlin", "2021-03-28T01:59+01:00", nil),
            ("02:10-02:50", "Europe/Berlin", "2021-03-28T03:00+02:00", nil),
            // Berlin, 31 October 2021: 03:00 becomes 02:00. What is shown twice means the first.
            ("21:00-06:00", "Europe/Berlin", "2021-10-30T22:00+02:00", "2021-10-31T06:00+01:00"),
            ("21:00-02:30", "Europe/Berlin", "2021-10-31T02:29+02:00", "2021-10-31T02:30+02:00"),
            ("21:00-02:30", "Europe/Berlin", "2021-10-31T02:15+01:00", nil),
            ("02:30-06:00", "Europe/Berlin", "2021-10-31T02:15+01:00", "2021-10-31T06:00+01:00"),
            // Lord Howe Island moves by half an hour.
            (
                "21:00-02:15", "Australia/Lord_Howe", "2021-10-03T01:30+10:30",
                "2021-10-03T02:30+11:00"
            ),
            // St. John's put clocks back over midnight: a night that has begun is not left again.
            (
                "00:00-06:00", "America/St_Johns", "2010-11-06T23:30-03:30",
                "2010-11-07T06:00-03:30"
            ),
            // Beirut puts clocks forward at midnight: the night that ends then is not prolonged.
            ("21:00-00:00", "Asia/Beirut", "2021-03-27T23:30+02:00", "2021-03-28T01:00+03:00"),
            // Apia skipped 30 December 2011: one night goes over into the next.
            ("21:00-06:00", "Pacific/Apia", "2011-12-29T22:00-10:00", "2011-12-31T06:00+14:00"),
        ] as [(String, String, String, String?)])
    func changes(hours: String, zone: String, moment: String, end: String?) throws {
        let quiet = quiet(hours, try #require(TimeZone(identifier: zone)))
        let moment = try #require(Instant.parse(moment))
        #expect(quiet.end(around: moment) == end.flatMap(Instant.parse))
    }

    @Test(
        "delay what can wait, never what would be of no use by then",
        arguments: [
            // moment, last useful, hand-over, released
            ("20:00", "2021-11-24T09:00", nil, "2021-11-23T20:00"),
            ("22:00", "2021-11-24T09:00", nil, "2021-11-24T06:00"),
            ("22:00", "2021-11-24T06:01", nil, "2021-11-24T06:00"),
            ("22:00", "2021-11-24T06:00", nil, "2021-11-23T22:00"),
            ("22:00", "2021-11-24T05:00", nil, "2021-11-23T22:00"),
            // The ladder needs its whole time after the night.
            ("22:00", "2021-11-24T09:00", "2021-11-24T06:00", "2021-11-24T06:00"),
            ("22:00", "2021-11-24T09:00", "2021-11-24T05:59", "2021-11-23T22:00"),
        ] as [(String, String, String?, String)])
    func release(time: String, lastUseful: String, handOver: String?, released: String) {
        let moment = at("2021-11-23T\(time)")
        let quiet = quiet("21:00-06:00")
        let handOver = handOver.map { at($0) }
        #expect(
            quiet.release(moment, lastUseful: at(lastUseful), handOver: handOver) == at(released))
        #expect(
            quiet.release(moment, lastUseful: at(lastUseful), handOver: handOver, urgent: true)
                == moment)
    }

    @Test("agree with the clock on the wall, and never release into themselves, in any zone")
    func anywhere() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("quiet hours: seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let names = TimeZone.knownTimeZoneIdentifiers
        for _ in 0..<4000 {
            let zone = try #require(
                names.randomElement(using: &random).flatMap(TimeZone.init(identifier:)))
            let hours = QuietHours(
                from: Int.random(in: 0..<1440, using: &random),
                until: Int.random(in: 0..<1440, using: &random))
            let moment = Date(
                timeIntervalSince1970: Double(
                    Int.random(in: 600_000_000...2_100_000_000, using: &random)))
            check(hours, zone, moment, "\(zone.identifier) \(hours) \(moment) seed \(seed)")
        }
    }

    private func check(
        _ hours: QuietHours, _ zone: TimeZone, _ moment: Date, _ what: Comment
    ) {
        let quiet = Quiet(hours, in: zone)
        let end = quiet.end(around: moment)
        let offsets = Set(
            (-36...36).map { hour in
                zone.secondsFromGMT(for: moment.addingTimeInterval(Double(3600 * hour)))
            })
        if offsets.count == 1 {
            #expect(end == plainEnd(hours, zone, moment), what)
        }
        guard let end else { return }
        #expect(end > moment, what)
        #expect(quiet.end(around: end) == nil, what)
        let halfway = moment.addingTimeInterval(
            (end.timeIntervalSince(moment) / 2).rounded(.down))
        #expect(quiet.end(around: halfway) == end, what)
    }

    /// Where no clock is changed nearby: by minutes alone.
    private func plainEnd(_ hours: QuietHours, _ zone: TimeZone, _ moment: Date) -> Date? {
        let wall = WallTime(moment, in: zone)
        let second = wall.hour * 3600 + wall.minute * 60 + wall.second
        let sinceStart = (second - hours.from * 60 + 86_400) % 86_400
        let length = (hours.until - hours.from + 1440) % 1440 * 60
        return sinceStart < length
            ? moment.addingTimeInterval(Double(length - sinceStart)) : nil
    }
}
