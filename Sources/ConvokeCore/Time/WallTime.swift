package import Foundation

/// What a clock on the wall shows: a date and a time without a zone, as conference files have it.
package struct WallTime: Hashable, Sendable {
    package let year: Int
    package let month: Int
    package let day: Int
    package let hour: Int
    package let minute: Int
    package let second: Int

    package init(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int = 0) {
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
    }

    /// Reads `2021-11-24T08:00` or `2021-11-24T08:00:30`, with `T` or one space between; nil for
    /// anything else, also for a date that the calendar doesn't have.
    package init?(parsing text: String) {
        let halves = text.split(separator: text.contains("T") ? "T" : " ", maxSplits: 1)
        guard halves.count == 2,
            let date = Self.numbers(halves[0], separator: "-", widths: [[4], [2], [2]]),
            let time = Self.numbers(halves[1], separator: ":", widths: [[2], [2], [0, 2]])
        else { return nil }
        self.init(
            year: date[0], month: date[1], day: date[2], hour: time[0], minute: time[1],
            second: time[2])
        guard isOnTheCalendar else { return nil }
    }

    /// The instant at which clocks of `zone` show this; nil when they never do, because a change to
    /// summer time skips it. A time that is shown twice means the first.
    package func instant(in zone: TimeZone) -> Date? {
        let asUTC = Double(
            CivilDay.number(year: year, month: month, day: day) * 86_400 + secondOfDay)
        let candidates = [86_400.0, 0, -86_400].map { shift in
            asUTC - Double(zone.secondsFromGMT(for: Date(timeIntervalSince1970: asUTC - shift)))
        }
        return candidates.sorted().lazy
            .map { Date(timeIntervalSince1970: $0) }
            .first { WallTime($0, in: zone) == self }
    }

    /// What clocks of `zone` show at `instant`.
    package init(_ instant: Date, in zone: TimeZone) {
        let local =
            Int(instant.timeIntervalSince1970.rounded(.down))
            + zone.secondsFromGMT(for: instant)
        let days = Int((Double(local) / 86_400).rounded(.down))
        let rest = local - days * 86_400
        let date = CivilDay.date(number: days)
        self.init(
            year: date.year, month: date.month, day: date.day, hour: rest / 3600,
            minute: rest / 60 % 60, second: rest % 60)
    }

    private var secondOfDay: Int { hour * 3600 + minute * 60 + second }

    private var isOnTheCalendar: Bool {
        guard (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 60
        else { return false }
        let back = CivilDay.date(number: CivilDay.number(year: year, month: month, day: day))
        return back == (year, month, day)
    }

    /// Splits digits; a width of 0 among the allowed ones means that the part may be missing.
    private static func numbers(
        _ text: Substring, separator: Character, widths: [[Int]]
    ) -> [Int]? {
        let parts = text.split(separator: separator, omittingEmptySubsequences: false)
        guard parts.count <= widths.count else { return nil }
        var result: [Int] = []
        for (index, allowed) in widths.enumerated() {
            let part = index < parts.count ? parts[index] : ""
            guard allowed.contains(part.utf8.count), part.utf8.allSatisfy({ 0x30...0x39 ~= $0 })
            else { return nil }
            if index < parts.count && part.isEmpty { return nil }
            result.append(Int(part) ?? 0)
        }
        return result
    }
}

extension WallTime {
    /// The next moment after `now` at which clocks in a zone show this time of the day; nil when they
    /// skip it today and tomorrow.
    package static func next(hour: Int, minute: Int, after now: Date, in zone: TimeZone) -> Date? {
        let moments = [0.0, 86400].compactMap { ahead -> Date? in
            let day = WallTime(now + ahead, in: zone)
            return WallTime(
                year: day.year, month: day.month, day: day.day, hour: hour, minute: minute
            ).instant(in: zone)
        }
        return moments.first { $0 > now }
    }
}
