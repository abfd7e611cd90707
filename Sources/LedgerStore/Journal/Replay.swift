import GRDB

/// Plays the journal into temporary tables, which then hold every row as the journal last said it was.
///
/// The tables lie in a file of SQLite's own that has no name and goes with the connection, so that a
/// ledger of a million deliveries needs no more memory than a small one.
final class Replay {
    private let database: Database
    private(set) var tables: [ReplayedTable] = []
    /// How often the journal has begun anew with every row as it was.
    private var round = 0
    /// The tables of the round before, until all rows of the new one are there.
    private var before: [ReplayedTable] = []
    /// Rows that were something else when the journal began anew than it had said before.
    private(set) var broken: [String] = []
    private var statements: [Purpose: RawStatement] = [:]

    init(_ database: Database) throws {
        self.database = database
        try clear()
    }

    /// Drops the tables, of an earlier replay too. Nothing may be read on the connection meanwhile.
    func clear() throws {
        statements = [:]
        let names = try String.fetchAll(
            database,
            sql: """
                SELECT name FROM temp.sqlite_schema
                WHERE type = 'table' AND name LIKE '\(ReplayedTable.prefix)%'
                """)
        for name in names {
            _ = try RawStatement("DROP TABLE temp.\(SQLName.quoted(name))", database).run([])
        }
    }

    /// Plays one row of the journal.
    func play(_ row: JournalRow) throws {
        var lines = try LineReader(row.lines, tables: tables.map(\.table))
        while let line = try lines.next() { try play(line, row.number) }
    }

    /// To be called after the last row.
    func finish() throws { try compareRounds() }

    private func play(_ line: JournalLine, _ number: Int64) throws {
        switch line {
        case .layout(let tables): return try begin(tables)
        case .state(let table, let values): return try insert(table, values, number)
        default: try compareRounds()
        }
        switch line {
        case .layout, .state, .content: break
        case .insert(let table, let values): try insert(table, values, number)
        case .update(let table, let key, let changes):
            try update(table, key, changes, number)
        case .delete(let table, let key):
            let deletion = try statement(.delete, table) { Self.deletion($0) }
            try expectOne(try deletion.run(key), table, key, number)
        }
    }

    private func begin(_ tables: [JournalTable]) throws {
        try compareRounds()
        statements = [:]
        round += 1
        before = self.tables
        self.tables = tables.map { ReplayedTable($0, round: round) }
        for table in self.tables {
            _ = try RawStatement(try table.creation(database), database).run([])
        }
    }

    /// Who changes a row and lets the journal begin anew must not get away with it. The tables of the
    /// round before stay, empty: none can be dropped while the journal is read.
    private func compareRounds() throws {
        for old in before {
            if let new = tables.first(where: { $0.table.name == old.table.name }) {
                let comparison = RowComparison(old, anew: new, database)
                let (changed, gone) = try comparison.changedAndGone()
                broken += changed + gone + (try comparison.unknown())
            }
            _ = try RawStatement("DELETE FROM \(old.name)", database).run([])
        }
        before = []
    }

    private func insert(_ table: Int, _ values: [JournalValue], _ number: Int64) throws {
        let insertion = try statement(.insert, table) { Self.insertion($0) }
        do {
            _ = try insertion.run(values + [.integer(number)])
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            let table = tables[table].table
            throw ReplayFault(table: table, key: table.key.map { values[$0] })
        }
    }

    private func update(
        _ table: Int, _ key: [JournalValue], _ changes: [Int: JournalValue], _ number: Int64
    ) throws {
        let places = changes.keys.sorted()
        let update = try statement(.update, table, places) { Self.update($0, places) }
        let values = places.compactMap { changes[$0] } + [.integer(number)] + key
        try expectOne(try update.run(values), table, key, number)
    }

    private func expectOne(
        _ changed: Int, _ table: Int, _ key: [JournalValue], _ number: Int64
    ) throws {
        guard changed == 1 else { throw ReplayFault(table: tables[table].table, key: key) }
    }

    // MARK: - Statements

    /// What a statement is for: prepared once.
    private struct Purpose: Hashable {
        let kind: JournalLine.Kind
        let table: Int
        let columns: [Int]
    }

    private func statement(
        _ kind: JournalLine.Kind, _ table: Int, _ columns: [Int] = [],
        _ sql: (ReplayedTable) -> String
    ) throws -> RawStatement {
        let purpose = Purpose(kind: kind, table: table, columns: columns)
        if let known = statements[purpose] { return known }
        let new = try RawStatement(sql(tables[table]), database)
        statements[purpose] = new
        return new
    }

    private static func insertion(_ table: ReplayedTable) -> String {
        let count = table.table.columns.count + 1
        let marks = repeatElement("?", count: count).joined(separator: ", ")
        return "INSERT INTO \(table.name) VALUES (\(marks))"
    }

    private static func update(_ table: ReplayedTable, _ places: [Int]) -> String {
        let columns = table.table.columns
        let settings = places.map { "\(SQLName.quoted(columns[$0])) = ?, " }.joined()
        return """
            UPDATE \(table.name) SET \(settings)\(ReplayedTable.lastColumn) = ?
            WHERE \(table.isKey)
            """
    }

    private static func deletion(_ table: ReplayedTable) -> String {
        "DELETE FROM \(table.name) WHERE \(table.isKey)"
    }
}

/// A line that changes a row that the journal never made, or makes one a second time.
struct ReplayFault: Error {
    let table: JournalTable
    let key: [JournalValue]
}

/// A temporary table with the rows of another one as the journal last said they were.
struct ReplayedTable {
    static let prefix = "journalled "
    /// The number of the journal's row that spoke of the row last.
    static let lastColumn = "\"journal row\""

    let table: JournalTable
    let name: String

    init(_ table: JournalTable, round: Int) {
        self.table = table
        name = "temp.\(SQLName.quoted("\(Self.prefix)\(round) \(table.name)"))"
    }

    /// Only the key has types, those that it has in the ledger, so that one finds the other by an index;
    /// every other value stays what it is.
    func creation(_ database: Database) throws -> String {
        let types = try Row.fetchAll(
            database, sql: "SELECT name, type FROM pragma_table_info(?, 'main') WHERE pk > 0",
            arguments: [table.name]
        ).reduce(into: [String: String]()) { $0[$1[0]] = $1[1] }
        let columns = table.columns.map { "\(SQLName.quoted($0)) \(types[$0] ?? "")" }
        let keys = table.keyColumns.map(SQLName.quoted).joined(separator: ", ")
        return """
            CREATE TABLE \(name) (\(columns.joined(separator: ", ")), \(Self.lastColumn),
            PRIMARY KEY (\(keys))) \(table.isNumbered ? "" : "WITHOUT ROWID")
            """
    }

    fileprivate var isKey: String {
        table.keyColumns.map { "\(SQLName.quoted($0)) = ?" }.joined(separator: " AND ")
    }
}
