package import ConvokeCore
package import Foundation
import GRDB

extension Ledger {
    /// Opens the obligations that are not there yet and returns how many were new; one that is there
    /// stays as it is, whatever its state.
    package func openObligations(
        _ rows: some Sequence<OpenObligation>, in conference: String, at now: Date,
        lease: Lease? = nil
    ) throws(LedgerFailure) -> Int {
        try enterPortions(of: rows, as: lease) { some, database in
            try RowsSQL.portions(of: some).reduce(0) { total, rows in
                try total
                    + Self.openingSQL.execute(rows.count, in: database, prepared) { values in
                        values.put(conference)
                        values.put(now)
                        values.put(now)
                        for row in rows {
                            values.put(row.about)
                            values.put(row.party.kind.rawValue)
                            values.put(row.party.id)
                        }
                    }
            }
        }
    }

    private static let openingSQL = RowsSQL(
        before: """
            INSERT INTO obligation (conference, opened_at, updated_at, about, kind, party)
            SELECT ?, ?, ?, column1, column2, column3
            """, columns: 3, after: "WHERE column1 IS NOT NULL ON CONFLICT DO NOTHING")

    /// Writes an answer down and moves the obligation that it is about.
    package func answer(_ answer: Answer) throws(LedgerFailure) -> AnswerResult {
        try write { try answer.enter(in: $0) }
    }

    /// Writes down all of them, in their order, or none; a result for each.
    package func answer(_ answers: [Answer]) throws(LedgerFailure) -> [AnswerResult] {
        try write { database in try answers.map { try $0.enter(in: database) } }
    }
}

extension Answer {
    func enter(in database: Database) throws -> AnswerResult {
        guard let before = try state(in: database) else { return .unknown }
        let earlier = try records(in: database)
        guard let after = ObligationState(after: earlier.map(\.answer.word) + [word]) else {
            return .nothingToUndo
        }
        let undone = earlier.last { !$0.isUndone && $0.undoes == nil }
        try append(undoing: word == .undo ? undone?.id : nil, in: database)
        try move(to: after, in: database)
        if word == .undo, after == .open { try reopenMail(in: database) }
        return .recorded(before: before, after: after)
    }

    /// The obligation that it is about.
    private var key: StatementArguments { [conference, about, party.kind.rawValue, party.id] }

    private func state(in database: Database) throws -> ObligationState? {
        let statement = try database.cachedStatement(
            sql: "SELECT state FROM obligation WHERE \(Self.byKey)")
        return try String.fetchOne(statement, arguments: key).map { try Word.read($0) }
    }

    private func records(in database: Database) throws -> [AnswerRecord] {
        let filter = AnswerFilter(conference: conference, about: about, party: party)
        let statement = try database.cachedStatement(
            sql: """
                SELECT \(AnswerRecord.columns) FROM answer WHERE \(filter.condition) ORDER BY id
                """)
        return try Row.fetchAll(statement, arguments: filter.arguments).map(AnswerRecord.init)
    }

    private func append(undoing undone: Int64?, in database: Database) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO answer (conference, about, kind, party, recipient, word, way, by_whom,
                    note, at, undoes)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        let rest: StatementArguments = [
            recipient, word.rawValue, way.rawValue, byWhom, note, at.milliseconds, undone,
        ]
        try statement.execute(arguments: key + rest)
    }

    private func move(to state: ObligationState, in database: Database) throws {
        let statement = try database.cachedStatement(
            sql: "UPDATE obligation SET state = ?, updated_at = ? WHERE \(Self.byKey)")
        try statement.execute(arguments: [state.rawValue, at.milliseconds] + key)
    }

    /// Mail that needed nobody any more because they had answered needs somebody again.
    private func reopenMail(in database: Database) throws {
        guard about == Self.invitation else { return }
        try Ledger.reopen(
            where: """
                delivery.conference = :conference AND delivery.recipient = :recipient
                AND remark.text = :answered
                """,
            ["conference": conference, "recipient": party.id, "answered": Remark.answered],
            at: at, in: database)
    }

    private static let byKey = "conference = ? AND about = ? AND kind = ? AND party = ?"
}
