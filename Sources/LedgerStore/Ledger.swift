package import Foundation
import GRDB

/// The ledger, opened for writing: every delivery, what became of it, and who is at work on it.
///
/// It is one SQLite file in WAL mode, and nothing above this target knows that. SQLite before 3.51.3
/// can corrupt a WAL when two processes write or checkpoint at an unlucky moment, so everything that
/// writes, closing included, happens under one lock of the operating system, held for one
/// transaction. Reading needs no lock and never waits for a writer: `reader` has its own connection.
package final class Ledger: Sendable {
    package let path: String
    package let reader: LedgerReader
    private let connection: DatabaseQueue
    /// Only to be touched within `write`.
    let journal: Journal
    /// The same.
    let prepared = PreparedRows()
    private let lock: LedgerLock

    private init(
        path: String, reader: LedgerReader, connection: DatabaseQueue, journal: Journal,
        lock: LedgerLock
    ) {
        self.path = path
        self.reader = reader
        self.connection = connection
        self.journal = journal
        self.lock = lock
    }

    /// Opens the ledger at `path`, makes it (mode 0600) when there is none, and brings an older one
    /// up to date. `patience` is how long each write waits for other writers, in seconds.
    package static func open(
        at path: String, patience: TimeInterval = 30
    ) throws(LedgerFailure) -> Ledger {
        let lock = try LedgerLock(for: path, patience: patience)
        let (connection, journal) = try lock.hold { () throws(LedgerFailure) in
            try LedgerFile.create(at: path)
            return try Connection.writing(at: path)
        }
        return Ledger(
            path: path, reader: LedgerReader(at: path), connection: connection,
            journal: journal, lock: lock)
    }

    /// Closes both connections. The last writer to close folds the WAL into the file.
    package func close() throws(LedgerFailure) {
        try reader.close()
        try lock.hold { () throws(LedgerFailure) in
            connection.inDatabase { _ in prepared.removeAll() }
            try LedgerFailure.from { try connection.close() }
        }
    }

    /// One transaction under the file lock: all of `body` is written and flushed, with the journal of
    /// it, or nothing. With a lease, it fails with `leaseLost` unless the lease's run still holds it.
    ///
    /// A statement that fails has to end the transaction: its lines are in the journal already.
    func write<Value>(
        as lease: Lease? = nil, _ body: (Database) throws -> Value
    ) throws(LedgerFailure) -> Value {
        try lock.hold { () throws(LedgerFailure) in
            try LedgerFailure.from {
                try connection.writeWithoutTransaction { try journal.listen(on: $0) }
                return try connection.write { database in
                    journal.discard()
                    try lease?.checkFence(in: database)
                    let value = try body(database)
                    try journal.close(in: database)
                    return value
                }
            }
        }
    }

    /// One transaction under the file lock that only changes columns that are not journalled
    /// (`JournalTable.unjournalledColumns`) of rows that are there. It is not flushed: a power cut may
    /// take a bookmark back, and nothing else.
    func writeBookmark<Value>(
        _ body: (Database) throws -> Value
    ) throws(LedgerFailure) -> Value {
        try lock.hold { () throws(LedgerFailure) in
            try LedgerFailure.from {
                try connection.writeWithoutTransaction(Connection.leaveUnflushed)
                let result = Result { try connection.write(body) }
                try connection.writeWithoutTransaction(Connection.flushCommits)
                return try result.get()
            }
        }
    }

    /// For what may write very many rows: meanwhile the WAL takes up to 32 MiB of the disk, and the cache
    /// 16 MB of memory.
    func writingMuch<Value>(
        _ body: () throws(LedgerFailure) -> Value
    ) throws(LedgerFailure) -> Value {
        try prepare(Connection.prepareForMuch)
        let result = Result { () throws(LedgerFailure) in try body() }
        try prepare(Connection.prepareForLittle)
        return try result.get()
    }

    private func prepare(_ change: (Database) throws -> Void) throws(LedgerFailure) {
        try LedgerFailure.from { try connection.writeWithoutTransaction(change) }
    }

    /// Writes by portions, each in its own transaction, until one is empty; returns how many rows in
    /// all. A long change must not keep other writers waiting for its end.
    func writeByPortions(
        as lease: Lease?, _ portion: (Database) throws -> Int
    ) throws(LedgerFailure) -> Int {
        var total = 0
        while true {
            let count = try write(as: lease, portion)
            if count == 0 { return total }
            total += count
        }
    }

    /// Enters rows by portions, each in its own transaction; returns the sum of what `one` returns.
    func enter<Row>(
        _ rows: some Sequence<Row>, as lease: Lease?, _ one: (Row, Database) throws -> Int
    ) throws(LedgerFailure) -> Int {
        try enterPortions(of: rows, as: lease) { some, database in
            try some.reduce(0) { try $0 + one($1, database) }
        }
    }

    /// The same for what enters many rows at once.
    func enterPortions<Row>(
        of rows: some Sequence<Row>, as lease: Lease?,
        _ some: (ArraySlice<Row>, Database) throws -> Int
    ) throws(LedgerFailure) -> Int {
        let all = Array(rows)
        return try writingMuch { () throws(LedgerFailure) in
            var total = 0
            for start in stride(from: 0, to: all.count, by: Self.portion) {
                let portion = all[start..<min(start + Self.portion, all.count)]
                total += try write(as: lease) { try some(portion, $0) }
            }
            return total
        }
    }

    /// Rows written in one transaction by everything that writes many: a quarter of a second, and all
    /// pages that it changes find room in SQLite's cache.
    static let portion = 10_000
}

/// By which clock a ledger was written. The two are never mixed: a rehearsal's deliveries must not
/// pass for real ones.
package enum LedgerClock: String, Sendable, CaseIterable {
    case real
    /// Moved by hand (`--now`, a rehearsal).
    case virtual
}
