import Agenda
import ConvokeCore
import Foundation
import LedgerStore

/// The ledger's rows of one conference by what they belong to, and the short questions that all
/// accounts ask of them.
struct RecordIndex {
    let records: ConferenceRecords
    let now: Date
    private let attempts: Groups<Int64, DeliveryAttempt>
    private let remarks: [Int64: [Remark]]
    private let byRecipient: Groups<String, Delivery>
    private let byID: Groups<Int64, Delivery>
    private let answers: [String: [AnswerRecord]]
    private let cases: [String: [Escalation]]
    private let rehearsed: Rehearsed?

    /// - Parameter rehearsed: what is known besides, whatever the rows say.
    init(_ records: ConferenceRecords, now: Date, rehearsed: Rehearsed? = nil) {
        self.rehearsed = rehearsed
        self.records = records
        self.now = now
        attempts = Groups(records.attempts, by: \.delivery)
        remarks = Dictionary(grouping: records.remarks, by: \.delivery)
            .mapValues { $0.map(\.remark) }
        byRecipient = Groups(records.deliveries, by: \.recipient)
        byID = Groups(records.deliveries, by: \.id)
        answers = Dictionary(grouping: records.answers.filter(\.counts), by: \.answer.recipient)
        cases = Dictionary(grouping: records.cases, by: \.plan.recipient)
    }

    func delivery(_ id: Int64) -> Delivery? { byID[id].first }
    func attempts(of delivery: Delivery) -> Groups<Int64, DeliveryAttempt>.Group {
        attempts[delivery.id]
    }
    func remarks(on delivery: Delivery) -> [Remark] { remarks[delivery.id] ?? [] }
    func deliveries(to recipient: String) -> Groups<String, Delivery>.Group {
        byRecipient[recipient]
    }
    /// Those that stand: neither undone nor an undo.
    func answers(of recipient: String) -> [AnswerRecord] { answers[recipient] ?? [] }
    func cases(of recipient: String) -> [Escalation] { cases[recipient] ?? [] }

    /// When a message was taken for the recipient; nil when it was not. A text counts only when the
    /// gateway reported that it arrived.
    func takenAt(_ delivery: Delivery) -> Date? {
        if isLost(delivery) { return nil }
        switch (delivery.channel, delivery.state) {
        case (.email, .accepted), (.email, .delivered): break
        case (.sms, .delivered), (.call, .delivered): break
        default: return nil
        }
        let accepted = attempts(of: delivery).first { $0.outcome == .accepted }?.at
        return (delivery.channel == .email ? accepted : nil)
            ?? remarks(on: delivery).first { $0.kind == .reportedDelivered || $0.kind == .arrived }?
            .at ?? accepted ?? delivery.updatedAt
    }

    /// Whether a mail came back and nobody has read that.
    func isLost(_ delivery: Delivery) -> Bool {
        delivery.channel == .email
            && rehearsed?.lost.contains(delivery.address.lowercased()) == true
    }

    /// When somebody said that a failure is dealt with, and their words. What the program itself notes
    /// when it has tried another address is not a person's word.
    func settled(_ delivery: Delivery) -> Remark? {
        remarks(on: delivery).first { remark in
            remark.kind == .arrived
                || remark.kind == .handled && remark.text?.hasPrefix("accepted at ") != true
        }
    }

    /// Whether something may still come of it by itself, or by a caller.
    func isUnderWay(_ delivery: Delivery) -> Bool {
        switch delivery.state {
        case .sending: true
        case .queued, .deferred: delivery.lastUsefulAt >= now
        default: false
        }
    }

    /// When somebody was spoken to about a notice: because its mail failed, or because what it reminds of
    /// was still owed.
    func spoken(_ recipient: String, about notice: Notice) -> Date? {
        cases(of: recipient)
            .filter { one in
                switch one.plan.cause {
                case .mail: one.plan.about == notice.id
                case .obligation: one.plan.about == notice.answersAbout
                case .invitation: notice.kind == .invitation
                case .relay: false
                }
            }
            .compactMap(\.spokenAt).min()
    }

    /// When somebody of theirs was spoken to after a moment, about anything.
    func spoken(_ recipient: String, since: Date) -> Date? {
        cases(of: recipient).compactMap(\.spokenAt).filter { $0 >= since }.min()
    }

    func hasOpenCase(_ recipient: String) -> Bool {
        cases(of: recipient).contains { $0.end == nil && $0.plan.deadline >= now }
    }

    /// How far a recipient is over the whole conference.
    func reach(of recipient: String) -> Reach {
        if rehearsed?.unheard.contains(recipient) == true { return .missed }
        if answers(of: recipient).contains(where: \.isOwnWord) { return .answered }
        let deliveries = deliveries(to: recipient)
        let isTold =
            deliveries.contains { takenAt($0) != nil || settled($0) != nil }
            || cases(of: recipient).contains { $0.spokenAt != nil }
        if isTold { return .reached }
        if deliveries.contains(where: isUnderWay) || hasOpenCase(recipient) { return .waiting }
        let isFailed = deliveries.contains { delivery in
            delivery.state.needsPerson || delivery.state.isPending || isLost(delivery)
        }
        return isFailed ? .missed : .ahead
    }
}

extension Escalation {
    /// When somebody of the party knew: a caller reached them, or they said so themselves.
    var spokenAt: Date? {
        let calls = steps.filter { $0.outcome?.isAcknowledgement == true && !tellsDuty($0) }
            .compactMap(\.outcomeAt)
        return (calls + [acknowledgedAt].compactMap(\.self)).min()
    }
}

extension AnswerRecord {
    /// Whether it stands.
    var counts: Bool { !isUndone && answer.word != .undo }
    /// Whether the recipient said it, and not the office alone.
    var isOwnWord: Bool { answer.word != .waive }
}
