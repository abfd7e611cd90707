import Foundation
import GRDB
import GRDBSQLite

/// Puts values into a statement one after the other, straight from where they are.
struct ValueBinder {
    private let statement: SQLiteStatement
    private var place: Int32 = 0
    /// The first thing that SQLite said against a value; `SQLITE_OK` while it said nothing.
    private var code = SQLITE_OK

    init(_ statement: SQLiteStatement) {
        self.statement = statement
    }

    mutating func put(_ number: Int64) {
        bind { sqlite3_bind_int64($0, $1, number) }
    }

    mutating func put(_ number: Int) { put(Int64(number)) }

    mutating func put(_ instant: Date) { put(instant.milliseconds) }

    mutating func put(_ number: Int?) {
        if let number { put(number) } else { putNull() }
    }

    mutating func put(_ text: String?) {
        guard var text else { return putNull() }
        bind { statement, place in
            text.withUTF8 { bytes in
                // No address would mean NULL.
                guard let start = bytes.baseAddress else {
                    return sqlite3_bind_text(statement, place, "", 0, Self.copied)
                }
                return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                    sqlite3_bind_text(statement, place, $0, Int32(bytes.count), Self.copied)
                }
            }
        }
    }

    /// UTF-8 as SQLite handed it over.
    mutating func put(text octets: [UInt8]) {
        bind { statement, place in
            octets.withUnsafeBytes { bytes in
                guard let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self) else {
                    return sqlite3_bind_text(statement, place, "", 0, Self.copied)
                }
                return sqlite3_bind_text(
                    statement, place, start, Int32(bytes.count), Self.copied)
            }
        }
    }

    mutating func put(_ octets: [UInt8]?) {
        guard let octets else { return putNull() }
        bind { statement, place in
            octets.withUnsafeBytes { bytes in
                bytes.isEmpty
                    ? sqlite3_bind_zeroblob(statement, place, 0)
                    : sqlite3_bind_blob(
                        statement, place, bytes.baseAddress, Int32(bytes.count), Self.copied)
            }
        }
    }

    /// - Throws: what SQLite said against one of the values.
    func check() throws {
        guard code == SQLITE_OK else {
            throw RawStatement.failure(sqlite3_db_handle(statement), code)
        }
    }

    private mutating func putNull() {
        bind { sqlite3_bind_null($0, $1) }
    }

    private mutating func bind(_ value: (SQLiteStatement, Int32) -> Int32) {
        place += 1
        let answer = value(statement, place)
        if code == SQLITE_OK { code = answer }
    }

    /// SQLITE_TRANSIENT: SQLite copies the bytes before the call returns.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}
