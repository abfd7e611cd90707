import ConvokeCore
import Foundation
import GRDB

/// Holds the journal against itself, and every row against the journal.
struct ChainCheck {
    private let database: Database

    init(_ database: Database) { self.database = database }

    /// What does not fit; the first row of the journal that does not ends the check.
    func findings() throws -> [LedgerFinding] {
        let replay = try Replay(database)
        var end = ChainEnd.none
        let rows = try JournalRow.cursor(in: database)
        while let row = try rows.next() {
            if let fault = Self.fault(row, after: end) { return [fault] }
            do {
                try replay.play(row)
            } catch let fault as JournalFault {
                return [Self.unreadable(row.number, "byte \(fault.position)")]
            } catch let fault as ReplayFault {
                let name = fault.table.rowName(fault.key.map(\.words))
                return [Self.unreadable(row.number, name)]
            }
            end = ChainEnd(number: row.number, hash: row.hash)
        }
        try replay.finish()
        let findings = try lostEnd(end) + differences(replay.tables, broken: replay.broken)
        try replay.clear()
        return findings
    }

    // MARK: - The chain

    private static func fault(_ row: JournalRow, after end: ChainEnd) -> LedgerFinding? {
        if row.number != end.number + 1 {
            return LedgerFinding(
                what: "Rows of the journal are missing",
                rows: ["journal \(end.number + 1), before journal \(row.number)"])
        }
        if row.hash == row.expectedHash(after: end.hash) { return nil }
        return LedgerFinding(
            what: "The journal was changed: this is the first row that does not fit the one before",
            rows: ["journal \(row.number)"])
    }

    private static func unreadable(_ number: Int64, _ place: String) -> LedgerFinding {
        LedgerFinding(
            what: "The journal has a line that makes no sense",
            rows: ["journal \(number): \(place)"])
    }

    /// Whether the chain ends where the ledger's own row says.
    private func lostEnd(_ end: ChainEnd) throws -> [LedgerFinding] {
        let said = try ChainEnd.read(in: database)
        if said == end { return [] }
        let rows =
            said.number > end.number
            ? ["journal \(end.number + 1) to \(said.number)"]
            : ["journal \(end.number), where the ledger's own row says \(said.number)"]
        return [LedgerFinding(what: "The journal does not end where it ended", rows: rows)]
    }

    // MARK: - The rows

    private func differences(
        _ tables: [ReplayedTable], broken: [String]
    ) throws -> [LedgerFinding] {
        var changed: [String] = []
        var gone: [String] = []
        var unknown: [String] = []
        for table in tables {
            let comparison = RowComparison(table, database)
            let (different, missing) = try comparison.changedAndGone()
            changed += different
            gone += missing
            unknown += try comparison.unknown()
        }
        return [
            ("A row is not what the journal says of it", changed),
            ("A row is gone that the journal has", gone),
            ("There is a row that the journal does not know", unknown),
            ("A row was not as the journal had said when the journal began anew", broken),
        ].compactMap { what, rows in
            rows.isEmpty ? nil : LedgerFinding(what: what, rows: Array(rows.prefix(100)))
        }
    }
}

extension JournalRow {
    /// All of them, in their order.
    static func cursor(in database: Database) throws -> MapCursor<RowCursor, JournalRow> {
        try cursor(after: 0, in: database)
    }

    static func cursor(
        after number: Int64, in database: Database
    ) throws -> MapCursor<RowCursor, JournalRow> {
        try Row.fetchCursor(
            database,
            sql: "SELECT number, at, hash, lines FROM journal WHERE number > ? ORDER BY number",
            arguments: [number]
        ).map(JournalRow.init)
    }

    private init(_ row: Row) {
        number = row[0]
        at = row[1]
        hash = [UInt8](row[2] as Data)
        lines = [UInt8](row[3] as Data)
    }

    func expectedHash(after hash: [UInt8]) -> [UInt8] {
        Self.hash(after: hash, number: number, at: at, lines: lines)
    }
}
