import Agenda
package import ConvokeCore
package import Foundation
import LedgerStore

/// Who must be called by when, the most urgent first.
package struct CallSheet: Sendable {
    /// One call.
    package struct Entry: Sendable {
        package let id: Int64
        package let recipient: String
        /// Id of the contact who is called.
        package let contact: String
        /// Whom to ask for.
        package let name: String
        package let title: String
        package let venue: String
        /// As they are dialled, the first one first.
        package let numbers: [String]
        package let why: String
        package let about: String
        /// What to say.
        package let script: String
        /// What they may quote, or the caller types after the call.
        package let answerCode: String
        package let notBefore: Date
        package let callBy: Date
        package let state: CallState
        package let takenBy: String?
        package let outcome: CallOutcome?
    }

    package let conference: String
    package let title: String
    package let asOf: Date
    package let timeZone: TimeZone
    /// Open and taken ones; with those that are done where they were asked for.
    package let entries: [Entry]
    /// How many have no mail address and stand on no sheet, because no ladder leads to a call.
    package let withoutLadder: Int
}

extension CallSheet {
    /// - Parameter changes: what is to be told, by the ids of cases about a correction.
    init(
        _ convocation: Convocation, _ cases: [Escalation], _ letters: LetterWriter,
        changes: [Int64: [Change]], withoutLadder: Int, organisation: String, includingDone: Bool,
        now: Date
    ) {
        let conference = convocation.conference
        self.conference = conference.id
        self.withoutLadder = withoutLadder
        title = conference.title
        asOf = now
        timeZone = conference.timeZone
        let calls = cases.flatMap { entry in
            entry.steps.filter { $0.channel == .call && $0.outcome != .dropped }
                .map { (entry, $0) }
        }
        let script = CallScript(conference, organisation: organisation)
        let duty = DutyWords(conference, organisation: organisation)
        entries = calls.filter { includingDone || $0.1.state != .done }
            .sorted { ($0.1.callBy, $0.1.id) < ($1.1.callBy, $1.1.id) }
            .map { entry, step in
                Entry(
                    entry, step, convocation, letters,
                    (script, duty, changes[entry.id] ?? []), now)
            }
    }
}

extension CallSheet.Entry {
    fileprivate init(
        _ entry: Escalation, _ step: EscalationStep, _ convocation: Convocation,
        _ letters: LetterWriter,
        _ words: (script: CallScript, duty: DutyWords, changes: [Change]), _ now: Date
    ) {
        let recipient = convocation.recipient(entry.plan.recipient)
        let contact = convocation.contacts[step.contact]
        self.contact = step.contact
        let about = entry.plan.cause == .obligation ? entry.plan.about : Notice.invitationAnswer
        id = step.id
        self.recipient = entry.plan.recipient
        name = contact?.name ?? step.contact
        title = contact?.title ?? ""
        venue = recipient?.venue?.name ?? ""
        numbers = step.numbers
        why = entry.plan.why
        self.about = entry.plan.about
        answerCode = recipient.map { letters.answerCode($0, about: about) } ?? ""
        let language = contact?.language ?? "vi"
        self.script =
            entry.isForDuty(step)
            ? words.duty.text(
                for: entry.plan, name: convocation.fullName(entry.plan.recipient),
                language: language)
            : words.script.text(
                for: entry.plan, recipient: recipient?.contact.name ?? entry.plan.recipient,
                language: language, changes: words.changes)
        notBefore = step.notBefore
        callBy = step.callBy
        // A call that nobody came back to is open again.
        let hasLapsed = step.hasLapsed(at: now)
        state = hasLapsed ? .open : step.state
        takenBy = state == .open ? nil : step.takenBy
        outcome = step.outcome
    }
}

extension EscalationStep {
    /// Whether somebody took the call and has not made it in their time: it is anybody's again.
    package func hasLapsed(at now: Date) -> Bool {
        state == .taken && (takenUntil.map { $0 <= now } ?? true)
    }
}
