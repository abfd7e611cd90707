import ConvokeCore
package import Foundation
import GRDB

extension Ledger {
    /// Keeps deliveries that may have arrived for a person, instead of sending them once more; returns
    /// how many were kept. For a message that was changed since: other bytes under the same Message-ID
    /// would be a second letter, not the same one again.
    ///
    /// It is written as one more attempt in doubt, at its first stage, with `words` for the reason, so
    /// that no later run resends it by itself. It was not sent: a possible duplicate it is only if it was
    /// one before.
    package func withhold(
        _ ids: [Int64], because words: String, at now: Date, lease: Lease
    ) throws(LedgerFailure) -> Int {
        if ids.isEmpty { return 0 }
        return try write(as: lease) { database in
            var count = 0
            for id in ids {
                try database.execute(
                    sql: Self.taking, arguments: [lease.run, now.milliseconds, id])
                if database.changesCount == 0 { continue }
                count += 1
                try database.execute(
                    sql: Self.writingDown, arguments: [now.milliseconds, words, id])
                try database.execute(
                    sql: ChangeStatements.endSQL(of: .ended(.inDoubt), .inDoubt),
                    arguments: [id, now.milliseconds, now.milliseconds, words, nil])
            }
            return count
        }
    }

    /// Session and turn 0: no SMTP session has it.
    private static let taking: String = {
        let transition = Transition(.intent)
        return """
            UPDATE delivery SET state = \(transition.next), attempts = attempts + 1,
                next_attempt_at = NULL, run = ?1, session = 0, turn = 0, updated_at = ?2
            WHERE id = ?3 AND \(transition.isPossible) AND next_attempt_at IS NOT NULL
                AND doubts > 0
            """
    }()

    private static let writingDown = """
        INSERT INTO attempt (delivery, number, at, run, session, stage, outcome, detail)
        SELECT id, attempts, ?1, run, session, '\(Stage.connect.rawValue)',
            '\(Outcome.inDoubt.rawValue)', ?2
        FROM delivery WHERE id = ?3
        """
}
