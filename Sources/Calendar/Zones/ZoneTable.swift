import CICal
import ConvokeCore
import Foundation

/// A zone's rules as a calendar gets them (RFC 5545 section 3.6.5), right for the years around an entry.
///
/// They are derived from the transitions that Foundation knows: libical's own zones have names that no
/// other program knows.
struct ZoneTable {
    private let zone: TimeZone
    let observances: [Observance]

    init(_ zone: TimeZone, around start: Date, _ end: Date) {
        self.zone = zone
        let year = WallTime(start, in: zone).year
        let transitions = Transition.all(
            of: zone, from: year - 1, through: WallTime(end, in: zone).year + 4)
        observances =
            Observance.yearly(transitions)
            ?? [Observance(standing: zone, before: transitions.first, year: year - 1)]
            + transitions.map(Observance.init)
    }

    /// The zone's name, which is unique and found in the public list.
    static func id(_ zone: TimeZone) -> String { zone.identifier }

    var component: Component {
        let table = Component(ICAL_VTIMEZONE_COMPONENT)
        table.add("TZID:" + Self.id(zone))
        for observance in observances { table.add(observance.component) }
        return table
    }
}

extension Observance {
    fileprivate var component: Component {
        let part = Component(isDaylight ? ICAL_XDAYLIGHT_COMPONENT : ICAL_XSTANDARD_COMPONENT)
        part.add("DTSTART:" + CalendarMoment.text(start))
        part.add("TZOFFSETFROM:" + CalendarMoment.offset(from))
        part.add("TZOFFSETTO:" + CalendarMoment.offset(to))
        part.add("TZNAME:" + name)
        if let rule { part.add("RRULE:" + rule.text) }
        return part
    }
}
