import Agenda
import ConvokeCore
import Foundation

/// Who knows of the conference when, and why not: pure functions of what a rehearsal's ledger says.
struct RehearsedReach {
    let convocation: Convocation
    let outcome: PlayedOutcome
    private let mails: [String: [PlayedOutcome.Mail]]
    private let cases: [String: [Escalation]]
    private let answers: [String: [Answer]]

    init(_ convocation: Convocation, _ outcome: PlayedOutcome) {
        self.convocation = convocation
        self.outcome = outcome
        mails = Dictionary(grouping: outcome.mails) { $0.delivery.recipient }
        cases = Dictionary(grouping: outcome.cases, by: \.plan.recipient)
        answers = Dictionary(grouping: outcome.answers, by: \.recipient)
    }

    /// When everybody has to know: when the first session wants them in the room, or the last notice is
    /// of no use any more.
    static func deadline(_ conference: Conference) -> Date {
        conference.assembly ?? conference.notices.map(\.lastUseful).max() ?? .distantFuture
    }

    var verdict: Verdict {
        let by = Self.deadline(convocation.conference)
        let addressed = convocation.recipients.filter { $0.role != .file }
        let parties = Dictionary(grouping: addressed, by: Party.of)
        let missed = parties.filter { party in
            !party.value.contains { hasHeard($0, by: by) }
        }.map { party, recipients in
            Verdict.Missed(
                party: party, name: name(party), why: why(recipients[0]))
        }
        let venues = parties.keys.count { $0.kind == .venue }
        return Verdict(
            by: by, venues: venues, others: parties.count - venues,
            missed: missed.sorted {
                ($0.why.words, $0.party.id) < ($1.why.words, $1.party.id)
            })
    }

    /// Ids of those who do not know by then.
    var unheard: Set<String> {
        let by = Self.deadline(convocation.conference)
        let addressed = convocation.recipients.filter { $0.role != .file }
        return Set(addressed.filter { !hasHeard($0, by: by) }.map(\.id))
    }

    private func name(_ party: Party) -> String {
        switch party {
        case .venue(let id): convocation.conference.venues[id]?.name ?? id
        case .recipient(let id): convocation.contacts[id]?.name ?? id
        }
    }

    func hasHeard(_ recipient: Recipient, by: Date) -> Bool {
        (heard(recipient).map { $0 <= by }) ?? false
    }

    /// When a mail was taken that did not come back, somebody of theirs was on the telephone, or they
    /// said something themselves; nil when nothing of that happened. A text that was taken tells nobody
    /// whether it was read.
    func heard(_ recipient: Recipient) -> Date? {
        let taken = mails[recipient.id, default: []].filter {
            $0.delivery.channel == .email && !isLost($0)
        }.compactMap(\.acceptedAt)
        let called = cases[recipient.id, default: []].flatMap { entry in
            entry.steps.filter { step in
                step.channel == .call && isTheirs(step, of: entry, recipient)
                    && step.outcome?.isAcknowledgement ?? false
            }.compactMap(\.outcomeAt)
        }
        return (taken + called + answers[recipient.id, default: []].map(\.at)).min()
    }

    /// A call to the one on duty tells the one on duty, also where they are somebody's deputy.
    private func isTheirs(
        _ step: EscalationStep, of entry: Escalation, _ recipient: Recipient
    ) -> Bool {
        (step.contact == recipient.id || step.contact == recipient.contact.deputy)
            && !entry.tellsDuty(step)
    }

    /// Taken, come back, and nobody knows.
    private func isLost(_ mail: PlayedOutcome.Mail) -> Bool {
        outcome.bouncing.contains(mail.delivery.address.lowercased())
    }

    // MARK: - Why not

    private func why(_ recipient: Recipient) -> Silence {
        Silence(mail: mailFate(recipient), call: callFate(recipient))
    }

    private func mailFate(_ recipient: Recipient) -> Silence.Mail {
        let own = mails[recipient.id, default: []].filter { $0.delivery.channel != .sms }
        guard let last = own.last(where: { $0.delivery.state != .superseded }) else {
            return .neverSent
        }
        if last.delivery.channel == .call { return .noAddress }
        switch last.delivery.state {
        case .bounced: return .cameBack
        case .failed: return .refused
        case .accepted, .delivered: return isLost(last) ? .cameBackUnread : .late
        default: return .waited
        }
    }

    private func callFate(_ recipient: Recipient) -> Silence.Call {
        let entries = cases[recipient.id, default: []]
        let steps = entries.flatMap(\.steps).filter { $0.channel == .call }
        let own = entries.flatMap { entry in
            entry.steps.filter { $0.channel == .call && isTheirs($0, of: entry, recipient) }
        }
        let hasNumber = !recipient.contact.phones.isEmpty
        if own.contains(where: { $0.outcome?.isAcknowledgement ?? false }) { return .late }
        if own.contains(where: { $0.outcome == .busy || $0.outcome == .noAnswer }) {
            return .nobodyPickedUp
        }
        if own.contains(where: { $0.outcome == nil || $0.outcome == .dropped }) { return .notMade }
        if steps.contains(where: { $0.outcome?.isAcknowledgement ?? false }) {
            return hasNumber ? .dutyOnly : .dutyOnlyNoNumber
        }
        return hasNumber ? .none : .noNumber
    }
}
