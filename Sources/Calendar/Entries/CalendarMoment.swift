import ConvokeCore
import Foundation

/// Moments as iCalendar writes them (RFC 5545 section 3.3.5).
enum CalendarMoment {
    /// `20211119T010000Z`.
    static func utc(_ instant: Date) -> String { local(instant, in: .gmt) + "Z" }

    /// `20211124T080000`, by the clocks of a zone.
    static func local(_ instant: Date, in zone: TimeZone) -> String {
        text(WallTime(instant, in: zone))
    }

    static func text(_ wall: WallTime) -> String {
        Instant.pad(wall.year, 4) + Instant.pad(wall.month) + Instant.pad(wall.day) + "T"
            + Instant.pad(wall.hour) + Instant.pad(wall.minute) + Instant.pad(wall.second)
    }

    /// `+0700`, and `+070630` where clocks once went so (RFC 5545 section 3.3.14).
    static func offset(_ seconds: Int) -> String {
        let size = abs(seconds)
        let minutes = Instant.pad(size / 3600) + Instant.pad(size / 60 % 60)
        return (seconds < 0 ? "-" : "+") + minutes
            + (size % 60 == 0 ? "" : Instant.pad(size % 60))
    }
}
