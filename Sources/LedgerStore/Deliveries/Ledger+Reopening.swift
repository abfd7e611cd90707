import ConvokeCore
package import Foundation
import GRDB

extension Remark {
    /// Why a mail that failed needs nobody any more once its recipient has answered.
    package static let answered = "answered"
}

extension Ledger {
    /// What settled a delivery, or made it needless, was a mistake: it needs a person again, or waits to be
    /// sent.
    package func reopen(_ id: Int64, at now: Date) throws(LedgerFailure) -> SettleResult {
        try write { try Self.reopen(id, at: now, in: $0) }
    }

    private static func reopen(
        _ id: Int64, at now: Date, in database: Database
    ) throws -> SettleResult {
        let effect = """
            settled_at = NULL, next_attempt_at = CASE state
                WHEN 'suppressed' THEN min(:now, last_useful_at) ELSE next_attempt_at END
            """
        return try move(id, .reopen, setting: effect, at: now, database)
    }

    /// Reopens the deliveries of which a remark that meets the condition is the last word: they were settled
    /// or suppressed by it. One that another took the place of since stays as it is.
    static func reopen(
        where condition: String, _ arguments: StatementArguments, at now: Date,
        in database: Database
    ) throws {
        let sql = """
            SELECT delivery.id FROM delivery JOIN remark ON remark.id =
                (SELECT max(id) FROM remark AS word WHERE word.delivery = delivery.id)
            WHERE remark.kind IN ('handled', 'suppressed') AND \(condition)
                AND NOT EXISTS (SELECT 1 FROM delivery AS later
                    WHERE later.conference = delivery.conference
                        AND later.recipient = delivery.recipient
                        AND later.notice = delivery.notice AND later.channel = delivery.channel
                        AND later.id > delivery.id)
            """
        for id in try Int64.fetchAll(database, sql: sql, arguments: arguments) {
            _ = try reopen(id, at: now, in: database)
        }
    }
}
