import ConvokeCore
import Engine
import Foundation

/// The call sheet on the screen.
struct CallText {
    let sheet: CallSheet

    var lines: [String] {
        let open = sheet.entries.filter { $0.state != .done }.count
        let head =
            "\(sheet.title) (\(sheet.conference)),"
            + " \(MomentText.short(sheet.asOf, in: sheet.timeZone)): \(open) to be called"
        if sheet.entries.isEmpty { return [head] }
        return [head] + sheet.entries.flatMap { [""] + Self.card($0, sheet.timeZone) }
    }

    /// One call, as a caller needs it.
    static func card(_ entry: CallSheet.Entry, _ zone: TimeZone) -> [String] {
        let title = entry.title.isEmpty ? "" : ", \(entry.title)"
        let venue = entry.venue.isEmpty ? "" : "  (\(entry.venue))"
        return [
            "#\(entry.id)  by \(MomentText.short(entry.callBy, in: zone))  \(state(entry))",
            "    \(entry.name)\(title)\(venue)",
            "    \(entry.numbers.joined(separator: ", "))",
            "    why: \(entry.why); about \(entry.about); code \(entry.answerCode)",
            "    say: \(entry.script)",
        ]
    }

    private static func state(_ entry: CallSheet.Entry) -> String {
        switch entry.state {
        case .open: "open"
        case .taken: "taken by \(entry.takenBy ?? "somebody")"
        case .done: entry.outcome?.rawValue ?? "done"
        }
    }
}
