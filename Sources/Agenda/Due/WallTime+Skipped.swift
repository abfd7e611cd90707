import ConvokeCore
import Foundation

extension WallTime {
    /// The first instant at which clocks of `zone` show this. Where a change of clocks skips it, the
    /// instant of the change: the first at which they show something later.
    func firstInstant(in zone: TimeZone) -> Date {
        if let instant = instant(in: zone) { return instant }
        let seconds = CivilDay.number(year: year, month: month, day: day) * 86_400
        let asUTC = Double(seconds + hour * 3600 + minute * 60 + second)
        let offsets = [-86_400.0, 86_400].map { shift in
            Double(zone.secondsFromGMT(for: Date(timeIntervalSince1970: asUTC + shift)))
        }
        let early = asUTC - (offsets.max() ?? 0)
        let late = asUTC - (offsets.min() ?? 0)
        return Self.change(in: zone, between: early, and: late)
    }

    /// The instant of the one change of clocks between two instants, to the second.
    private static func change(
        in zone: TimeZone, between early: Double, and late: Double
    ) -> Date {
        var (before, after) = (early, late)
        let old = zone.secondsFromGMT(for: Date(timeIntervalSince1970: early))
        while after - before > 1 {
            let middle = ((before + after) / 2).rounded(.down)
            let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: middle))
            if offset == old { before = middle } else { after = middle }
        }
        return Date(timeIntervalSince1970: after)
    }
}
