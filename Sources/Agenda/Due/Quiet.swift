package import ConvokeCore
package import Foundation

/// Quiet hours by the clocks of a zone, or none.
///
/// They begin and end at the first instant at which clocks show that time; where a change of clocks
/// skips it, with the change.
package struct Quiet: Hashable, Sendable {
    /// It is never quiet.
    package static let none = Quiet(nil, in: .gmt)

    private let hours: QuietHours?
    private let zone: TimeZone

    /// Hours that end when they begin are none.
    package init(_ hours: QuietHours?, in zone: TimeZone) {
        self.hours = hours.flatMap { $0.from == $0.until ? nil : $0 }
        self.zone = zone
    }

    /// When something that is to go out at `moment` goes out: at the end of the quiet hours that the
    /// moment lies in, or at the moment itself when it is urgent or would be of no use by then.
    ///
    /// With `handOver` the ladder must have its whole time afterwards: what could not go to the phone
    /// any more does not wait. For first attempts and retries alike.
    package func release(
        _ moment: Date, lastUseful: Date, handOver: Date? = nil, urgent: Bool = false
    ) -> Date {
        guard !urgent, let end = end(around: moment), end < lastUseful, end <= handOver ?? end
        else { return moment }
        return end
    }

    /// The same for a notice that is to go out at `moment`.
    package func release(_ notice: Notice, _ ladder: [Step], at moment: Date) -> Date {
        release(
            moment, lastUseful: notice.lastUseful, handOver: notice.handOver(ladder),
            urgent: notice.urgent)
    }

    /// The end of the quiet hours that `moment` lies in; nil when it is not quiet then.
    package func end(around moment: Date) -> Date? {
        guard let hours else { return nil }
        var end: Date?
        // Where clocks skip the time between two nights, one follows the other.
        while let next = endOfOneNight(hours, around: end ?? moment) { end = next }
        return end
    }

    /// The night may have begun the day before; where clocks are put back over midnight, also on the
    /// day that they will show again.
    private func endOfOneNight(_ hours: QuietHours, around moment: Date) -> Date? {
        let wall = WallTime(moment, in: zone)
        let today = CivilDay.number(year: wall.year, month: wall.month, day: wall.day)
        let lastsOvernight = hours.until < hours.from
        for day in (today - 1)...(today + 1) where instant(day, hours.from) <= moment {
            let end = instant(lastsOvernight ? day + 1 : day, hours.until)
            if moment < end { return end }
        }
        return nil
    }

    private func instant(_ day: Int, _ minute: Int) -> Date {
        let date = CivilDay.date(number: day)
        let wall = WallTime(
            year: date.year, month: date.month, day: date.day, hour: minute / 60,
            minute: minute % 60)
        return wall.firstInstant(in: zone)
    }
}
