import ConvokeCore
import Foundation

/// `Fri, 19 Nov 2021 08:00:00 +0700` (RFC 5322 section 3.3).
enum MailDate {
    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    static func text(_ instant: Date, in zone: TimeZone) -> String {
        let wall = WallTime(instant, in: zone)
        let number = CivilDay.number(year: wall.year, month: wall.month, day: wall.day)
        let offset = zone.secondsFromGMT(for: instant) / 60
        let time = [wall.hour, wall.minute, wall.second].map { Instant.pad($0) }
        return "\(weekdays[CivilDay.weekday(number: number)]), \(wall.day)"
            + " \(months[wall.month - 1]) \(Instant.pad(wall.year, 4)) "
            + time.joined(separator: ":")
            + (offset < 0 ? " -" : " +")
            + Instant.pad(abs(offset) / 60) + Instant.pad(abs(offset) % 60)
    }
}
