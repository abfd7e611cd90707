import Foundation
import GRDB
import GRDBSQLite

/// Puts values into a statement one after the other, straight from where they are.
struct ValueBinder {
    private let statement: SQLiteStatement
    /// Where bytes are kept while the statement runs; without one SQLite keeps a copy of each.
    private let room: BindingRoom?
    private var place: Int32 = 0
    /// The first thing that SQLite said against a value; `SQLITE_OK` while it said nothing.
    private var code = SQLITE_OK

    init(_ statement: SQLiteStatement, in room: BindingRoom? = nil) {
        self.statement = statement
        self.room = room
    }

    mutating func put(_ number: Int64) {
        bind { sqlite3_bind_int64($0, $1, number) }
    }

    mutating func put(_ number: Int) { put(Int64(number)) }

    mutating func put(_ number: Double) {
        bind { sqlite3_bind_double($0, $1, number) }
    }

    mutating func put(_ instant: Date) { put(instant.milliseconds) }

    mutating func put(_ number: Int?) {
        if let number { put(number) } else { putNull() }
    }

    mutating func put(_ text: String?) {
        guard var text else { return putNull() }
        text.withUTF8 { put(text: UnsafeRawBufferPointer($0)) }
    }

    /// UTF-8 as SQLite handed it over.
    mutating func put(text octets: [UInt8]) {
        octets.withUnsafeBytes { put(text: $0) }
    }

    private mutating func put(text bytes: UnsafeRawBufferPointer) {
        let (start, owner) = kept(bytes)
        bind { statement, place in
            // No address would mean NULL.
            guard let start = start?.assumingMemoryBound(to: CChar.self) else {
                return sqlite3_bind_text(statement, place, "", 0, Self.copied)
            }
            return sqlite3_bind_text(statement, place, start, Int32(bytes.count), owner)
        }
    }

    mutating func put(_ octets: [UInt8]?) {
        guard let octets else { return putNull() }
        octets.withUnsafeBytes { bytes in
            let (start, owner) = kept(bytes)
            bind { statement, place in
                bytes.isEmpty
                    ? sqlite3_bind_zeroblob(statement, place, 0)
                    : sqlite3_bind_blob(statement, place, start, Int32(bytes.count), owner)
            }
        }
    }

    /// Where SQLite finds the bytes, and whether it has to copy them before the call returns.
    private func kept(
        _ bytes: UnsafeRawBufferPointer
    ) -> (start: UnsafeRawPointer?, owner: sqlite3_destructor_type?) {
        guard let room else { return (bytes.baseAddress, Self.copied) }
        return (room.keep(bytes), nil)
    }

    /// - Throws: what SQLite said against one of the values.
    func check() throws {
        guard code == SQLITE_OK else {
            throw RawStatement.failure(sqlite3_db_handle(statement), code)
        }
    }

    mutating func putNull() {
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

extension Statement {
    /// Runs a statement that changes rows, its values put in the order of their marks and without GRDB's
    /// arguments, which cost more than a row; returns how many were changed.
    func change(
        in database: Database, _ bind: (inout ValueBinder) -> Void
    ) throws -> Int {
        let (statement, room) = (sqliteStatement, BindingRoom())
        // Nothing in the statement refers to the room when it goes.
        defer {
            withExtendedLifetime(room) {
                sqlite3_reset(statement)
                sqlite3_clear_bindings(statement)
            }
        }
        var values = ValueBinder(statement, in: room)
        bind(&values)
        try values.check()
        let code = sqlite3_step(statement)
        guard code == SQLITE_DONE else {
            throw RawStatement.failure(database.sqliteConnection, code)
        }
        return database.changesCount
    }
}
