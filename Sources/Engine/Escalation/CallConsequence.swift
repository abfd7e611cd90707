import ConvokeCore
import Foundation
import LedgerStore

/// What follows from the outcome of a call.
enum CallConsequence: Equatable {
    case acknowledged
    case promised(Date)
    /// Somebody is to be called at once, or later.
    case callAgain(PlannedStep)
    /// The next rung, when its time comes.
    case leftToLadder

    /// Ten minutes after a busy line.
    private static let pause = 600.0

    static func of(
        _ report: CallReport, _ call: EscalationStep, _ entry: Escalation,
        _ convocation: Convocation, now: Date
    ) throws(Problem) -> CallConsequence {
        switch report.outcome {
        case .reached, .declined: return entry.tellsDuty(call) ? .leftToLadder : .acknowledged
        case .promised:
            guard let moment = report.promisedBy else { throw .promiseWithoutTime }
            if moment > entry.plan.deadline {
                throw .promiseTooLate(moment, entry.plan.deadline, convocation.conference)
            }
            // The one on duty has taken it on: they are asked again at the time that they named.
            return entry.tellsDuty(call)
                ? again(call.contact, call.numbers, from: max(now, moment), call, entry)
                : .promised(moment)
        case .delegated:
            guard let id = report.delegatedTo, let contact = convocation.contacts[id] else {
                throw .unknownDelegate(report.delegatedTo ?? "")
            }
            if contact.phones.isEmpty { throw .delegateWithoutPhone(contact) }
            return again(id, contact.phones.map(\.dialled), from: now, call, entry)
        case .busy: return again(call.contact, call.numbers, from: now + pause, call, entry)
        case .noAnswer, .wrongNumber, .delivered, .failed, .dropped: return .leftToLadder
        }
    }

    private static func again(
        _ contact: String, _ numbers: [String], from moment: Date, _ call: EscalationStep,
        _ entry: Escalation
    ) -> CallConsequence {
        let own = max(EscalationStep.firstOwnRung, (entry.steps.map(\.rung).max() ?? 0) + 1)
        return .callAgain(
            PlannedStep(
                escalation: entry.id, rung: own, contact: contact, numbers: numbers, text: nil,
                notBefore: moment, callBy: max(moment, call.callBy)))
    }
}
