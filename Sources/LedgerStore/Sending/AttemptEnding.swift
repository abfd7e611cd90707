import ConvokeCore

/// What the end of an attempt makes of a delivery, as SQL: the new state follows from the transition
/// function, and what else changes follows from it. The values are expressions.
struct AttemptEnding {
    private let transition: Transition
    private let outcome: Outcome
    private let at: String
    /// When the next attempt is due, where there is to be one.
    private let next: String
    private let words: String
    private let reason: String
    private let wasSending: Bool

    /// `wasSending` is false for what was withheld: it is no duplicate by that.
    init(
        _ change: DeliveryChange, _ outcome: Outcome, at: String, next: String, words: String,
        reason: String, wasSending: Bool = true
    ) {
        transition = Transition(change)
        self.outcome = outcome
        self.at = at
        self.next = next
        self.words = words
        self.reason = reason
        self.wasSending = wasSending
    }

    /// Up to what it is updated from: the row of `intent`.
    var update: String {
        let isDoubt = transition.steps.contains { $0.to == .inDoubt }
        return """
            UPDATE delivery SET state = \(transition.next), attempts = attempts + 1,
                possible_duplicate = possible_duplicate\(wasSending ? " OR state = 'in_doubt'" : ""),
                digest = coalesce(intent.digest, delivery.digest),
                edition = coalesce(intent.edition, delivery.edition), updated_at = \(at),
                next_attempt_at = \(nextAttempt), room = NULL, reply = \(saying(words, "reply")),
                reason = \(saying(reason, "reason"))\(isDoubt ? ", doubts = doubts + 1" : "")
            """
    }

    private var nextAttempt: String {
        let isPending = transition.steps.contains { $0.to.isPending }
        return isPending ? "min(\(next), last_useful_at)" : "NULL"
    }

    /// A released attempt says nothing about the delivery: its last words stay.
    private func saying(_ new: String, _ column: String) -> String {
        outcome == .released ? "coalesce(\(new), \(column))" : new
    }
}
