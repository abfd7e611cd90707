import ConvokeCore
import Foundation
import GRDB
import GRDBSQLite

/// Makes deliveries of rows, read straight from where SQLite has them: a run reads every one of its deliveries
/// once, and a report all that a conference has.
///
/// What rows that follow each other have in common, such as the conference, is one text for all of them.
struct DeliveryReading {
    private let statement: SQLiteStatement
    /// The last text of each column.
    private var last = [String](repeating: "", count: 20)

    /// Of a statement that has `Delivery.columns`, or `storedColumns`.
    init(_ statement: SQLiteStatement) {
        self.statement = statement
    }

    /// All rows of a statement whose arguments are set.
    static func all(_ statement: Statement, in database: Database) throws -> [Delivery] {
        let raw = statement.sqliteStatement
        defer { sqlite3_reset(raw) }
        var reading = DeliveryReading(raw)
        var deliveries: [Delivery] = []
        while true {
            switch sqlite3_step(raw) {
            case SQLITE_ROW: deliveries.append(try reading.delivery())
            case SQLITE_DONE: return deliveries
            case let code: throw RawStatement.failure(database.sqliteConnection, code)
            }
        }
    }

    /// The row that the statement is on.
    mutating func delivery() throws -> Delivery {
        Delivery(
            id: sqlite3_column_int64(statement, 0), conference: text(1), notice: text(2),
            recipient: text(3), name: text(4), venue: optional(5) { $0.text(5) },
            channel: try Word.read(text(6)), address: text(7), revision: number(8),
            state: try Word.read(text(9)), attempts: number(10), possibleDuplicate: number(11) != 0,
            reply: optional(12) { $0.text(12) },
            reason: try optional(13) { try Word.read($0.text(13)) }, plannedAt: instant(14),
            updatedAt: instant(15), nextAttemptAt: optional(16) { $0.instant(16) },
            handOverAt: instant(17), lastUsefulAt: instant(18),
            edition: optional(19) { $0.text(19) })
    }

    private func number(_ column: Int32) -> Int { Int(sqlite3_column_int64(statement, column)) }

    private func instant(_ column: Int32) -> Date {
        Date(milliseconds: sqlite3_column_int64(statement, column))
    }

    private mutating func text(_ column: Int32) -> String {
        let start = sqlite3_column_text(statement, column)
        let bytes = UnsafeBufferPointer(
            start: start, count: Int(sqlite3_column_bytes(statement, column)))
        let isLast = last[Int(column)].utf8.withContiguousStorageIfAvailable {
            $0.count == bytes.count && $0.elementsEqual(bytes)
        }
        if isLast != true { last[Int(column)] = String(decoding: bytes, as: UTF8.self) }
        return last[Int(column)]
    }

    private mutating func optional<Value>(
        _ column: Int32, _ read: (inout DeliveryReading) throws -> Value
    ) rethrows -> Value? {
        if sqlite3_column_type(statement, column) == SQLITE_NULL { return nil }
        return try read(&self)
    }
}
