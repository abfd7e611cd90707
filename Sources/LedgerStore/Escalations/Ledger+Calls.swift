package import ConvokeCore
package import Foundation
import GRDB

/// What became of somebody's wish to take a call.
package enum TakeResult: Hashable, Sendable {
    case taken
    /// Somebody else is dialling, until then.
    case busy(by: String, until: Date)
    /// The call has been made, or is not needed any more.
    case over(CallOutcome)
    case unknown
}

extension Ledger {
    /// Gives a call to one caller for a while, and with it all others to the same person: two people
    /// never dial the same venue.
    package func takeCall(
        _ id: Int64, by whom: String, until: Date, at now: Date
    ) throws(LedgerFailure) -> TakeResult {
        try write { database in
            try database.execute(
                sql: """
                    UPDATE step SET state = 'taken', taken_by = :whom, taken_until = :until
                    WHERE id = :id AND channel = 'call' AND (state = 'open' OR state = 'taken'
                        AND (taken_by = :whom OR taken_until <= :now))
                    """,
                arguments: [
                    "id": id, "whom": whom, "until": until.milliseconds, "now": now.milliseconds,
                ])
            guard database.changesCount == 1 else { return try Self.why(id, in: database) }
            try Self.say("taken", of: id, by: whom, nil, at: now, in: database)
            try Self.takeOthers(like: id, by: whom, until: until, in: database)
            return .taken
        }
    }

    private static func takeOthers(
        like id: Int64, by whom: String, until: Date, in database: Database
    ) throws {
        try database.execute(
            sql: """
                UPDATE step SET state = 'taken', taken_by = :whom, taken_until = :until
                WHERE channel = 'call' AND state = 'open'
                    AND contact = (SELECT contact FROM step WHERE id = :id)
                    AND escalation IN (SELECT other.id FROM escalation AS mine, escalation AS other
                        WHERE mine.id = (SELECT escalation FROM step WHERE id = :id)
                            AND other.conference = mine.conference)
                """, arguments: ["id": id, "whom": whom, "until": until.milliseconds])
    }

    private static func why(_ id: Int64, in database: Database) throws -> TakeResult {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT outcome, taken_by, taken_until FROM step WHERE id = ? AND channel = 'call'
                """, arguments: [id])
        guard let row else { return .unknown }
        if let outcome: String = row[0] { return .over(try Word.read(outcome)) }
        return .busy(by: row[1], until: Date(milliseconds: row[2]))
    }

    /// Writes down what came of a call. Returns false when it had an outcome already: then that stays.
    package func finishCall(
        _ id: Int64, _ outcome: CallOutcome, note: String?, by whom: String, at now: Date
    ) throws(LedgerFailure) -> Bool {
        try write { database in
            try database.execute(
                sql: """
                    UPDATE step SET state = 'done', outcome = ?, note = ?, outcome_at = ?,
                        taken_by = ?, taken_until = NULL
                    WHERE id = ? AND channel = 'call' AND state <> 'done'
                    """,
                arguments: [outcome.rawValue, note, now.milliseconds, whom, id])
            guard database.changesCount == 1 else { return false }
            try Self.say(outcome.rawValue, of: id, by: whom, note, at: now, in: database)
            return true
        }
    }

    /// Writes down what became of a text. Returns false when that is known already.
    package func finishText(
        _ id: Int64, _ outcome: CallOutcome, at now: Date, lease: Lease? = nil
    ) throws(LedgerFailure) -> Bool {
        try write(as: lease) { database in
            try database.execute(
                sql: """
                    UPDATE step SET state = 'done', outcome = ?, outcome_at = ?
                    WHERE id = ? AND channel = 'sms' AND state <> 'done'
                    """, arguments: [outcome.rawValue, now.milliseconds, id])
            return database.changesCount == 1
        }
    }

    static func say(
        _ word: String, of id: Int64, by whom: String, _ note: String?, at now: Date,
        in database: Database
    ) throws {
        try database.execute(
            sql: "INSERT INTO call_word (step, word, by_whom, note, at) VALUES (?, ?, ?, ?, ?)",
            arguments: [id, word, whom, note, now.milliseconds])
    }
}
