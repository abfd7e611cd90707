import Agenda
import ConvokeCore
import Foundation
import LedgerStore

/// What the ledger says about a case, as the ladder's arithmetic needs it.
struct LadderReading {
    let reader: LedgerReader
    let now: Date

    /// Whether the ladder is at its end and nobody acknowledged: no call is on the sheet, and none will be.
    func isAtItsEnd(_ entry: Escalation, quiet: Quiet) throws -> Bool {
        let isOnSheet = entry.steps.contains { $0.channel == .call && $0.state != .done }
        if isOnSheet { return false }
        guard let rungs = Ladder.parse(entry.plan.ladder) else { return true }
        let move = Ladder.next(
            LadderCase(entry.plan, rungs), try facts(entry, entry.steps), now: now, quiet: quiet)
        return [.nothing(.noRungLeft), .nothing(.nobody)].contains(move)
    }

    /// A rung that was dropped, because of a promise, has still to begin when that is broken.
    func facts(_ entry: Escalation, _ all: [EscalationStep]) throws -> LadderFacts {
        let steps = all.filter { $0.outcome != .dropped }
        return LadderFacts(
            begun: try steps.map { step in
                // A line that was engaged is called back: what came of that is what came of it.
                let last = steps.last {
                    $0.contact == step.contact && $0.numbers == step.numbers
                        && $0.channel == step.channel
                }
                return LadderFacts.Begun(
                    index: step.rung, at: step.begunAt, outcome: try outcome(of: last ?? step))
            },
            acknowledgedAt: entry.acknowledgedAt, promisedBy: entry.promisedBy)
    }

    private func outcome(of step: EscalationStep) throws -> LadderFacts.Outcome? {
        if let id = step.delivery, let text = try reader.delivery(id) {
            switch text.state {
            case .delivered: return .delivered(text.updatedAt)
            case .failed, .bounced, .expired: return .failed(text.updatedAt)
            default: return nil
            }
        }
        let moment = step.outcomeAt ?? now
        switch step.outcome {
        case .reached, .promised, .declined: return .reached(moment)
        case .noAnswer: return .noAnswer(moment)
        case .busy: return .busy(moment)
        case .wrongNumber, .delegated: return .wrongNumber(moment)
        case .delivered, .failed, .dropped, nil: return nil
        }
    }
}

extension LadderCase {
    init(_ plan: PlannedEscalation, _ rungs: [Rung]) {
        self.init(rungs: rungs, since: plan.since, deadline: plan.deadline)
    }
}
