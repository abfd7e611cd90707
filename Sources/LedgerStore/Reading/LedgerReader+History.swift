package import ConvokeCore
package import Foundation
import GRDB

/// Everything that happened with one delivery, in order.
package struct DeliveryHistory: Hashable, Sendable {
    package let delivery: Delivery
    package let attempts: [AttemptRecord]
    package let remarks: [Remark]
}

/// An attempt as the ledger keeps it.
package struct AttemptRecord: Hashable, Sendable {
    /// Counts the delivery's intents from 1.
    package let number: Int
    package let at: Date
    package let run: Int64
    package let session: Int
    package let attempt: Attempt
    package let queueID: String?
}

extension LedgerReader {
    /// The deliveries to one recipient in the order in which they were planned, each with its
    /// attempts and with what was said about it afterwards.
    package func history(
        of recipient: String, in conference: String
    ) throws(LedgerFailure) -> [DeliveryHistory] {
        try read { database in
            let rows = try Row.fetchAll(
                database.cachedStatement(
                    sql: """
                        SELECT \(Delivery.columns) FROM \(Delivery.source)
                        WHERE conference = ? AND recipient = ? ORDER BY id
                        """), arguments: [conference, recipient])
            return try rows.map { row in
                let delivery = try Delivery(row)
                return DeliveryHistory(
                    delivery: delivery,
                    attempts: try AttemptRecord.all(of: delivery.id, in: database),
                    remarks: try Remark.all(on: delivery.id, in: database))
            }
        }
    }
}

extension AttemptRecord {
    fileprivate static func all(
        of delivery: Int64, in database: Database
    ) throws -> [AttemptRecord] {
        let rows = try Row.fetchAll(
            database.cachedStatement(
                sql: """
                    SELECT number, at, run, session, queue_id, outcome, stage, reason, code, text,
                        detail
                    FROM attempt WHERE delivery = ? ORDER BY number
                    """), arguments: [delivery])
        return try rows.map(AttemptRecord.init)
    }

    private init(_ row: Row) throws {
        let code: Int? = row[8]
        let attempt = Attempt(
            try Word.read(row[5]), at: try Word.read(row[6]),
            reason: try (row[7] as String?).map { try Word.read($0) },
            reply: code.map { StoredReply.reply(code: $0, text: row[9]) }, detail: row[10])
        self.init(
            number: row[0], at: Date(milliseconds: row[1]), run: row[2], session: row[3],
            attempt: attempt, queueID: row[4])
    }
}

extension Remark {
    fileprivate static func all(on delivery: Int64, in database: Database) throws -> [Remark] {
        let rows = try Row.fetchAll(
            database.cachedStatement(
                sql: "SELECT kind, text, at FROM remark WHERE delivery = ? ORDER BY id"),
            arguments: [delivery])
        return try rows.map { row in
            Remark(kind: try Word.read(row[0]), text: row[1], at: Date(milliseconds: row[2]))
        }
    }
}
