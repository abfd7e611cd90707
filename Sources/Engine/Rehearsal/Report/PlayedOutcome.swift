import ConvokeCore
import Foundation
import LedgerStore

/// What a rehearsal's ledger says when it is over: read once, judged by pure functions.
struct PlayedOutcome: Sendable {
    /// One delivery with its attempts and what was said about it afterwards.
    struct Mail: Sendable {
        let delivery: Delivery
        let attempts: [AttemptRecord]
        let remarks: [Remark]

        /// When the relay took it; nil when it never did, or the mail came back.
        var acceptedAt: Date? {
            guard delivery.state == .accepted || delivery.state == .delivered else { return nil }
            return attempts.last { $0.attempt.outcome == .accepted }?.at
        }
    }

    var mails: [Mail] = []
    var cases: [Escalation] = []
    var answers: [Answer] = []
    var troubles: [Troubles.Entry] = []
    /// Addresses whose mail comes back later.
    var bouncing: Set<String> = []
    /// Octets of the files among the conference's documents, by path.
    var fileSizes: [String: Int] = [:]

    static func read(_ path: String, _ convocation: Convocation) throws -> PlayedOutcome {
        var outcome = PlayedOutcome()
        guard let reader = try LedgerReader.open(at: path) else { return outcome }
        let id = convocation.conference.id
        for recipient in convocation.recipients {
            outcome.mails += try reader.history(of: recipient.id, in: id).map {
                Mail(delivery: $0.delivery, attempts: $0.attempts, remarks: $0.remarks)
            }
        }
        outcome.cases = try reader.escalations(in: id)
        outcome.answers = try reader.answers(AnswerFilter(conference: id)).map(\.answer)
        return outcome
    }

    /// Everything with its moment. Attempts that never began leave no entry: nobody got anything.
    var timeline: [RehearsalEntry] {
        (mails.flatMap(\.entries) + cases.flatMap(\.entries)
            + answers.map {
                RehearsalEntry(
                    moment: $0.at, what: "answered by \($0.way.words)", about: $0.about,
                    whom: $0.recipient)
            }).sorted()
    }
}

extension PlayedOutcome.Mail {
    fileprivate var entries: [RehearsalEntry] {
        let kind = delivery.channel == .sms ? "text" : "mail"
        let tries = attempts.filter { $0.attempt.outcome != .released }.map { record in
            entry(record.at, "\(kind) \(record.attempt.outcome.words)")
        }
        return tries + remarks.map { entry($0.at, "\(kind) \($0.kind.words)") }
    }

    private func entry(_ moment: Date, _ what: String) -> RehearsalEntry {
        RehearsalEntry(
            moment: moment, what: what, about: delivery.notice, whom: delivery.recipient)
    }
}

extension Escalation {
    fileprivate var entries: [RehearsalEntry] {
        var all = [entry(openedAt, "case opened", plan.recipient)]
        for step in steps {
            if step.channel == .call { all.append(entry(step.begunAt, "call due", step.contact)) }
            guard let outcome = step.outcome, let at = step.outcomeAt, step.channel == .call,
                outcome != .dropped
            else { continue }
            all.append(entry(at, "call: \(outcome.rawValue)", step.contact))
        }
        if let end, let endedAt {
            all.append(entry(endedAt, "case \(end.rawValue)", plan.recipient))
        }
        return all
    }

    private func entry(_ moment: Date, _ what: String, _ whom: String) -> RehearsalEntry {
        RehearsalEntry(moment: moment, what: what, about: plan.about, whom: whom)
    }
}

extension Remark.Kind {
    fileprivate var words: String {
        switch self {
        case .reportedDelivered: "arrived, says a report"
        case .reportedFailed: "came back"
        case .handled: "settled by telephone"
        default: rawValue
        }
    }
}

extension Outcome {
    fileprivate var words: String {
        switch self {
        case .inDoubt: "in doubt"
        default: rawValue
        }
    }
}

extension AnswerWay {
    fileprivate var words: String { self == .call ? "telephone" : rawValue }
}
