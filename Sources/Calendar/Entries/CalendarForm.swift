import CICal
import ConvokeCore
import Foundation

/// An entry rendered for everybody, with one place left open for the lines of a ``CalendarCopy``.
package struct CalendarForm: Hashable, Sendable {
    package let method: CalendarMethod
    /// Up to the place that is left open. Lines end in CR LF.
    package let before: [UInt8]
    package let after: [UInt8]

    /// Renders with libical; nil when the library has no memory for it.
    package init?(
        _ method: CalendarMethod, _ entry: CalendarEntry, organiser: CalendarOrganiser
    ) {
        let text = Library.locked { Self.rendered(method, entry, organiser) }
        // No value can begin a line: whatever is longer is folded, and folded lines begin with a space.
        let mark = Array("\r\nBEGIN:VEVENT\r\n".utf8)
        guard let place = text.firstRange(of: mark) else { return nil }
        self.method = method
        before = Array(text[..<place.upperBound])
        after = Array(text[place.upperBound...])
    }

    /// A recipient's whole iCalendar object.
    package func bytes(_ copy: CalendarCopy) -> [UInt8] { before + copy.bytes + after }

    private static func rendered(
        _ method: CalendarMethod, _ entry: CalendarEntry, _ organiser: CalendarOrganiser
    ) -> [UInt8] {
        let calendar = Component(ICAL_VCALENDAR_COMPONENT)
        defer { calendar.free() }
        calendar.add("VERSION:2.0")
        calendar.add("PRODID:-//Convoke//Convoke//EN")
        calendar.add("CALSCALE:GREGORIAN")
        calendar.add("METHOD:" + method.rawValue)
        calendar.add(ZoneTable(entry.timeZone, around: entry.start, entry.end).component)
        calendar.add(component(method, entry, organiser))
        return calendar.bytes
    }

    private static func component(
        _ method: CalendarMethod, _ entry: CalendarEntry, _ organiser: CalendarOrganiser
    ) -> Component {
        let component = Component(ICAL_VEVENT_COMPONENT)
        component.add(line(organiser))
        component.add(moment("DTSTART", entry.start, entry))
        component.add(moment("DTEND", entry.end, entry))
        component.add(icalproperty_new_summary(summary(entry)))
        let description = ContentLine.clean(entry.description)
        if !description.isBlank { component.add(icalproperty_new_description(description)) }
        component.add("STATUS:" + (method == .request ? "CONFIRMED" : "CANCELLED"))
        component.add("TRANSP:OPAQUE")
        if method == .request, entry.alarm.seconds > 0 { component.add(alarm(entry)) }
        return component
    }

    /// An entry without a word is none for most calendars.
    private static func summary(_ entry: CalendarEntry) -> String {
        let text = ContentLine.clean(entry.summary)
        return text.isBlank ? "–" : text
    }

    private static func line(_ organiser: CalendarOrganiser) -> String {
        let name = ContentLine.plain(organiser.party.name)
        return "ORGANIZER" + (name.isEmpty ? "" : ";CN=\"\(name)\"")
            + (organiser.sentBy.map { ";SENT-BY=\"\(CalendarParty.uri($0))\"" } ?? "")
            + ":" + organiser.party.uri
    }

    private static func moment(_ name: String, _ instant: Date, _ entry: CalendarEntry) -> String {
        let zone = entry.timeZone
        return "\(name);TZID=\(ZoneTable.id(zone)):\(CalendarMoment.local(instant, in: zone))"
    }

    /// RFC 5545 section 3.6.6: before the start, shown and not heard.
    private static func alarm(_ entry: CalendarEntry) -> Component {
        let alarm = Component(ICAL_VALARM_COMPONENT)
        alarm.add("ACTION:DISPLAY")
        alarm.add("TRIGGER:-" + duration(entry.alarm))
        alarm.add(icalproperty_new_description(summary(entry)))
        return alarm
    }

    /// RFC 5545 section 3.3.6: `PT15M`.
    private static func duration(_ span: Span) -> String {
        let (minutes, seconds) = span.seconds.quotientAndRemainder(dividingBy: 60)
        return "PT" + (minutes > 0 ? "\(minutes)M" : "") + (seconds > 0 ? "\(seconds)S" : "")
    }
}
