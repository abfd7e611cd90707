package import ConvokeCore
package import Foundation

/// Everything that the ledger has of one conference, as it was at one moment.
package struct ConferenceRecords: Sendable {
    /// In the order in which they were planned.
    package var deliveries: [Delivery] = []
    /// In the order in which they ended.
    package var attempts: [DeliveryAttempt] = []
    /// In the order in which they were written down.
    package var remarks: [DeliveryRemark] = []
    package var obligations: [ObligationRecord] = []
    /// In the order in which they were written down, with those that were taken back.
    package var answers: [AnswerRecord] = []
    /// In the order in which they began.
    package var cases: [Escalation] = []
    /// Since when the conference is called off; nil while it takes place.
    package var cancelledAt: Date?

    package init() {}
}

/// One try at a delivery, with what a report needs of it.
package struct DeliveryAttempt: Hashable, Sendable {
    package let delivery: Int64
    package let at: Date
    package let outcome: Outcome
    package let reason: Reason?
    /// The server's words, code first; ours where none spoke.
    package let words: String

    package init(
        delivery: Int64, at: Date, outcome: Outcome, reason: Reason? = nil, words: String = ""
    ) {
        self.delivery = delivery
        self.at = at
        self.outcome = outcome
        self.reason = reason
        self.words = words
    }
}

/// What was said about a delivery afterwards.
package struct DeliveryRemark: Hashable, Sendable {
    package let delivery: Int64
    package let remark: Remark

    package init(delivery: Int64, remark: Remark) {
        self.delivery = delivery
        self.remark = remark
    }
}

/// Where one party's obligation stands.
package struct ObligationRecord: Hashable, Sendable {
    /// Id of the obligation, or `Answer.invitation`.
    package let about: String
    package let party: Party
    package let state: ObligationState
    package let openedAt: Date
    package let updatedAt: Date

    package init(
        about: String, party: Party, state: ObligationState, openedAt: Date, updatedAt: Date
    ) {
        self.about = about
        self.party = party
        self.state = state
        self.openedAt = openedAt
        self.updatedAt = updatedAt
    }
}
