import ConvokeCore
import Foundation
import GRDB

extension LedgerReader {
    /// All that the ledger has of a conference, in one consistent view: a sum over it is the same as a
    /// sum over its parts, while others go on writing.
    package func records(of conference: String) throws(LedgerFailure) -> ConferenceRecords {
        try read { database in
            let view = RecordView(conference: conference, database: database)
            var records = ConferenceRecords()
            records.deliveries = try view.deliveries()
            records.attempts = try view.attempts()
            records.remarks = try view.remarks()
            records.obligations = try view.obligations()
            records.answers = try view.answers()
            records.cases = try view.cases()
            records.cancelledAt = try view.cancelledAt()
            return records
        }
    }
}

/// The queries of one view.
private struct RecordView {
    let conference: String
    let database: Database

    private func rows<Value>(_ sql: String, _ make: (Row) throws -> Value) throws -> [Value] {
        let statement = try database.cachedStatement(sql: sql)
        let cursor = try Row.fetchCursor(statement, arguments: ["conference": conference])
        var values: [Value] = []
        while let row = try cursor.next() { values.append(try make(row)) }
        return values
    }

    func deliveries() throws -> [Delivery] {
        let statement = try database.cachedStatement(
            sql: """
                SELECT \(Delivery.columns) FROM \(Delivery.source) WHERE conference = :conference ORDER BY id
                """)
        statement.arguments = ["conference": conference]
        return try DeliveryReading.all(statement, in: database)
    }

    func attempts() throws -> [DeliveryAttempt] {
        try rows(
            """
            SELECT attempt.delivery, attempt.at, outcome, attempt.reason, code, text, detail
            FROM attempt JOIN delivery ON delivery.id = attempt.delivery
            WHERE conference = :conference ORDER BY attempt.at, attempt.delivery, number
            """
        ) { row in
            let reply = (row[4] as Int?).map { StoredReply.reply(code: $0, text: row[5]).text }
            return DeliveryAttempt(
                delivery: row[0], at: Date(milliseconds: row[1]), outcome: try Word.read(row[2]),
                reason: try (row[3] as String?).map { try Word.read($0) },
                words: reply ?? row[6] ?? "")
        }
    }

    func remarks() throws -> [DeliveryRemark] {
        try rows(
            """
            SELECT remark.delivery, kind, text, at
            FROM remark JOIN delivery ON delivery.id = remark.delivery
            WHERE conference = :conference ORDER BY remark.id
            """
        ) { row in
            DeliveryRemark(
                delivery: row[0],
                remark: Remark(
                    kind: try Word.read(row[1]), text: row[2], at: Date(milliseconds: row[3])))
        }
    }

    func obligations() throws -> [ObligationRecord] {
        try rows(
            """
            SELECT about, kind, party, state, opened_at, updated_at FROM obligation
            WHERE conference = :conference ORDER BY about, kind, party
            """
        ) { row in
            ObligationRecord(
                about: row[0], party: Party(try Word.read(row[1]), row[2]),
                state: try Word.read(row[3]), openedAt: Date(milliseconds: row[4]),
                updatedAt: Date(milliseconds: row[5]))
        }
    }

    func answers() throws -> [AnswerRecord] {
        try rows(
            """
            SELECT \(AnswerRecord.columns) FROM answer WHERE conference = :conference ORDER BY id
            """, AnswerRecord.init)
    }

    func cases() throws -> [Escalation] {
        let steps = try rows(
            """
            SELECT \(EscalationStep.columns) FROM step WHERE escalation IN
                (SELECT id FROM escalation WHERE conference = :conference)
            ORDER BY begun_at, rung
            """
        ) { try EscalationStep($0) }
        let byCase = Dictionary(grouping: steps, by: \.escalation)
        return try rows(
            """
            SELECT \(Escalation.columns) FROM escalation WHERE conference = :conference ORDER BY id
            """
        ) { row in try Escalation(row, steps: byCase[row[0]] ?? []) }
    }

    func cancelledAt() throws -> Date? {
        try rows(
            """
            SELECT cancelled_at FROM conference
            WHERE id = :conference AND cancelled_at IS NOT NULL
            """
        ) { Date(milliseconds: $0[0]) }.first
    }
}
