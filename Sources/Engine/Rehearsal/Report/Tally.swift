import ConvokeCore
import Foundation

/// Counts of what a rehearsal brought.
enum Tally {
    /// A mail is late that goes out so many seconds after its moment.
    private static let grace = 300.0

    /// In the order of their moments.
    static func notices(_ conference: Conference, _ outcome: PlayedOutcome) -> [NoticeOutcome] {
        let byNotice = Dictionary(grouping: outcome.mails) { $0.delivery.notice }
        return conference.notices.filter { !$0.isOnDemand }.map { notice in
            var count = NoticeOutcome(notice: notice.id, moment: notice.moment)
            for mail in byNotice[notice.id] ?? [] { add(mail, to: &count) }
            return count
        }.enumerated().sorted { ($0.element.moment, $0.offset) < ($1.element.moment, $1.offset) }
            .map(\.element)
    }

    private static func add(_ mail: PlayedOutcome.Mail, to count: inout NoticeOutcome) {
        if mail.delivery.channel == .sms { return }
        if mail.delivery.channel == .call {
            count.withoutAddress += 1
            return
        }
        switch mail.delivery.state {
        case .accepted, .delivered:
            count.accepted += 1
            let isLate = mail.acceptedAt.map { $0 > count.moment + grace } ?? false
            count.late += isLate ? 1 : 0
        case .suppressed, .superseded, .cancelled: count.notNeeded += 1
        case .failed, .bounced, .expired, .inDoubt, .queued, .deferred, .sending:
            count.failed += 1
        }
    }

    static func calls(_ outcome: PlayedOutcome) -> CallOutcomes {
        var count = CallOutcomes()
        count.texts = outcome.mails.count { $0.delivery.channel == .sms && $0.acceptedAt != nil }
        let ended = outcome.cases.flatMap { entry in entry.steps.map { (entry.end, $0) } }
        for (end, step) in ended where step.channel == .call {
            count.due += 1
            switch step.outcome {
            case .reached, .promised, .declined, .delegated: count.reached += 1
            case .noAnswer, .busy, .wrongNumber: count.inVain += 1
            case .delivered, .failed, .dropped, nil:
                if end == .missed || end == nil {
                    count.notMade += 1
                } else {
                    count.notNeeded += 1
                }
            }
        }
        return count
    }
}
