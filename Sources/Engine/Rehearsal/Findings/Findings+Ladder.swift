import Agenda
import ConvokeCore
import Foundation

/// Ladders that have too little time.
extension Findings {
    /// One sentence for the first thing that the ladder is too long for, of each kind.
    var lateLadders: [Problem] {
        [ladderBeforeReminder, ladderBeyondNotice, ladderAtNight].compactMap(\.self)
    }

    /// The rungs that can be climbed: without a gateway no text goes out.
    private var steps: [Step] {
        conference.ladder.filter { $0.channel == .call || settings.sms != nil }
    }

    private var waits: Int { steps.reduce(0) { $0 + $1.wait.seconds } }

    private func start(before due: Date) -> Date {
        due - Double(waits + LadderCase.usualCallLead)
    }

    /// Where the longest wait is written.
    private var place: Place {
        steps.max { $0.wait < $1.wait }?.place.field("ladder") ?? conference.place
    }

    private var length: String {
        "The ladder takes \(Span(seconds: waits)) and half an hour for the last call"
    }

    private var fix: String { "Shorten the waits of the ladder, or remind earlier." }

    /// People are called about something that they were not reminded of yet.
    private var ladderBeforeReminder: Problem? {
        let early = conference.obligations.filter { obligation in
            let reminders = timed.filter { $0.about == .obligation(obligation.id) }
            guard let first = reminders.map(\.moment).min() else { return false }
            return start(before: obligation.due) < first
        }
        guard let first = early.first, !steps.isEmpty else { return nil }
        return finding(
            "\(length): for \(list(early.map(\.id))) it cannot finish in time unless it begins before"
                + " the first reminder has gone out, for \(first.id) at"
                + " \(words(start(before: first.due)))",
            at: place, found: waitWords, expected: "less time than the first reminder leaves",
            fix: fix)
    }

    /// Whose mail is refused cannot be reached by the whole ladder before the notice is of no use.
    private var ladderBeyondNotice: Problem? {
        let entries = Dictionary(grouping: timed, by: \.entry).values
            .compactMap { $0.min { $0.moment < $1.moment } }
            .filter { $0.lastUseful.timeIntervalSince($0.moment) < Double(waits) }
            .sorted { ($0.moment, $0.id) < ($1.moment, $1.id) }
        guard let first = entries.first, !steps.isEmpty else { return nil }
        return finding(
            "The waits of the ladder are \(Span(seconds: waits)) together: when mail fails, it cannot"
                + " finish in time for \(list(entries.map(\.id))); \(first.id) is of use for"
                + " \(Span(seconds: Int(first.lastUseful.timeIntervalSince(first.moment)))) only",
            at: place, found: waitWords, expected: "less time than the notice is of use", fix: fix)
    }

    /// It begins when nobody sits at the telephone.
    private var ladderAtNight: Problem? {
        let night = conference.obligations.filter {
            !world.callers.hours.covers(start(before: $0.due), in: zone)
        }
        guard let first = night.first, !steps.isEmpty else { return nil }
        let hours = world.callers.hours
        return finding(
            "\(length): for \(list(night.map(\.id))) it has to begin when nobody calls, for"
                + " \(first.id) at \(words(start(before: first.due)))",
            at: place, found: waitWords,
            expected: "calls between \(MomentWords.clock(hours.from)) and"
                + " \(MomentWords.clock(hours.until))",
            fix: fix)
    }

    private var waitWords: String {
        "wait: " + steps.map(\.wait.description).joined(separator: ", ")
    }

    /// The first three, and how many more.
    func list(_ names: [String]) -> String {
        let shown = names.prefix(3).joined(separator: ", ")
        return names.count > 3 ? "\(shown) and \(names.count - 3) more" : shown
    }
}
