import Foundation
import GRDB
import GRDBSQLite

/// Puts values into a statement one after the other, straight from where they are.
struct ValueBinder {
    private let statement: SQLiteStatement
    private var place: Int32 = 0

    init(_ statement: SQLiteStatement) {
        self.statement = statement
    }

    mutating func put(_ number: Int64) {
        place += 1
        sqlite3_bind_int64(statement, place, number)
    }

    mutating func put(_ number: Int) { put(Int64(number)) }

    mutating func put(_ instant: Date) { put(instant.milliseconds) }

    mutating func put(_ number: Int?) {
        if let number { put(number) } else { putNull() }
    }

    mutating func put(_ text: String?) {
        guard var text else { return putNull() }
        place += 1
        text.withUTF8 { bytes in
            _ = bytes.withMemoryRebound(to: CChar.self) {
                sqlite3_bind_text(statement, place, $0.baseAddress, Int32($0.count), Self.copied)
            }
        }
    }

    mutating func put(_ octets: [UInt8]?) {
        guard let octets else { return putNull() }
        place += 1
        octets.withUnsafeBytes { bytes in
            _ = sqlite3_bind_blob(
                statement, place, bytes.baseAddress, Int32(bytes.count), Self.copied)
        }
    }

    private mutating func putNull() {
        place += 1
        sqlite3_bind_null(statement, place)
    }

    /// SQLITE_TRANSIENT: SQLite copies the bytes before the call returns.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}
