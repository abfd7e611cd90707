import ConvokeCore
import GRDB

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
