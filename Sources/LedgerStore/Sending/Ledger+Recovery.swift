package import ConvokeCore
package import Foundation
import GRDB

/// What recovery found and did.
package struct Recovery: Hashable, Sendable {
    /// The relay had taken them, which the run could note and not write: accepted now.
    package var accepted: [Int64] = []
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
    /// Where the run recorded its flights, its process is gone and its machine still running, the record tells
    /// of each intent whether its message was taken, may have left, or was not begun. Otherwise the turns tell: a
    /// session hands over the last byte of a message when all its ends but the last few are flushed
    /// (`FlightRecorder.unwritten`), so that of the intents that it left only so many, and one more, may
    /// have left: those with the lowest turns. What cannot have left goes back to the queue. Then the
    /// doubtful ones: with `resend` each that is in doubt for the first time, and still useful, becomes due; a
    /// second doubt stays for a person, as everything does with `hold`.
    package func recover(
        _ lease: Lease, policy: DoubtPolicy, now: Date
    ) throws(LedgerFailure) -> Recovery {
        let recovery = try write(as: lease) { database in
            var recovery = Recovery()
            try Abandoned.adopt(lease, database)
            let records = FlightRecords(lease, beside: path, database)
            for intent in try Abandoned.all(lease, database) {
                let fate = try records.fate(of: intent)
                try end(intent, fate, at: now, database)
                recovery.add(intent.delivery, fate)
            }
            recovery.scheduled = try schedule(lease, policy, now, database)
            return recovery
        }
        FlightRecorder.remove(FlightRecorder.path(of: lease.conference, beside: path))
        return recovery
    }

    private func end(
        _ intent: Abandoned, _ fate: FlightRecord.Fate, at now: Date, _ database: Database
    ) throws {
        switch fate {
        case .ended(let end):
            let contents = ContentKeeper(database, journal, MouldShelf())
            _ = try ChangeStatements(database, prepared, run: intent.run, contents: contents)
                .write([ChangeGroup(.ended(end))])
        case .mayHaveLeft, .hasNotLeft:
            try intent.end(mayHaveLeft: fate == .mayHaveLeft, at: now).write(in: database)
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

extension Recovery {
    fileprivate mutating func add(_ delivery: Int64, _ fate: FlightRecord.Fate) {
        switch fate {
        case .ended: accepted.append(delivery)
        case .mayHaveLeft: inDoubt.append(delivery)
        case .hasNotLeft: requeued.append(delivery)
        }
    }
}

/// An intent left without an end by a run that is gone.
struct Abandoned {
    let delivery: Int64
    let run: Int64
    let session: Int
    let turn: Int
    /// Its place among those that its session left, from 1, by turn.
    let place: Int

    /// Whether its last byte may have left, by its place alone.
    var mayHaveLeft: Bool { place <= FlightRecorder.unwritten + 1 }

    /// The lease is the only one on its conference: every other run that has an intent here is gone.
    fileprivate static func all(_ lease: Lease, _ database: Database) throws -> [Abandoned] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT id, intent.run, intent.session, intent.turn,
                    row_number() OVER (PARTITION BY intent.run, intent.session
                        ORDER BY intent.turn)
                FROM intent CROSS JOIN delivery ON id = intent.delivery
                WHERE conference = ? AND intent.run <> ?
                """,
            arguments: [lease.conference, lease.run])
        return rows.map {
            Abandoned(delivery: $0[0], run: $0[1], session: $0[2], turn: $0[3], place: $0[4])
        }
    }

    /// What a version of Convoke left that wrote intents into the deliveries' own rows: they go where
    /// intents are now, and the rows say again what they were before.
    fileprivate static func adopt(_ lease: Lease, _ database: Database) throws {
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

    fileprivate func end(mayHaveLeft: Bool, at now: Date) -> UntoldEnd {
        UntoldEnd(
            delivery: delivery, change: .abandoned(mayHaveLeft: mayHaveLeft),
            outcome: mayHaveLeft ? .inDoubt : .released, stage: mayHaveLeft ? .dot : .data,
            words: mayHaveLeft
                ? "the run ended before the reply came" : "the run ended before this was sent",
            at: now.milliseconds)
    }
}
