package import Foundation
import GRDB

/// An open case that matters from and until other moments than before.
package struct MovedCase: Hashable, Sendable {
    package let escalation: Int64
    package let since: Date
    package let deadline: Date
    /// By when its calls are to be made.
    package let callBy: Date

    package init(escalation: Int64, since: Date, deadline: Date, callBy: Date) {
        self.escalation = escalation
        self.since = since
        self.deadline = deadline
        self.callBy = callBy
    }
}

extension Ledger {
    /// Gives open cases other moments, and with them their texts that wait and their calls that are not
    /// made yet; returns how many cases. One that has ended stays as it is.
    package func move(
        _ cases: [MovedCase], lease: Lease? = nil
    ) throws(LedgerFailure) -> Int {
        if cases.isEmpty { return 0 }
        return try enter(cases, as: lease) { try $0.write(in: $1) }
    }
}

extension MovedCase {
    fileprivate func write(in database: Database) throws -> Int {
        try database.execute(
            sql: "UPDATE escalation SET since = ?, deadline = ? WHERE id = ? AND ending IS NULL",
            arguments: [since.milliseconds, deadline.milliseconds, escalation])
        guard database.changesCount == 1 else { return 0 }
        try writeCalls(in: database)
        try writeTexts(in: database)
        return 1
    }

    /// Nobody is to have called before the moment from which on they may.
    private func writeCalls(in database: Database) throws {
        try database.execute(
            sql: """
                UPDATE step SET call_by = max(not_before, ?)
                WHERE escalation = ? AND channel = 'call' AND state <> 'done'
                """, arguments: [callBy.milliseconds, escalation])
    }

    private func writeTexts(in database: Database) throws {
        try database.execute(
            sql: """
                UPDATE delivery SET hand_over_at = :deadline, last_useful_at = :deadline,
                    next_attempt_at = min(next_attempt_at, :deadline)
                WHERE next_attempt_at IS NOT NULL AND id IN (SELECT delivery FROM step
                    WHERE escalation = :case AND channel = 'sms')
                """, arguments: ["deadline": deadline.milliseconds, "case": escalation])
    }
}
