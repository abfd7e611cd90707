import GRDB
import GRDBSQLite

/// A prepared statement that takes the journal's values byte for byte, whatever they are.
final class RawStatement {
    private let connection: SQLiteConnection?
    private var statement: OpaquePointer?

    init(_ sql: String, _ database: Database) throws {
        connection = database.sqliteConnection
        let code = sqlite3_prepare_v2(connection, sql, -1, &statement, nil)
        guard code == SQLITE_OK else { throw Self.failure(connection, code) }
    }

    deinit { sqlite3_finalize(statement) }

    /// Runs it to its end; returns how many rows it changed.
    func run(_ values: [JournalValue]) throws -> Int {
        guard let statement else { return 0 }
        defer { sqlite3_reset(statement) }
        var binder = ValueBinder(statement)
        for value in values { binder.put(value) }
        try binder.check()
        let code = sqlite3_step(statement)
        guard code == SQLITE_DONE else { throw Self.failure(connection, code) }
        return Int(sqlite3_changes(connection))
    }

    static func failure(_ connection: SQLiteConnection?, _ code: Int32) -> DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: code),
            message: connection.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) })
    }
}

extension ValueBinder {
    mutating func put(_ value: JournalValue) {
        switch value {
        case .null: putNull()
        case .integer(let number): put(number)
        case .real(let number): put(number)
        case .text(let bytes): put(text: bytes)
        case .blob(let bytes): put(bytes)
        }
    }
}
