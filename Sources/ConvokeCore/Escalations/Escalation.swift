package import Foundation

/// Why somebody has to be reached by telephone, about what, and until when.
package struct PlannedEscalation: Hashable, Sendable {
    /// What began it.
    package enum Cause: String, Sendable, CaseIterable {
        /// A mail was refused, came back, expired, is in doubt, or waits too long; or there is no
        /// address at all.
        case mail
        /// An obligation is still open shortly before it is due.
        case obligation
        /// An invitation was not acknowledged in time.
        case invitation
        /// Nothing can be sent at all: the person on duty has to know.
        case relay
    }

    package let conference: String
    package let cause: Cause
    /// Id of the notice whose mail failed, or of the obligation; `invitation`, `relay`.
    package let about: String
    /// Id of the contact who is to be reached.
    package let recipient: String
    /// Whose acknowledgement stops it.
    package let party: Party
    /// Id of the delivery that failed; nil where none did.
    package let delivery: Int64?
    /// In words, for the call sheet.
    package let why: String
    /// The rungs as they are from now on, as the ledger keeps them.
    package let ladder: String
    /// When the reason arose.
    package let since: Date
    /// The moment that matters.
    package let deadline: Date

    package init(
        conference: String, cause: Cause, about: String, recipient: String, party: Party,
        delivery: Int64? = nil, why: String, ladder: String, since: Date, deadline: Date
    ) {
        self.conference = conference
        self.cause = cause
        self.about = about
        self.recipient = recipient
        self.party = party
        self.delivery = delivery
        self.why = why
        self.ladder = ladder
        self.since = since
        self.deadline = deadline
    }
}

/// One case: somebody has to be reached, and what has been done about it.
package struct Escalation: Hashable, Sendable, Identifiable {
    /// Why nobody has to be reached any more.
    package enum End: String, Sendable, CaseIterable {
        /// Somebody of the party has been reached.
        case acknowledged
        /// What it was about has been done: it was answered, or the mail was accepted after all.
        case done
        /// It is of no use any more, or the conference was called off.
        case cancelled
        /// The moment that mattered passed, and nobody was reached.
        case missed
    }

    package let id: Int64
    package let plan: PlannedEscalation
    package let openedAt: Date
    /// When somebody of the party acknowledged; nil while nobody did.
    package let acknowledgedAt: Date?
    /// By when it was promised to be done, where it was.
    package let promisedBy: Date?
    package let end: End?
    package let endedAt: Date?
    /// What was begun, in the order in which it was.
    package let steps: [EscalationStep]

    package init(
        id: Int64, plan: PlannedEscalation, openedAt: Date, acknowledgedAt: Date?,
        promisedBy: Date?, end: End?, endedAt: Date?, steps: [EscalationStep]
    ) {
        self.id = id
        self.plan = plan
        self.openedAt = openedAt
        self.acknowledgedAt = acknowledgedAt
        self.promisedBy = promisedBy
        self.end = end
        self.endedAt = endedAt
        self.steps = steps
    }
}

/// A rung that was begun: a text on its way, or an entry of the call sheet.
package struct EscalationStep: Hashable, Sendable, Identifiable {
    /// Calls that another call led to come after all rungs of a ladder, from this place on.
    package static let firstOwnRung = 1000

    package let id: Int64
    package let escalation: Int64
    /// Its place in the frozen ladder, from 0; what a call led to comes after all of them.
    package let rung: Int
    package let channel: Channel
    /// Id of the contact who is texted or called.
    package let contact: String
    /// As they are dialled.
    package let numbers: [String]
    /// The text; nil for a call.
    package let delivery: Int64?
    package let begunAt: Date
    /// Nobody calls before this moment: after a busy line.
    package let notBefore: Date
    /// By when the call is to be made.
    package let callBy: Date
    package let state: CallState
    /// Who has taken the call, and until when it is theirs.
    package let takenBy: String?
    package let takenUntil: Date?
    package let outcome: CallOutcome?
    package let note: String?
    package let outcomeAt: Date?

    package init(
        id: Int64, escalation: Int64, rung: Int, channel: Channel, contact: String,
        numbers: [String], delivery: Int64?, begunAt: Date, notBefore: Date, callBy: Date,
        state: CallState, takenBy: String?, takenUntil: Date?, outcome: CallOutcome?,
        note: String?, outcomeAt: Date?
    ) {
        self.id = id
        self.escalation = escalation
        self.rung = rung
        self.channel = channel
        self.contact = contact
        self.numbers = numbers
        self.delivery = delivery
        self.begunAt = begunAt
        self.notBefore = notBefore
        self.callBy = callBy
        self.state = state
        self.takenBy = takenBy
        self.takenUntil = takenUntil
        self.outcome = outcome
        self.note = note
        self.outcomeAt = outcomeAt
    }
}

/// Where an entry of the call sheet stands.
package enum CallState: String, Sendable, CaseIterable {
    case open
    /// Somebody is dialling: nobody else should.
    case taken
    case done
}

/// What came of a call, or of a text.
package enum CallOutcome: String, Sendable, CaseIterable {
    /// Somebody who is responsible there knows now.
    case reached
    case noAnswer = "no-answer"
    case busy
    case wrongNumber = "wrong-number"
    /// It will be done by a moment that was named.
    case promised
    /// Somebody else is to be called instead.
    case delegated
    /// They will not come, or not do it.
    case declined
    /// A text arrived; nobody has acknowledged by that.
    case delivered
    /// A text did not arrive.
    case failed
    /// Not needed any more.
    case dropped

    /// Whether somebody of the party knows now.
    package var isAcknowledgement: Bool {
        switch self {
        case .reached, .promised, .declined: true
        case .noAnswer, .busy, .wrongNumber, .delegated, .delivered, .failed, .dropped: false
        }
    }
}
