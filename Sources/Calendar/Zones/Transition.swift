import ConvokeCore
import Foundation

/// A moment at which the clocks of a zone are set to another offset.
struct Transition: Hashable {
    let instant: Date
    /// Seconds east of Greenwich, before and after.
    let from: Int
    let to: Int
    let isDaylight: Bool

    /// What clocks showed when it came: as they went before it (RFC 5545 section 3.6.5).
    var wall: WallTime { WallTime(instant + Double(from), in: .gmt) }

    /// No zone has had more in ten years.
    private static let most = 64

    /// All in these years, in order.
    static func all(of zone: TimeZone, from first: Int, through last: Int) -> [Transition] {
        let start = Date(
            timeIntervalSince1970: Double(
                CivilDay.number(year: first, month: 1, day: 1) * 86_400
                    - zone.secondsFromGMT()))
        var transitions: [Transition] = []
        var place = start
        for _ in 0..<most {
            guard let next = zone.nextDaylightSavingTimeTransition(after: place), next > place
            else { break }
            let transition = Transition(next, in: zone)
            if transition.wall.year > last { break }
            // Zones change their names too, while their clocks go on.
            if transition.from != transition.to { transitions.append(transition) }
            place = next
        }
        return transitions
    }

    private init(_ instant: Date, in zone: TimeZone) {
        self.instant = instant
        from = zone.secondsFromGMT(for: instant - 1)
        to = zone.secondsFromGMT(for: instant)
        isDaylight = zone.isDaylightSavingTime(for: instant)
    }

    init(instant: Date, from: Int, to: Int, isDaylight: Bool) {
        self.instant = instant
        self.from = from
        self.to = to
        self.isDaylight = isDaylight
    }
}
