import ConvokeCore
import Foundation

/// A stretch of time in which a zone's clocks keep one offset: STANDARD or DAYLIGHT of RFC 5545
/// section 3.6.5.
struct Observance: Hashable {
    let start: WallTime
    let from: Int
    let to: Int
    let isDaylight: Bool
    /// On which day of every year it begins; nil when it began once.
    let rule: YearlyRule?

    /// Begins with this transition, once.
    init(_ transition: Transition) {
        self.init(transition, every: nil)
    }

    private init(_ transition: Transition, every rule: YearlyRule?) {
        start = transition.wall
        from = transition.from
        to = transition.to
        isDaylight = transition.isDaylight
        self.rule = rule
    }

    /// What holds at the beginning of a year, until the first transition if there is one.
    init(standing zone: TimeZone, before first: Transition?, year: Int) {
        let day = CivilDay.number(year: year, month: 1, day: 1)
        let instant = Date(timeIntervalSince1970: Double(day) * 86_400)
        let before = first.map { $0.instant - 1 } ?? instant
        start = WallTime(year: first == nil ? 1970 : year, month: 1, day: 1, hour: 0, minute: 0)
        to = zone.secondsFromGMT(for: before)
        from = to
        isDaylight = zone.isDaylightSavingTime(for: before)
        rule = nil
    }

    /// `+07`: names such as CET are known for few zones.
    var name: String {
        let text = CalendarMoment.offset(to)
        return text.hasSuffix("00") ? String(text.dropLast(2)) : text
    }

    /// Two observances with a rule each, if that is how the zone goes; some calendars understand only
    /// these.
    static func yearly(_ transitions: [Transition]) -> [Observance]? {
        let kinds = [false, true].map { kind in transitions.filter { $0.isDaylight == kind } }
        var observances: [Observance] = []
        for kind in kinds {
            guard let first = kind.first, let rule = YearlyRule(kind) else { return nil }
            observances.append(Observance(first, every: rule))
        }
        return observances
    }
}

/// A weekday of a month, every year: `FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU` (RFC 5545 section 3.3.10).
struct YearlyRule: Hashable {
    let month: Int
    /// The first is 1; the last of the month is -1.
    let week: Int
    /// 0 is Sunday.
    let weekday: Int

    var text: String {
        let days = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"]
        return "FREQ=YEARLY;BYMONTH=\(month);BYDAY=\(week)\(days[weekday])"
    }

    /// The rule that all of these follow, one a year; nil when they follow none, or are too few to
    /// tell.
    init?(_ transitions: [Transition]) {
        let walls = transitions.map(\.wall)
        let first = walls[0]
        let years = walls.map(\.year)
        guard years.count >= 4, years == Array(first.year..<(first.year + years.count)),
            transitions.allSatisfy({
                $0.from == transitions[0].from && $0.to == transitions[0].to
            }),
            walls.allSatisfy({ wall in
                wall.month == first.month && wall.hour == first.hour
                    && wall.minute == first.minute && wall.second == first.second
            })
        else { return nil }
        let days = walls.map(MonthDay.init)
        guard days.allSatisfy({ $0.weekday == days[0].weekday }) else { return nil }
        month = first.month
        weekday = days[0].weekday
        if days.allSatisfy(\.isLast) {
            week = -1
        } else if days.allSatisfy({ $0.week == days[0].week }) {
            week = days[0].week
        } else {
            return nil
        }
    }

    /// A day by its place in the month.
    private struct MonthDay {
        let weekday: Int
        let week: Int
        let isLast: Bool

        init(_ wall: WallTime) {
            let number = CivilDay.number(year: wall.year, month: wall.month, day: wall.day)
            weekday = CivilDay.weekday(number: number)
            week = (wall.day - 1) / 7 + 1
            isLast = CivilDay.date(number: number + 7).month != wall.month
        }
    }
}
