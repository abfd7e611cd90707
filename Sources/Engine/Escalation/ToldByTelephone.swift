import Agenda
import ConvokeCore
import LedgerStore

/// Who knows of a conference by telephone: somebody of theirs was on the line, the gateway took a text to
/// them, or they answered to an invitation that had gone to the telephone.
struct ToldByTelephone {
    /// Ids of those who were told anything of it.
    let recipients: Set<String>
    /// Ids of those who were asked whether they had got the invitation.
    let asked: Set<String>
    /// Ids of the deliveries whose contents each of them was told.
    private let byRecipient: [String: [Int64]]

    /// - Parameters:
    ///   - texts: ids of the texts that the gateway took.
    ///   - answered: who has answered to the invitation.
    init(
        _ cases: [Escalation], texts: Set<Int64>, answered: Set<Party>, _ conference: Conference
    ) {
        let told = cases.filter { entry in
            entry.plan.cause != .relay
                && (entry.steps.contains { entry.isTold(by: $0, texts) }
                    || entry.plan.isAboutInvitation(of: conference)
                        && answered.contains(Party(.recipient, entry.plan.recipient)))
        }
        recipients = Set(told.map(\.plan.recipient))
        asked = Set(told.filter { $0.plan.cause == .invitation }.map(\.plan.recipient))
        byRecipient = Dictionary(grouping: told, by: \.plan.recipient)
            .mapValues { $0.compactMap(\.plan.delivery) }
    }

    static func read(
        _ conference: Conference, _ reader: LedgerReader
    ) throws(LedgerFailure) -> ToldByTelephone {
        ToldByTelephone(
            try reader.escalations(in: conference.id),
            texts: try reader.textsTaken(in: conference.id),
            answered: try reader.settledParties(of: ObligationRows.invitation, in: conference.id),
            conference)
    }

    var deliveries: [Int64] { byRecipient.values.flatMap(\.self) }

    func deliveries(to recipient: String) -> [Int64] { byRecipient[recipient] ?? [] }

    /// Whether what a recipient holds was told by telephone.
    func isSource(of held: HeldEdition, to recipient: String) -> Bool {
        deliveries(to: recipient).contains(held.delivery)
            || held.delivery == 0 && asked.contains(recipient)
    }
}

extension Escalation {
    /// What the one on duty was told, the venue does not know.
    fileprivate func isTold(by step: EscalationStep, _ texts: Set<Int64>) -> Bool {
        let isHeard =
            step.delivery.map(texts.contains) ?? step.outcome?.isAcknowledgement ?? false
        return isHeard && !tellsDuty(step)
    }
}

extension PlannedEscalation {
    /// Whether somebody is to be told a notice of that kind.
    func tells(_ kind: Notice.Kind, of conference: Conference) -> Bool {
        cause == .mail && conference.notice(about)?.kind == kind
    }

    fileprivate func isAboutInvitation(of conference: Conference) -> Bool {
        cause == .invitation || tells(.invitation, of: conference)
    }
}
