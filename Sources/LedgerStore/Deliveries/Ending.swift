import Foundation
import GRDB

/// An end without an attempt, and why.
struct Ending {
    private let sweep: Sweep
    private let reason: String?
    private let now: Date

    init(_ sweep: Sweep, reason: String?, at now: Date) {
        self.sweep = sweep
        self.reason = reason
        self.now = now
    }

    /// Ends the deliveries that match and are pending, at most `limit`; returns their ids.
    func apply(
        where condition: String, _ arguments: StatementArguments, limit: Int, in database: Database
    ) throws -> [Int64] {
        let transition = Transition(sweep.change)
        let sql = """
            UPDATE delivery SET state = \(transition.next), next_attempt_at = NULL, updated_at = :now
            WHERE id IN (SELECT id FROM delivery WHERE \(transition.isPossible)
                AND next_attempt_at IS NOT NULL AND \(condition) LIMIT :limit)
            RETURNING id
            """
        let all: StatementArguments = ["now": now.milliseconds, "limit": limit]
        let ended = try Int64.fetchAll(
            database.cachedStatement(sql: sql), arguments: all &+ arguments)
        if let reason {
            try Remark.append(Remark.Kind(sweep), reason, on: ended, at: now, in: database)
        }
        return ended
    }
}
