import Agenda
import ConvokeCore
import Foundation

/// Ladders that have too little time.
extension Findings {
    /// One sentence for the first thing that the ladder is too long for, of each kind.
    var lateLadders: [Finding] {
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

    private var vietnameseLength: String {
        "Các bậc liên hệ cần \(Span(seconds: waits)) cộng nửa giờ cho cuộc gọi cuối"
    }

    private func finding(_ english: String, _ vietnamese: String, expected: String) -> Finding {
        finding(
            Advice(english, fix: "Shorten the waits of the ladder, or remind earlier."),
            Advice(vietnamese, fix: "Rút ngắn wait trong ladder, hoặc nhắc sớm hơn."),
            at: place, found: waitWords, expected: expected)
    }

    /// People are called about something that they were not reminded of yet.
    private var ladderBeforeReminder: Finding? {
        let early = conference.obligations.filter { obligation in
            let reminders = timed.filter { $0.about == .obligation(obligation.id) }
            guard let first = reminders.map(\.moment).min() else { return false }
            return start(before: obligation.due) < first
        }
        guard let first = early.first, !steps.isEmpty else { return nil }
        let begin = start(before: first.due)
        return finding(
            "\(length): for \(list(early.map(\.id))) it cannot finish in time unless it begins before"
                + " the first reminder has gone out, for \(first.id) at \(words(begin))",
            "\(vietnameseLength): với \(vietnameseList(early.map(\.id))), muốn kịp thì phải bắt đầu"
                + " trước cả thư nhắc đầu tiên, với \(first.id) là lúc \(vietnamese(begin))",
            expected: "less time than the first reminder leaves")
    }

    /// Whose mail is refused cannot be reached by the whole ladder before the notice is of no use.
    private var ladderBeyondNotice: Finding? {
        let entries = Dictionary(grouping: timed, by: \.entry).values
            .compactMap { $0.min { $0.moment < $1.moment } }
            .filter { $0.lastUseful.timeIntervalSince($0.moment) < Double(waits) }
            .sorted { ($0.moment, $0.id) < ($1.moment, $1.id) }
        guard let first = entries.first, !steps.isEmpty else { return nil }
        let useful = Span(seconds: Int(first.lastUseful.timeIntervalSince(first.moment)))
        return finding(
            "The waits of the ladder are \(Span(seconds: waits)) together: when mail fails, it cannot"
                + " finish in time for \(list(entries.map(\.id))); \(first.id) is of use for"
                + " \(useful) only",
            "Các bậc liên hệ chờ tổng cộng \(Span(seconds: waits)): khi thư hỏng thì không kịp với"
                + " \(vietnameseList(entries.map(\.id))); \(first.id) chỉ có ích trong \(useful)",
            expected: "less time than the notice is of use")
    }

    /// It begins when nobody sits at the telephone.
    private var ladderAtNight: Finding? {
        let night = conference.obligations.filter {
            !world.callers.hours.covers(start(before: $0.due), in: zone)
        }
        guard let first = night.first, !steps.isEmpty else { return nil }
        let hours = world.callers.hours
        let begin = start(before: first.due)
        return finding(
            "\(length): for \(list(night.map(\.id))) it has to begin when nobody calls, for"
                + " \(first.id) at \(words(begin))",
            "\(vietnameseLength): với \(vietnameseList(night.map(\.id))) phải bắt đầu khi không có"
                + " ai trực máy, với \(first.id) là lúc \(vietnamese(begin))",
            expected: "calls between \(MomentWords.clock(hours.from)) and"
                + " \(MomentWords.clock(hours.until))")
    }

    private var waitWords: String {
        "wait: " + steps.map(\.wait.description).joined(separator: ", ")
    }
}
