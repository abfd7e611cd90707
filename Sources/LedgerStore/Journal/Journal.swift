import Crypto
import Foundation
import GRDB
import GRDBSQLite

/// The journal of a ledger that is open for writing: every change of a journalled row, in chained
/// commits.
///
/// Triggers of this one connection hand each change over while it happens, so that nothing above has
/// to think of it, and nothing can be forgotten; at the end of a transaction all of it becomes one row
/// of the table `journal`, in the same transaction, and what is counted has been counted (`RowTally`).
/// The triggers are temporary: nobody else has them, and a row that is changed with another program no
/// longer is what the journal says.
///
/// `@unchecked Sendable`: everything here is touched on the connection's own serial queue alone.
final class Journal: @unchecked Sendable {
    private var tables: [JournalTable] = []
    /// The table of intents, and its column of digests.
    private var intents: (table: Int, digest: Int)?
    private var isListening = false
    private var lines = LineWriter([])
    private let folded = FoldedLines()
    /// By table; nil for those whose rows nobody counts.
    private var tallies: [RowTally?] = []
    /// The messages of the intents that are being written, in the order in which they are.
    private var messages: ArraySlice<ExpectedMessage> = []

    private struct ExpectedMessage {
        let delivery: Int64
        let mould: Int64?
        let pieces: [UInt8]
    }

    /// Begins the chain when there is none, or when the tables are no longer what its lines speak of:
    /// then it goes on with every row as it is. To be called in a transaction under the file lock.
    func begin(on database: Database) throws {
        tables = try JournalTable.all(in: database)
        lines = LineWriter(tables)
        tallies = tables.map { RowTally.of($0) }
        intents = Self.intents(among: tables)
        let triggers = JournalTriggers(tables)
        try triggers.register(self, on: database)
        if try layout(in: database) != tables { try begin(triggers, in: database) }
    }

    private static func intents(among tables: [JournalTable]) -> (table: Int, digest: Int)? {
        guard let table = tables.firstIndex(where: { $0.name == "intent" }),
            let digest = tables[table].columns.firstIndex(of: "digest")
        else { return nil }
        return (table, digest)
    }

    /// From here on every change of the connection is handed over. To be called before its first
    /// transaction that changes a journalled row, and not in one, which may be rolled back. Many runs
    /// write nothing, and to look at all tables and make the triggers takes as long as everything else
    /// of opening a ledger.
    func listen(on database: Database) throws {
        if isListening { return }
        try database.inTransaction(.immediate) {
            try begin(on: database)
            try JournalTriggers(tables).install(on: database)
            return .commit
        }
        isListening = true
    }

    /// Forgets what a transaction wrote that came to nothing.
    func discard() {
        lines.removeAll()
        for table in tallies.indices { tallies[table]?.forget() }
        messages = []
    }

    /// Writes down what the transaction changed; the last thing that a transaction does.
    func close(in database: Database) throws {
        if lines.isEmpty { return }
        for table in tallies.indices { try tallies[table]?.write(in: database) }
        try append(in: database)
    }

    /// Takes a change from a trigger.
    func take(_ kind: JournalLine.Kind, _ table: Int, _ values: LineWriter.Values) {
        switch kind {
        case .update:
            lines.putUpdate(table, values)
            tallies[table]?.move(values)
        case .delete: lines.putDelete(table, values)
        case .state: lines.putRow(kind, table, values)
        case .insert:
            lines.putRow(kind, table, values)
            tallies[table]?.add(values)
            if !messages.isEmpty { putMessage(table, values) }
        case .layout, .content, .folded: break
        }
    }

    /// The message that an intent is for, which is about to be written.
    func expect(_ delivery: Int64, mould: Int64?, pieces: [UInt8]) {
        messages.append(ExpectedMessage(delivery: delivery, mould: mould, pieces: pieces))
    }

    func expectNothing() { messages = [] }

    /// Its bytes are written down only when the delivery had another message before, so that tries with
    /// the same bytes have them once: then its intent has a digest.
    private func putMessage(_ table: Int, _ values: LineWriter.Values) {
        guard table == intents?.table, let digest = intents?.digest,
            let key = tables[table].key.first,
            sqlite3_value_type(values[digest]) != SQLITE_NULL,
            let message = takeMessage(sqlite3_value_int64(values[key]))
        else { return }
        lines.putContent(mould: message.mould, message.pieces)
    }

    /// Those before it were of intents that came too late.
    private func takeMessage(_ delivery: Int64) -> ExpectedMessage? {
        guard let place = messages.firstIndex(where: { $0.delivery == delivery }) else {
            return nil
        }
        defer { messages = messages[(place + 1)...] }
        return messages[place]
    }

    private func append(in database: Database) throws {
        let end = try ChainEnd.read(in: database)
        try JournalRow(after: end, at: Date().milliseconds, lines: folded.stored(lines.bytes))
            .insert(in: database)
        lines.removeAll()
    }

    // MARK: - The beginning

    private func layout(in database: Database) throws -> [JournalTable]? {
        let bytes = try Data.fetchOne(
            database,
            sql: """
                SELECT lines FROM journal
                WHERE number = (SELECT journal_layout FROM ledger)
                """)
        guard let bytes else { return nil }
        do throws(JournalFault) {
            var reader = try LineReader([UInt8](bytes), tables: [])
            guard case .layout(let tables)? = try reader.next() else { return nil }
            return tables
        } catch {
            // Somebody changed it: `verify` will say so, and the work goes on.
            return nil
        }
    }

    private func begin(_ triggers: JournalTriggers, in database: Database) throws {
        lines.putLayout()
        try append(in: database)
        try database.execute(sql: "UPDATE ledger SET journal_layout = journal_last")
        for table in tables.indices { try write(triggers.state(of: table), in: database) }
        try close(in: database)
    }

    /// What a query hands over, in rows of the journal that are not too large.
    private func write(_ query: String, in database: Database) throws {
        let rows = try Row.fetchCursor(database, sql: query)
        while try rows.next() != nil {
            if lines.bytes.count > Self.portion { try append(in: database) }
        }
    }

    /// Bytes of lines in one row of the journal, about, when all rows are written.
    private static let portion = 1 << 20
}
