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
        defer { sqlite3_reset(statement) }
        for (index, value) in values.enumerated() { bind(value, Int32(index + 1)) }
        let code = sqlite3_step(statement)
        guard code == SQLITE_DONE else { throw Self.failure(connection, code) }
        return Int(sqlite3_changes(connection))
    }

    private func bind(_ value: JournalValue, _ index: Int32) {
        switch value {
        case .null: sqlite3_bind_null(statement, index)
        case .integer(let number): sqlite3_bind_int64(statement, index, number)
        case .real(let number): sqlite3_bind_double(statement, index, number)
        case .text(let bytes):
            bytes.withUnsafeBytes { octets in
                let start = octets.baseAddress?.assumingMemoryBound(to: CChar.self)
                _ =
                    start.map {
                        sqlite3_bind_text(
                            statement, index, $0, Int32(octets.count), Self.copied)
                    } ?? sqlite3_bind_text(statement, index, "", 0, Self.copied)
            }
        case .blob(let bytes):
            bytes.withUnsafeBytes { octets in
                _ =
                    octets.isEmpty
                    ? sqlite3_bind_zeroblob(statement, index, 0)
                    : sqlite3_bind_blob(
                        statement, index, octets.baseAddress, Int32(octets.count), Self.copied)
            }
        }
    }

    /// SQLITE_TRANSIENT: SQLite copies the bytes before the call returns.
    private static var copied: sqlite3_destructor_type? {
        unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    }

    static func failure(_ connection: SQLiteConnection?, _ code: Int32) -> DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: code),
            message: connection.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) })
    }
}
