import Crypto
import Foundation
import GRDB
import GRDBSQLite

/// Where the chain ends: number and hash of the last row.
struct ChainEnd: Hashable {
    let number: Int64
    /// 32 bytes; all are zero before the first row.
    let hash: [UInt8]

    static let none = ChainEnd(number: 0, hash: [UInt8](repeating: 0, count: 32))

    /// As the ledger's own row has it. It is asked for at each commit, and read without GRDB's rows.
    static func read(in database: Database) throws -> ChainEnd {
        let statement = try database.cachedStatement(
            sql: "SELECT journal_last, journal_hash FROM ledger"
        ).sqliteStatement
        defer { sqlite3_reset(statement) }
        switch sqlite3_step(statement) {
        case SQLITE_ROW: break
        case SQLITE_DONE: return none
        case let code: throw RawStatement.failure(database.sqliteConnection, code)
        }
        guard sqlite3_column_type(statement, 0) == SQLITE_INTEGER,
            let hash = sqlite3_column_blob(statement, 1)
        else { return none }
        let octets = UnsafeRawBufferPointer(
            start: hash, count: Int(sqlite3_column_bytes(statement, 1)))
        return ChainEnd(number: sqlite3_column_int64(statement, 0), hash: [UInt8](octets))
    }
}

/// One row of the journal: what one commit changed.
struct JournalRow {
    let number: Int64
    /// Milliseconds since 1970.
    let at: Int64
    /// As they stand in the journal: folded or not.
    let lines: [UInt8]
    let hash: [UInt8]

    init(after end: ChainEnd, at: Int64, lines: [UInt8]) {
        number = end.number + 1
        self.at = at
        self.lines = lines
        hash = Self.hash(after: end.hash, number: number, at: at, lines: lines)
    }

    /// SHA-256 of the hash before, the number, the instant and the lines; the numbers as eight bytes
    /// each, the highest first.
    static func hash(
        after hash: [UInt8], number: Int64, at: Int64, lines: some DataProtocol
    ) -> [UInt8] {
        var sum = SHA256()
        sum.update(data: hash)
        for part in [number, at] {
            withUnsafeBytes(of: part.bigEndian) { sum.update(bufferPointer: $0) }
        }
        sum.update(data: lines)
        return Array(sum.finalize())
    }

    func insert(in database: Database) throws {
        _ = try database.cachedStatement(
            sql: "INSERT INTO journal (number, at, hash, lines) VALUES (?, ?, ?, ?)"
        ).change(in: database) { values in
            values.put(number)
            values.put(at)
            values.put(hash)
            values.put(lines)
        }
        _ = try database.cachedStatement(
            sql: "UPDATE ledger SET journal_last = ?, journal_hash = ?"
        ).change(in: database) { values in
            values.put(number)
            values.put(hash)
        }
    }
}
