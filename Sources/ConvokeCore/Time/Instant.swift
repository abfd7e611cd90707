package import Foundation

/// Instants as text, ISO 8601 with an offset.
package enum Instant {
    /// Reads `2021-11-19T08:00+07:00`, with or without seconds; `Z` is an offset too.
    package static func parse(_ text: String) -> Date? {
        let (clock, offset) = splitOffset(text)
        guard let offset, let wall = WallTime(parsing: clock), let utc = TimeZone(secondsFromGMT: 0)
        else { return nil }
        return wall.instant(in: utc)?.addingTimeInterval(-Double(offset))
    }

    /// `2021-11-19T08:03:00+07:00`; parts of a second are dropped.
    package static func text(_ instant: Date, in zone: TimeZone) -> String {
        let wall = WallTime(instant, in: zone)
        let offset = zone.secondsFromGMT(for: instant)
        let minutes = abs(offset) / 60
        return "\(pad(wall.year, 4))-\(pad(wall.month))-\(pad(wall.day))"
            + "T\(pad(wall.hour)):\(pad(wall.minute)):\(pad(wall.second))"
            + (offset < 0 ? "-" : "+") + "\(pad(minutes / 60)):\(pad(minutes % 60))"
    }

    /// Decimal digits, filled with zeros from the left.
    package static func pad(_ number: Int, _ width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func splitOffset(_ text: String) -> (clock: String, seconds: Int?) {
        if text.hasSuffix("Z") || text.hasSuffix("z") { return (String(text.dropLast()), 0) }
        guard let sign = text.lastIndex(where: { $0 == "+" || $0 == "-" }),
            let time = text.firstIndex(where: { $0 == "T" || $0 == " " }), sign > time
        else { return (text, nil) }
        let digits = text[text.index(after: sign)...].filter { $0 != ":" }
        guard digits.count == 4, let number = Int(digits), number / 100 <= 14, number % 100 < 60
        else { return (text, nil) }
        let seconds = number / 100 * 3600 + number % 100 * 60
        return (String(text[..<sign]), text[sign] == "-" ? -seconds : seconds)
    }
}
