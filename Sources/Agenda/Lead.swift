import ConvokeCore
import Foundation

/// How long before or after something: `24h`, `2d`, `1d12h`.
///
/// Days belong to the calendar and hours to the clock's run, as in RFC 5545 section 3.3.6: `1d` before
/// 08:00 is 08:00 on the day before, also when clocks are changed in between; `24h` is 24 hours.
struct Lead: Hashable {
    enum Direction {
        case before, after
    }

    /// As it is written: part of the notice's id.
    let text: String
    let days: Int
    /// What is left beside the days.
    let seconds: Int

    init?(parsing text: String) {
        guard let span = Span(parsing: text) else { return nil }
        self.text = text
        days = Self.days(in: text)
        seconds = span.seconds - days * 86_400
    }

    /// The numbers that stand before a `d`.
    private static func days(in text: String) -> Int {
        let parts = text.split(separator: "d", omittingEmptySubsequences: false).dropLast()
        return parts.reduce(0) { sum, part in
            let digits = String(part.reversed().prefix(while: \.isNumber).reversed())
            return sum + (Int(digits) ?? 0)
        }
    }

    /// The instant that lies so far from `anchor`, by the clocks of `zone`.
    func moment(_ direction: Direction, _ anchor: Date, in zone: TimeZone) -> Date {
        let sign = direction == .before ? -1 : 1
        let onTheDay = days == 0 ? anchor : Self.shift(anchor, days: sign * days, in: zone)
        return onTheDay.addingTimeInterval(Double(sign * seconds))
    }

    /// The same time of the day on another day. A time that clocks skip there becomes the one that they
    /// show instead: as much later as they are put forward.
    private static func shift(_ anchor: Date, days: Int, in zone: TimeZone) -> Date {
        let wall = WallTime(anchor, in: zone)
        let number = CivilDay.number(year: wall.year, month: wall.month, day: wall.day) + days
        let (year, month, day) = CivilDay.date(number: number)
        let shifted = WallTime(
            year: year, month: month, day: day, hour: wall.hour, minute: wall.minute,
            second: wall.second)
        if let instant = shifted.instant(in: zone) { return instant }
        let seconds = number * 86_400 + wall.hour * 3600 + wall.minute * 60 + wall.second
        let dayBefore = Date(timeIntervalSince1970: Double(seconds - 86_400))
        return Date(timeIntervalSince1970: Double(seconds - zone.secondsFromGMT(for: dayBefore)))
    }
}
