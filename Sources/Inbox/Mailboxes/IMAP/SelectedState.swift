import Foundation

/// What is known of the selected mailbox; kept up to date by what the server says in passing.
struct SelectedState: Hashable {
    /// How many messages there are.
    private(set) var count: UInt32 = 0
    /// While it stays the same, so do the messages' numbers (RFC 3501 section 2.3.1.1).
    private(set) var validity: UInt32?
    /// False where a server gives messages new numbers at each session (RFC 4315 section 2).
    private(set) var keepsNumbers = true
    var isReadOnly = false
    /// Whether the mark for read messages can be set for good; true as long as nothing is said of it.
    private var keepsSeen = true

    /// Why nothing can be marked; nil when it can.
    var refusesMarks: String? {
        if isReadOnly { return "the mailbox is read-only" }
        return keepsSeen ? nil : "the mailbox does not keep the mark for read messages"
    }

    mutating func note(_ response: IMAPResponse) {
        if let exists = response.number(of: "EXISTS") {
            count = exists
        } else if response.number(of: "EXPUNGE") != nil {
            count -= min(count, 1)
        } else {
            note(code: response.code)
        }
    }

    private mutating func note(code: [String]) {
        switch code.first {
        case "UIDVALIDITY": validity = code.last.flatMap { UInt32($0) }
        case "UIDNOTSTICKY": keepsNumbers = false
        case "PERMANENTFLAGS":
            let flags = code.dropFirst().map { $0.trimmingCharacters(in: ["(", ")"]).lowercased() }
            keepsSeen = flags.contains(#"\seen"#)
        default: break
        }
    }
}

extension IMAPResponse {
    /// The numbers in `* SEARCH 2 84 882` (RFC 3501 section 7.2.5); empty for any other response.
    var searchResult: [UInt32] {
        guard case .text(let octets)? = pieces.first else { return [] }
        let words = octets.split(separator: UInt8(ascii: " "))
        guard words.count > 1, words[0].elementsEqual("*".utf8),
            String(decoding: words[1], as: UTF8.self).uppercased() == "SEARCH"
        else { return [] }
        return words.dropFirst(2).compactMap { UInt32(String(decoding: $0, as: UTF8.self)) }
    }
}

/// A day as SEARCH wants it (RFC 3501 section 9, date).
enum IMAPDay {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// The day before, in UTC: servers compare days without zones (section 6.4.4), and nowhere is it
    /// more than a day earlier.
    static func text(before date: Date) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let day = calendar.dateComponents(
            [.year, .month, .day], from: date.addingTimeInterval(-86_400))
        let year = min(max(day.year ?? 1970, 1970), 9999)
        let month = months[min(max(day.month ?? 1, 1), 12) - 1]
        return "\(day.day ?? 1)-\(month)-" + String(year)
    }
}
