package import ConvokeCore
package import Foundation
import GRDB

/// What became of the wish to take back what was said of a call.
package enum TakenBack: Hashable, Sendable {
    /// It is to be made again; what had been said of it.
    case open(CallOutcome)
    /// Nothing was said of it.
    case notSaid
    /// Its case has ended otherwise.
    case over(Escalation.End)
    /// Something was done since because of it: a call that it led to was made, somebody else acknowledged,
    /// or a later case has begun.
    case followed
    case unknown
}

extension Ledger {
    /// Takes back what was said of a call, and with it what followed: its case goes on, calls that were
    /// dropped are to be made again, and the mail that was settled by it is not. Changes nothing where
    /// others have gone on since.
    ///
    /// - Parameter undo: takes back the answer that was recorded with it; nil where none was.
    package func takeBackCall(
        _ id: Int64, undo: Answer?, note: String?, by whom: String, at now: Date
    ) throws(LedgerFailure) -> TakenBack {
        try write { database in
            guard let call = try SaidCall(id, in: database) else { return .unknown }
            if let obstacle = try call.obstacle(in: database) { return obstacle }
            guard let outcome = call.outcome else { return .notSaid }
            try call.reopen(in: database)
            try call.reopenMail(at: now, in: database)
            try call.dropFollowers(at: now, in: database)
            _ = try undo?.enter(in: database)
            try Self.say(CallWord.takenBack, of: id, by: whom, note, at: now, in: database)
            return .open(outcome)
        }
    }
}

/// A call, what was said of it, and the case that it is of.
private struct SaidCall {
    /// Versions before the fifteenth step took the time anew for each thing that followed from an outcome:
    /// so many milliseconds later it is still of the same.
    private static let span: Int64 = 1000

    let id: Int64
    let escalation: Int64
    let outcome: CallOutcome?
    private let saidAt: Int64
    private let acknowledgedAt: Int64?
    private let end: Escalation.End?
    private let endedAt: Int64?
    private let mail: Int64?

    init?(_ id: Int64, in database: Database) throws {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT step.escalation, outcome, outcome_at, acknowledged_at, ending, ended_at,
                    escalation.delivery
                FROM step JOIN escalation ON escalation.id = step.escalation
                WHERE step.id = ? AND channel = 'call'
                """, arguments: [id])
        guard let row else { return nil }
        self.id = id
        escalation = row[0]
        outcome = try (row[1] as String?).map { try Word.read($0) }
        saidAt = row[2] ?? 0
        acknowledgedAt = row[3]
        end = try (row[4] as String?).map { try Word.read($0) }
        endedAt = row[5]
        mail = row[6]
    }

    private var scope: StatementArguments {
        ["id": id, "case": escalation, "from": saidAt, "to": saidAt + Self.span]
    }

    private func isOwn(_ moment: Int64) -> Bool {
        (saidAt...saidAt + Self.span).contains(moment)
    }

    /// Why it cannot be taken back; nil where it can.
    func obstacle(in database: Database) throws -> TakenBack? {
        if outcome == nil || outcome == .dropped { return end.map { .over($0) } ?? .notSaid }
        if let end, let endedAt, end != .acknowledged || !isOwn(endedAt) { return .over(end) }
        if let acknowledgedAt, !isOwn(acknowledgedAt) { return .followed }
        return try wentOn(in: database) ? .followed : nil
    }

    /// Whether a call that it led to was made or is being made, or another case of the reason has begun.
    private func wentOn(in database: Database) throws -> Bool {
        let sql = """
            SELECT EXISTS (SELECT 1 FROM step WHERE \(Self.followers) AND state <> 'open')
                OR EXISTS (SELECT 1 FROM escalation AS mine JOIN escalation AS other
                    USING (conference, cause, about, recipient)
                    WHERE mine.id = :case AND other.id > :case
                        AND coalesce(other.delivery, 0) = coalesce(mine.delivery, 0))
            """
        return try Bool.fetchOne(database, sql: sql, arguments: scope) ?? false
    }

    private static let followers = """
        escalation = :case AND rung >= \(EscalationStep.firstOwnRung) AND id > :id
        AND begun_at BETWEEN :from AND :to
        """

    /// Its case is open again, and so are it and the calls that were dropped because of it.
    func reopen(in database: Database) throws {
        try database.execute(
            sql: """
                UPDATE escalation SET ending = NULL, ended_at = NULL, acknowledged_at = NULL,
                    promised_by = NULL
                WHERE id = ?
                """, arguments: [escalation])
        try database.execute(
            sql: """
                UPDATE step SET state = 'open', outcome = NULL, note = NULL, outcome_at = NULL,
                    taken_by = NULL, taken_until = NULL
                WHERE id = :id OR escalation = :case AND channel = 'call' AND outcome = 'dropped'
                    AND outcome_at BETWEEN :from AND :to
                """, arguments: scope)
    }

    /// What the call led to is of no use when it is made again itself.
    func dropFollowers(at now: Date, in database: Database) throws {
        try database.execute(
            sql: """
                UPDATE step SET state = 'done', outcome = 'dropped', outcome_at = :now
                WHERE \(Self.followers) AND state = 'open'
                """, arguments: scope &+ ["now": now.milliseconds])
    }

    func reopenMail(at now: Date, in database: Database) throws {
        guard let mail else { return }
        try Ledger.reopen(
            where: "delivery.id = :mail AND remark.at BETWEEN :from AND :to",
            scope &+ ["mail": mail], at: now, in: database)
    }
}
