import Foundation
import GRDB

extension LedgerReader {
    /// Shows all that the ledger has of a conference as it is at one moment, while others go on writing.
    /// Throws a `LedgerFailure`, or what `body` throws.
    package func showEvidence(
        of conference: String, _ body: (EvidenceView) throws -> Void
    ) throws {
        do {
            try connection.read { try body(EvidenceView(conference: conference, database: $0)) }
        } catch let error as DatabaseError {
            throw LedgerFailure(error)
        }
    }
}

/// One consistent view of what can be shown. Everything is handed over row by row, so that a large
/// conference needs no more memory than a small one.
package struct EvidenceView {
    private let conference: String
    private let database: Database

    init(conference: String, database: Database) {
        self.conference = conference
        self.database = database
    }

    /// Whether the ledger has anything of the conference.
    package func isKnown() throws -> Bool {
        try Bool.fetchOne(
            database,
            sql: """
                SELECT EXISTS (SELECT 1 FROM delivery WHERE conference = :conference)
                    OR EXISTS (SELECT 1 FROM conference WHERE id = :conference)
                """, arguments: ["conference": conference]) ?? false
    }

    package func head() throws -> ChainHead? {
        try ChainHead.all(in: database, "ORDER BY number DESC LIMIT 1", [:]).first
    }

    /// What `verify` finds, without what a run is about to put in order.
    package func findings() throws -> [LedgerFinding] {
        try ChainCheck(database).findings() + SentReading.findings(in: database)
    }

    /// The rows of a table, in the order of their keys.
    package func rows(
        of table: EvidenceTable, _ body: ([EvidenceField]) throws -> Void
    ) throws {
        try cursor(
            "SELECT * FROM \(table.rawValue) WHERE \(table.condition) ORDER BY 1, 2"
        ) { row in
            try body(
                zip(row.columnNames, row.databaseValues).map {
                    EvidenceField(name: $0, value: EvidenceValue($1))
                })
        }
    }

    /// The messages of the conference, as they were sent; then those of which only the digest is known.
    package func messages(_ body: (SentMessage) throws -> Void) throws {
        var search = try SentSearch(conference, database)
        let rows = try JournalRow.cursor(in: database)
        while let row = try rows.next() { try search.messages(of: row, body) }
        try search.missing(body)
    }

    /// The journal from its first row to its last: of all conferences in the ledger, since one hash
    /// holds them together.
    package func journal(_ body: (EvidenceCommit) throws -> Void) throws {
        let rows = try JournalRow.cursor(in: database)
        var tables: [JournalTable] = []
        while let row = try rows.next() {
            var changes: [EvidenceChange] = []
            do throws(JournalFault) {
                var reader = try LineReader(row.lines, tables: tables)
                defer { tables = reader.tables }
                while let line = try reader.next() {
                    if let change = EvidenceChange(line, reader.tables) { changes.append(change) }
                }
            } catch {
                // The check of the chain names the row; its lines are shown as they are.
            }
            try body(
                EvidenceCommit(
                    number: row.number, at: row.at, hash: row.hash, lines: row.lines,
                    changes: changes))
        }
    }

    private func cursor(_ sql: String, _ body: (Row) throws -> Void) throws {
        let rows = try Row.fetchCursor(
            database, sql: sql, arguments: ["conference": conference])
        while let row = try rows.next() { try body(row) }
    }
}

extension EvidenceValue {
    fileprivate init(_ value: DatabaseValue) {
        self =
            switch value.storage {
            case .null: .none
            case .int64(let number): .number(number)
            case .double(let number): .text(String(number))
            case .string(let text): .text(text)
            case .blob(let bytes): .bytes([UInt8](bytes))
            }
    }

    fileprivate init(_ value: JournalValue) {
        self =
            switch value {
            case .null: .none
            case .integer(let number): .number(number)
            case .real(let number): .text(String(number))
            case .text(let bytes): .text(String(decoding: bytes, as: UTF8.self))
            case .blob(let bytes): .bytes(bytes)
            }
    }
}

extension EvidenceChange {
    /// Nil for a line that is no change: what the others mean, and a message.
    fileprivate init?(_ line: JournalLine, _ tables: [JournalTable]) {
        switch line {
        case .layout, .content: return nil
        case .state(let table, let values):
            self.init("state", tables[table], Array(values.enumerated()))
        case .insert(let table, let values):
            self.init("insert", tables[table], Array(values.enumerated()))
        case .update(let table, let key, let values):
            let changed = values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
            self.init(
                "update", tables[table], Array(zip(tables[table].key, key)) + changed)
        case .delete(let table, let key):
            self.init("delete", tables[table], Array(zip(tables[table].key, key)))
        }
    }

    private init(
        _ kind: String, _ table: JournalTable, _ values: [(offset: Int, element: JournalValue)]
    ) {
        self.init(
            kind: kind, table: table.name,
            fields: values.map {
                EvidenceField(name: table.columns[$0.offset], value: EvidenceValue($0.element))
            })
    }
}
