import Agenda
package import ConvokeCore
import Foundation
import LedgerStore

extension CallPass {
    /// Takes back what was said of a call: it was a slip. What followed from it is taken back too.
    ///
    /// - Returns: what had been said.
    /// - Throws: a usage problem when there is nothing to take back, or others have gone on since; then
    ///   nothing has changed.
    package func takeBack(
        _ call: Int64, in id: String, by whom: String, note: String? = nil
    ) throws(Problems) -> CallOutcome {
        try Problems.collecting(ledger: office.settings.ledger) {
            let (entry, step) = try known(call, in: id)
            let now = office.clock.now
            let result = try office.writing { ledger in
                let undo = try declined(entry, step, ledger.reader).map {
                    Answer(undoing: $0, by: whom, note: note, at: now)
                }
                return try ledger.takeBackCall(call, undo: undo, note: note, by: whom, at: now)
            }
            switch result {
            case .open(let outcome): return outcome
            case .notSaid: throw Problem.nothingSaid(call, id)
            case .over(let end): throw Problem.caseOver(entry, call, end)
            case .followed: throw Problem.wentOn(entry, call)
            case .unknown: throw Problem.unknownCall(call, id)
            }
        }
    }

    /// The answer that was written down with a call, where it is still the one that counts.
    private func declined(
        _ entry: Escalation, _ step: EscalationStep, _ reader: LedgerReader
    ) throws(LedgerFailure) -> Answer? {
        guard step.outcome == .declined, let moment = step.outcomeAt, !entry.tellsDuty(step)
        else { return nil }
        let answers = try reader.answers(
            AnswerFilter(
                conference: entry.plan.conference, about: entry.plan.answered,
                party: entry.plan.party))
        let last = answers.last { !$0.isUndone && $0.undoes == nil }?.answer
        guard let last, last.word == .no, last.way == .call, last.at >= moment,
            last.byWhom == step.takenBy
        else { return nil }
        return last
    }
}

extension PlannedEscalation {
    /// What somebody who declines on the telephone answers.
    var answered: String { cause == .obligation ? about : ObligationRows.invitation }
}

extension Answer {
    fileprivate init(undoing answer: Answer, by whom: String, note: String?, at now: Date) {
        self.init(
            conference: answer.conference, about: answer.about, party: answer.party,
            recipient: answer.recipient, word: .undo, way: .call, byWhom: whom, note: note,
            at: now)
    }
}

extension Problem {
    fileprivate static func nothingSaid(_ call: Int64, _ conference: String) -> Problem {
        Problem(
            .usage, "Nothing was said of call \(call) that could be taken back",
            fix: "convoke calls \(conference) --all shows what was said of which call.")
    }

    fileprivate static func caseOver(
        _ entry: Escalation, _ call: Int64, _ end: Escalation.End
    ) -> Problem {
        Problem(
            .usage, "What call \(call) was for needs nobody any more", found: end.rawValue,
            fix: "convoke show \(entry.plan.conference) \(entry.plan.recipient) shows why.")
    }

    fileprivate static func wentOn(_ entry: Escalation, _ call: Int64) -> Problem {
        Problem(
            .usage, "Others have gone on since with what was said of call \(call)",
            expected: "the last that was said of its case",
            fix: "convoke show \(entry.plan.conference) \(entry.plan.recipient) shows what came"
                + " after; take that back first.")
    }
}
