import GRDB
import GRDBSQLite

/// Hands values to a statement one after the other, without a list of them: a page of planned
/// deliveries has seven hundred.
struct RowBinding {
    private let statement: SQLiteStatement
    private var index: Int32 = 0

    /// Whatever the statement had before is forgotten.
    init(_ statement: Statement) {
        statement.setUncheckedArguments(StatementArguments())
        self.statement = statement.sqliteStatement
    }

    mutating func put(_ number: Int64) {
        index += 1
        sqlite3_bind_int64(statement, index, number)
    }

    mutating func put(_ text: String) {
        index += 1
        var text = text
        text.withUTF8 { bytes in
            _ =
                bytes.baseAddress.map {
                    sqlite3_bind_text(
                        statement, index, UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self),
                        Int32(bytes.count), Self.copied)
                } ?? sqlite3_bind_text(statement, index, "", 0, Self.copied)
        }
    }

    mutating func put(_ text: String?) {
        if let text { return put(text) }
        index += 1
        sqlite3_bind_null(statement, index)
    }

    /// SQLITE_TRANSIENT: SQLite copies the bytes before the call returns.
    private static var copied: sqlite3_destructor_type? {
        unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    }
}
