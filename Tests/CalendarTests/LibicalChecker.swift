import CICal
import Foundation

@testable import Calendar

/// What libical reads and finds wrong in an object: it parses, checks iTIP's own table of what each
/// method needs, and reckons times by the VTIMEZONE inside.
struct LibicalChecker {
    let complaints: [String]
    /// Seconds since 1970.
    let start: Int
    let end: Int

    init(_ text: String) {
        self = Library.locked { LibicalChecker(parsing: text) }
    }

    private init(parsing text: String) {
        guard let calendar = icalparser_parse_string(text) else {
            complaints = ["no calendar"]
            (start, end) = (0, 0)
            return
        }
        defer { icalcomponent_free(calendar) }
        let isValid = icalrestriction_check(calendar) == 1
        let errors = Int(icalcomponent_count_errors(calendar))
        complaints =
            (isValid ? [] : ["breaks a restriction of its method"])
            + (errors == 0 ? [] : ["\(errors) errors: \(Self.written(calendar))"])
        let entry = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT)
        start = Self.moment(icalcomponent_get_dtstart(entry))
        end = Self.moment(icalcomponent_get_dtend(entry))
    }

    private static func moment(_ time: icaltimetype) -> Int {
        time.zone.map { Int(icaltime_as_timet_with_zone(time, $0)) } ?? 0
    }

    private static func written(_ calendar: OpaquePointer?) -> String {
        String(decoding: Library.taking(icalcomponent_as_ical_string_r(calendar)), as: UTF8.self)
    }
}
