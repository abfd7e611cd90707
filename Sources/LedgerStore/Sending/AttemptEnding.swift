import ConvokeCore
import GRDB

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
                next_attempt_at = \(nextAttempt), reply = \(saying(words, "reply")),
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

/// The end of one intent that no session tells: of a run that is gone, or of one that was never to be sent.
struct UntoldEnd {
    let delivery: Int64
    let change: DeliveryChange
    let outcome: Outcome
    let stage: Stage
    let words: String
    /// False for what was never to be sent.
    var wasSending = true
    /// Milliseconds since 1970.
    let at: Int64

    /// Writes the attempt's row, moves the delivery, and takes the intent back.
    func write(in database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO attempt (delivery, number, at, run, session, stage, outcome, detail)
                SELECT delivery, number, ?, run, session, ?, ?, ? FROM intent WHERE delivery = ?
                """,
            arguments: [at, stage.rawValue, outcome.rawValue, words, delivery])
        let ending = AttemptEnding(
            change, outcome, at: "?2", next: "?2", words: "?3", reason: "NULL",
            wasSending: wasSending)
        try database.execute(
            sql: "\(ending.update) FROM intent WHERE id = ?1 AND intent.delivery = id",
            arguments: [delivery, at, outcome == .released ? nil : words])
        try database.execute(sql: "DELETE FROM intent WHERE delivery = ?", arguments: [delivery])
    }
}
