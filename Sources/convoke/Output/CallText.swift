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
        return [head] + withoutLadder
            + sheet.entries.flatMap { [""] + Self.card($0, sheet.timeZone) }
    }

    private var withoutLadder: [String] {
        if sheet.withoutLadder == 0 { return [] }
        return [
            "",
            "\(sheet.withoutLadder) without a mail address, and no ladder that leads to a call:"
                + " add ladder: to the conference's file, or call whom",
            "    convoke status \(sheet.conference) --state queued shows",
        ]
    }

    /// One call, as a caller needs it.
    static func card(_ entry: CallSheet.Entry, _ zone: TimeZone) -> [String] {
        let title = entry.title.isEmpty ? "" : ", \(entry.title)"
        let venue = entry.venue.isEmpty ? "" : "  (\(entry.venue))"
        return [
            "#\(entry.id)  by \(MomentText.short(entry.callBy, in: zone))  \(state(entry))",
            "    \(entry.name)\(title)\(venue)",
            "    \(entry.numbers.joined(separator: ", "))",
            "    why: \(entry.why); about \(entry.about)"
                + (entry.answerCode.isEmpty ? "" : "; code \(entry.answerCode)"),
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
