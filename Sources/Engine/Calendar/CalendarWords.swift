import Agenda
import Calendar
import Composition
import ConvokeCore
import Foundation

/// The words of an entry, in the language of whom it goes to.
struct CalendarWords: Sendable {
    private let lineTest: String
    private let convener: String
    private let arrive: @Sendable (String) -> String
    private let contacts: String
    private let localised: Localised

    static func of(_ language: String) -> CalendarWords {
        let primary = language.split(separator: "-").first.map { $0.lowercased() }
        return primary == "vi" ? vietnamese : english
    }

    private static let vietnamese = CalendarWords(
        lineTest: "Chạy thử", convener: "Triệu tập", arrive: { "Có mặt trước \($0)" },
        contacts: "Liên hệ khi có sự cố", localised: .of("vi"))

    private static let english = CalendarWords(
        lineTest: "Line test", convener: "Convened by", arrive: { "Please be there \($0) before" },
        contacts: "In case of trouble call", localised: .of("en"))

    /// `contacts` are those of the whole contact book.
    func entry(
        _ item: Edition.Item, _ conference: Conference, contacts: ContactIndex
    ) -> CalendarEntry {
        CalendarEntry(
            summary: summary(item, conference),
            description: description(item, conference, contacts),
            start: item.moments.first ?? .distantPast, end: item.ending,
            timeZone: conference.timeZone, alarm: conference.arrive)
    }

    /// What differs stands first: calendars cut long lines off.
    private func summary(_ item: Edition.Item, _ conference: Conference) -> String {
        // Most titles of line tests say what they are.
        let saysIt = CleanText.folded(item.title).contains(CleanText.folded(lineTest))
        let title =
            item.kind == .lineTest && !saysIt ? "\(lineTest): \(item.title)" : item.title
        return title == conference.title ? title : "\(title) – \(conference.title)"
    }

    private func description(
        _ item: Edition.Item, _ conference: Conference, _ contacts: ContactIndex
    ) -> String {
        var lines = [conference.title]
        if !conference.convener.isEmpty { lines.append("\(convener): \(conference.convener)") }
        if conference.arrive.seconds > 0 {
            lines.append(arrive(localised.span(conference.arrive)))
        }
        let numbers = item.kind == .lineTest ? item.contents.compactMap { contacts[$0] } : []
        if !numbers.isEmpty {
            lines.append(self.contacts + ": " + numbers.map(Self.number).joined(separator: "; "))
        }
        return lines.joined(separator: "\n")
    }

    private static func number(_ contact: Contact) -> String {
        ([contact.name] + contact.phones.map(\.display)).joined(separator: ", ")
    }
}
