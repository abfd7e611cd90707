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
                try UntoldEnd(
                    delivery: id, change: .ended(.inDoubt), outcome: .inDoubt, stage: .connect,
                    words: words, wasSending: false, at: now.milliseconds
                ).write(in: database)
            }
            return count
        }
    }

    /// Session and turn 0: no SMTP session has it.
    private static let taking = """
        INSERT INTO intent (delivery, number, run, session, turn, at)
        SELECT id, attempts + 1, ?1, 0, 0, ?2 FROM delivery
        WHERE id = ?3 AND \(Transition(.intent).isPossible) AND next_attempt_at IS NOT NULL
            AND doubts > 0
        """
}
