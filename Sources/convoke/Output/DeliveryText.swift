import ConvokeCore
import Engine
import Foundation

/// Deliveries in words.
enum DeliveryText {
    /// How many are listed before the rest is only counted.
    static let longestList = 20

    /// Two lines each: who, and what the server said.
    static func list(_ deliveries: [Delivery], zone: TimeZone) -> [String] {
        let shown = deliveries.prefix(longestList).flatMap { lines($0, zone: zone) }
        let rest = deliveries.count - longestList
        return rest > 0 ? shown + ["  and \(rest) more: convoke status --deliveries"] : shown
    }

    static func lines(_ delivery: Delivery, zone: TimeZone) -> [String] {
        let who = "  #\(delivery.id) \(delivery.recipient)  \(delivery.name) <\(delivery.address)>"
        guard let why = why(delivery, zone: zone) else { return [who] }
        return [who, "      " + why]
    }

    /// Why it is where it is: plain words first, then the server's own.
    static func why(_ delivery: Delivery, zone: TimeZone) -> String? {
        var words = [stateWords(delivery)]
        if let reply = delivery.reply, !reply.isEmpty { words.append("“\(reply)”") }
        if let next = delivery.nextAttemptAt, delivery.state == .deferred {
            words.append("next attempt \(MomentText.short(next, in: zone))")
        }
        if delivery.possibleDuplicate { words.append("possible duplicate") }
        return words.compactMap(\.self).joined(separator: "; ")
    }

    private static func stateWords(_ delivery: Delivery) -> String? {
        switch delivery.state {
        case .failed, .deferred: delivery.reason?.words
        case .inDoubt: "the mail left, but no reply came: nobody knows whether it arrived"
        case .bounced: "accepted first, then returned"
        case .expired: "its last useful moment passed before it was accepted"
        case .queued where delivery.channel == .call: "to be called: there is no mail address"
        default: delivery.state.rawValue
        }
    }
}

/// Moments as they are read in a list.
enum MomentText {
    /// `Mon 22/11 08:00`, in the workspace's zone.
    static func short(_ instant: Date, in zone: TimeZone) -> String {
        let wall = WallTime(instant, in: zone)
        let day = CivilDay.number(year: wall.year, month: wall.month, day: wall.day)
        return "\(weekdays[CivilDay.weekday(number: day)]) \(Instant.pad(wall.day))/"
            + "\(Instant.pad(wall.month)) \(Instant.pad(wall.hour)):\(Instant.pad(wall.minute))"
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
}
