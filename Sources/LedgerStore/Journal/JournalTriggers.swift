import GRDB
import GRDBSQLite

/// Temporary triggers that hand each change to the journal, through a function that only their
/// connection has.
struct JournalTriggers {
    private let tables: [JournalTable]

    init(_ tables: [JournalTable]) { self.tables = tables }

    /// From here on the connection's changes are handed over; `register` comes before.
    func install(on database: Database) throws {
        for table in tables.indices {
            for sql in triggers(of: table) { try database.execute(sql: sql) }
        }
    }

    /// A query that hands over every row of a table as it is.
    func state(of table: Int) -> String {
        let columns = tables[table].columns.map(SQLName.quoted).joined(separator: ", ")
        return
            "SELECT \(call(.state, table, columns)) FROM main.\(SQLName.quoted(tables[table].name))"
    }

    // MARK: - SQL

    private static let function = "journal_line"

    private func triggers(of table: Int) -> [String] {
        let columns = tables[table].columns.map(SQLName.quoted)
        let new = columns.map { "NEW.\($0)" }
        let both = columns.map { "OLD.\($0), NEW.\($0)" }
        let key = tables[table].keyColumns.map { "OLD.\(SQLName.quoted($0))" }
        return [
            trigger(table, "INSERT", .insert, new),
            trigger(table, "UPDATE OF \(columns.joined(separator: ", "))", .update, both),
            trigger(table, "DELETE", .delete, key),
        ]
    }

    private func trigger(
        _ table: Int, _ what: String, _ kind: JournalLine.Kind, _ values: [String]
    ) -> String {
        let name = tables[table].name
        return """
            CREATE TEMP TRIGGER \(SQLName.quoted("journal_\(kind)_\(name)"))
            AFTER \(what) ON main.\(SQLName.quoted(name))
            BEGIN SELECT \(call(kind, table, values.joined(separator: ", "))); END
            """
    }

    private func call(_ kind: JournalLine.Kind, _ table: Int, _ values: String) -> String {
        "\(Self.function)(\(table * 8 + kind.rawValue), \(values))"
    }

    // MARK: - The function

    /// The connection owns the journal from here on, and lets it go when it closes.
    func register(_ journal: Journal, on database: Database) throws {
        let owner = Unmanaged.passRetained(journal).toOpaque()
        // When this fails, SQLite calls the last function too.
        let code = sqlite3_create_function_v2(
            database.sqliteConnection, Self.function, -1, SQLITE_UTF8, owner,
            { context, count, values in JournalTriggers.take(context, count, values) }, nil, nil,
            { owner in
                if let owner { Unmanaged<Journal>.fromOpaque(owner).release() }
            })
        guard code == SQLITE_OK else {
            throw LedgerFailure.other("the journal's function was not taken: \(code)")
        }
    }

    private static func take(
        _ context: OpaquePointer?, _ count: Int32, _ values: LineWriter.Values?
    ) {
        guard let values, count > 0, let owner = sqlite3_user_data(context) else { return }
        let head = Int(sqlite3_value_int64(values[0]))
        guard let kind = JournalLine.Kind(rawValue: head % 8) else { return }
        Unmanaged<Journal>.fromOpaque(owner).takeUnretainedValue().take(
            kind, head / 8, values + 1)
    }
}
