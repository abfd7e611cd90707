package import ConvokeCore
package import Foundation
import GRDB

/// What recovery found and did.
package struct Recovery: Hashable, Sendable {
    /// May have been sent by a run that ended before the reply came: in doubt now.
    package var inDoubt: [Int64] = []
    /// Had an intent but cannot have been sent: due again.
    package var requeued: [Int64] = []
    /// How many doubtful deliveries are due to be resent.
    package var scheduled = 0
}

extension Ledger {
    /// Puts in order what runs left behind that are gone; the first thing a run does.
    ///
    /// A session hands over the last byte of a turn only after the end of the turn before it is
    /// flushed. So of the deliveries that one session left `sending`, only the one with the lowest
    /// turn may have left; the later ones go back to the queue. Then the doubtful ones: with `resend`
    /// each that is in doubt for the first time, and still useful, becomes due; a second doubt stays
    /// for a person, as everything does with `hold`.
    package func recover(
        _ lease: Lease, policy: DoubtPolicy, now: Date
    ) throws(LedgerFailure) -> Recovery {
        try write(as: lease) { database in
            var recovery = Recovery()
            try Abandoned.adopt(lease, database)
            for row in try Abandoned.all(lease, database) {
                try row.end(at: now).write(in: database)
                if row.isFirst {
                    recovery.inDoubt.append(row.delivery)
                } else {
                    recovery.requeued.append(row.delivery)
                }
            }
            recovery.scheduled = try schedule(lease, policy, now, database)
            return recovery
        }
    }

    private func schedule(
        _ lease: Lease, _ policy: DoubtPolicy, _ now: Date, _ database: Database
    ) throws -> Int {
        try database.execute(
            sql: policy == .resend ? Self.scheduling : Self.holding,
            arguments: ["conference": lease.conference, "now": now.milliseconds])
        return policy == .resend ? database.changesCount : 0
    }

    /// The rows that a run with the policy `resend` makes due again.
    static let resendable = """
        conference = :conference AND state = 'in_doubt' AND doubts = 1 AND settled_at IS NULL
        AND last_useful_at >= :now
        """
    private static let scheduling = """
        UPDATE delivery SET next_attempt_at = :now WHERE next_attempt_at IS NULL AND \(resendable)
        """
    private static let holding = """
        UPDATE delivery SET next_attempt_at = NULL
        WHERE conference = :conference AND state = 'in_doubt' AND next_attempt_at IS NOT NULL
            AND :now IS NOT NULL
        """
}

/// A delivery left under way by a run that is gone.
private struct Abandoned {
    let delivery: Int64
    /// Whether it was its session's lowest turn, and so may have left.
    let isFirst: Bool

    /// The lease is the only one on its conference: every other run that has an intent here is gone.
    static func all(_ lease: Lease, _ database: Database) throws -> [Abandoned] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT id, row_number() OVER (PARTITION BY intent.run, intent.session
                    ORDER BY intent.turn) = 1
                FROM intent CROSS JOIN delivery ON id = intent.delivery
                WHERE conference = ? AND intent.run <> ?
                """,
            arguments: [lease.conference, lease.run])
        return rows.map { Abandoned(delivery: $0[0], isFirst: $0[1]) }
    }

    /// What a version of Convoke left that wrote intents into the deliveries' own rows: they go where
    /// intents are now, and the rows say again what they were before.
    static func adopt(_ lease: Lease, _ database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO intent (delivery, number, run, session, turn, at)
                SELECT id, attempts, run, session, turn, updated_at FROM delivery
                WHERE conference = ? AND run IS NOT NULL
                """, arguments: [lease.conference])
        if database.changesCount == 0 { return }
        try database.execute(
            sql: """
                UPDATE delivery SET attempts = attempts - 1, run = NULL, session = NULL, turn = NULL,
                    next_attempt_at = min(updated_at, last_useful_at),
                    state = CASE (SELECT outcome FROM attempt
                            WHERE attempt.delivery = delivery.id ORDER BY number DESC LIMIT 1)
                        WHEN 'deferred' THEN 'deferred' WHEN 'in_doubt' THEN 'in_doubt'
                        ELSE 'queued' END
                WHERE conference = ? AND run IS NOT NULL
                """, arguments: [lease.conference])
    }

    func end(at now: Date) -> UntoldEnd {
        UntoldEnd(
            delivery: delivery, change: .abandoned(mayHaveLeft: isFirst),
            outcome: isFirst ? .inDoubt : .released, stage: isFirst ? .dot : .data,
            words: isFirst
                ? "the run ended before the reply came" : "the run ended before this was sent",
            at: now.milliseconds)
    }
}
