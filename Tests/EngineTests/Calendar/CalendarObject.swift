import Foundation

/// One iCalendar object of a mail, line by line, its foldings undone.
struct CalendarObject {
    let text: String
    let lines: [String]

    /// The value of the first line that begins so, such as `UID:`.
    func value(_ name: String) -> String? {
        lines.first { $0.hasPrefix(name) }.map { String($0.dropFirst(name.count)) }
    }

    var uid: String? { value("UID:") }
    var method: String? { value("METHOD:") }
    var sequence: Int? { value("SEQUENCE:").flatMap { Int($0) } }
    var start: String? { value("DTSTART;TZID=Asia/Ho_Chi_Minh:") }
    var summary: String? { value("SUMMARY:") }
}

extension ReceivedMail {
    /// The one beside the texts, and then those that are files.
    var calendars: [CalendarObject] {
        let end = "END:VCALENDAR\n"
        return text.components(separatedBy: "BEGIN:VCALENDAR\n").dropFirst().compactMap { rest in
            guard let last = rest.range(of: end) else { return nil }
            let text = "BEGIN:VCALENDAR\n" + rest[..<last.upperBound]
            return CalendarObject(
                text: text,
                lines: text.replacing("\n ", with: "").split(separator: "\n").map(String.init))
        }
    }

    /// Those that are files: all there are.
    var entries: [CalendarObject] { Array(calendars.dropFirst()) }
}
