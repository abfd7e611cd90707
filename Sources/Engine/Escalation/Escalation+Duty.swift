import Agenda
package import ConvokeCore

extension Escalation {
    /// Whether a step tells the one on duty about somebody else. They are not responsible at that venue:
    /// that they know is no acknowledgement, and the case stays open.
    package func tellsDuty(_ step: EscalationStep) -> Bool {
        guard plan.cause != .relay, step.contact != plan.recipient else { return false }
        let rungs = Ladder.parse(plan.ladder) ?? []
        if rungs.indices.contains(step.rung) { return rungs[step.rung].target == .duty }
        // A call that an earlier one led to: to the same person again, or to whom they named.
        let targets = rungs.filter { $0.contact == step.contact }.map(\.target)
        return !targets.isEmpty && targets.allSatisfy { $0 == .duty }
    }

    /// Whether a step is for the one on duty as such, about somebody else or about the machine.
    func isForDuty(_ step: EscalationStep) -> Bool {
        plan.cause == .relay || tellsDuty(step)
    }
}

extension Convocation {
    /// Somebody's name with their venue's, as a sentence about them has it.
    func fullName(_ id: String) -> String {
        let name = contacts[id]?.name ?? id
        return recipient(id)?.venue.map { "\(name) (\($0.name))" } ?? name
    }
}
