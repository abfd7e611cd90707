import GRDB

/// A table whose changes are journalled, and the columns of it that are.
struct JournalTable: Hashable {
    let name: String
    /// In the order in which lines have their values.
    let columns: [String]
    /// Places in `columns`: what names a row.
    let key: [Int]
    /// Whether the key is SQLite's own row number.
    let isNumbered: Bool

    var keyColumns: [String] { key.map { columns[$0] } }
}

extension JournalTable {
    /// All of them in the order of their names. Whatever the schema has is journalled unless it is left
    /// out here, so that no change can be forgotten.
    static func all(in database: Database) throws -> [JournalTable] {
        let names = try String.fetchAll(
            database,
            sql: """
                SELECT name FROM main.sqlite_schema
                WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name
                """)
        return try names.filter { !unjournalled.contains($0) }.map { try table($0, database) }
    }

    /// Counters and bookmarks, which follow from other rows or may be lost; and the journal itself.
    static let unjournalled: Set = ["audience", "journal", "mailbox", "obligation_tally", "tally"]

    /// The same of single columns.
    static let unjournalledColumns: [String: Set<String>] = [
        "conference": [
            "checked_at", "fingerprint", "links_at", "links_dead", "stirred", "ticked_at",
            "looked_at", "stopped_at", "stopped_by",
        ],
        "delivery": ["room"],
        "ledger": ["journal_hash", "journal_last", "journal_layout"],
        "run": ["expires_at"],
        // The digest stands beside them.
        "shared": ["bytes"],
    ]

    private static func table(_ name: String, _ database: Database) throws -> JournalTable {
        let rows = try Row.fetchAll(
            database, sql: "SELECT name, pk, type FROM pragma_table_info(?) ORDER BY cid",
            arguments: [name])
        let leftOut = unjournalledColumns[name] ?? []
        let columns = rows.filter { !leftOut.contains($0[0]) }
        let ranks = columns.map { row -> Int in row[1] }
        let key = columns.indices.filter { ranks[$0] > 0 }.sorted { ranks[$0] < ranks[$1] }
        return JournalTable(
            name: name, columns: columns.map { $0[0] }, key: key,
            isNumbered: key.count == 1 && columns[key[0]][2] as String == "INTEGER")
    }
}
