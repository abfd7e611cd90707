import CICal
import ConvokeCore
import Foundation

extension CalendarReply {
    /// Reads a `text/calendar` part; nil when it is no calendar, or one without bounds.
    ///
    /// - Parameter method: the part's own `method` parameter, for calendars that leave it out inside
    ///   (RFC 6047 section 2.4 has it in both).
    package static func read(
        _ bytes: some Collection<UInt8>, method: String? = nil
    ) -> CalendarReply? {
        guard let text = ReplyScan.cleaned(bytes) else { return nil }
        return Library.locked { ReplyReader.read(text, method) }
    }
}

/// Reads with libical. Only inside ``Library/locked(_:)``.
private enum ReplyReader {
    static func read(_ text: [CChar], _ parameter: String?) -> CalendarReply? {
        guard let root = icalparser_parse_string(text) else { return nil }
        defer { icalcomponent_free(root) }
        guard let calendar = calendar(in: root) else { return nil }
        let own = first(calendar, ICAL_METHOD_PROPERTY).flatMap(value)
        let method = own ?? parameter ?? ""
        return CalendarReply(method: meaning(of: method), entries: entries(calendar))
    }

    /// Where several stand one after the other, libical puts them into one of its own.
    private static func calendar(in root: OpaquePointer) -> OpaquePointer? {
        switch icalcomponent_isa(root) {
        case ICAL_VCALENDAR_COMPONENT: root
        case ICAL_XROOT_COMPONENT:
            icalcomponent_get_first_component(root, ICAL_VCALENDAR_COMPONENT)
        default: nil
        }
    }

    private static func meaning(of word: String) -> CalendarReply.Method {
        switch word.uppercased() {
        case "REPLY": .reply
        case "COUNTER": .counter
        default: .other(CleanText.shown(word))
        }
    }

    private static func entries(_ calendar: OpaquePointer) -> [CalendarReply.Entry] {
        var entries: [CalendarReply.Entry] = []
        var next = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT)
        while let component = next, entries.count < Limits.entries {
            if let entry = entry(component) { entries.append(entry) }
            next = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)
        }
        return entries
    }

    /// Nil for one without a UID: it can be nobody's answer.
    private static func entry(_ component: OpaquePointer) -> CalendarReply.Entry? {
        guard let uid = first(component, ICAL_UID_PROPERTY).flatMap(value) else { return nil }
        let sequence = first(component, ICAL_SEQUENCE_PROPERTY).flatMap(value).flatMap { Int($0) }
        let stamp = first(component, ICAL_DTSTAMP_PROPERTY).flatMap(value).flatMap(moment)
        let comment = first(component, ICAL_COMMENT_PROPERTY).flatMap {
            Library.text(icalproperty_get_comment($0))
        }
        return CalendarReply.Entry(
            uid: String(uid.prefix(255)), sequence: max(0, sequence ?? 0), stamp: stamp,
            hasRecurrence: first(component, ICAL_RECURRENCEID_PROPERTY) != nil,
            attendees: attendees(component), comment: String((comment ?? "").prefix(Limits.comment))
        )
    }

    private static func attendees(_ component: OpaquePointer) -> [CalendarReply.Attendee] {
        var attendees: [CalendarReply.Attendee] = []
        var next = first(component, ICAL_ATTENDEE_PROPERTY)
        while let property = next, attendees.count < Limits.attendees {
            attendees.append(attendee(property))
            next = icalcomponent_get_next_property(component, ICAL_ATTENDEE_PROPERTY)
        }
        return attendees
    }

    private static func attendee(_ property: OpaquePointer) -> CalendarReply.Attendee {
        let word = text(icalproperty_get_parameter_as_string_r(property, "PARTSTAT")) ?? ""
        let uri = value(property) ?? ""
        let isMail = uri.lowercased().hasPrefix("mailto:")
        // RFC 5545 section 3.2.12: who says nothing has not answered.
        let participation =
            word.isEmpty
            ? .needsAction : CalendarReply.Participation(rawValue: word.uppercased()) ?? .unknown
        return CalendarReply.Attendee(
            address: CleanText.shown(isMail ? String(uri.dropFirst(7)) : uri, limit: 320),
            participation: participation)
    }

    private static func first(
        _ component: OpaquePointer, _ kind: icalproperty_kind
    ) -> OpaquePointer? {
        icalcomponent_get_first_property(component, kind)
    }

    /// The value as it stands in the text; nil when there is none.
    private static func value(_ property: OpaquePointer) -> String? {
        text(icalproperty_get_value_as_string_r(property))
    }

    private static func text(_ pointer: UnsafeMutablePointer<CChar>?) -> String? {
        pointer == nil ? nil : String(decoding: Library.taking(pointer), as: UTF8.self)
    }

    /// DTSTAMP is in UTC always (RFC 5545 section 3.8.7.2).
    private static func moment(_ text: String) -> Date? {
        let digits = text.utf8.filter { (0x30...0x39).contains($0) }.map { Int($0 - 0x30) }
        guard text.utf8.count == 16, text.hasSuffix("Z"), digits.count == 14 else { return nil }
        func number(_ range: Range<Int>) -> String { digits[range].map(String.init).joined() }
        return Instant.parse(
            "\(number(0..<4))-\(number(4..<6))-\(number(6..<8))"
                + "T\(number(8..<10)):\(number(10..<12)):\(number(12..<14))Z")
    }
}
