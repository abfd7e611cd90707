import GRDB

/// Holds the tables, indexes and triggers of a ledger against those that Convoke makes: without a trigger
/// whose work it is, a change that must not happen is not refused.
struct SchemaCheck {
    private let expected: [Name: Entry]
    private let found: [Name: Entry]

    private struct Name: Hashable {
        let kind: String
        let name: String
    }

    private struct Entry: Equatable {
        /// To which it belongs; a table itself.
        let table: String
        let text: String
    }

    init(_ database: Database) throws {
        expected = try DatabaseQueue().write { empty in
            try Schema.bringUpToDate(empty)
            return try Self.texts(in: empty)
        }
        found = try Self.texts(in: database)
    }

    /// By kind and name, as they were written. What SQLite makes by itself has no text.
    private static func texts(in database: Database) throws -> [Name: Entry] {
        let rows = try Row.fetchAll(
            database,
            sql: "SELECT type, name, tbl_name, sql FROM main.sqlite_schema WHERE sql IS NOT NULL")
        let texts = rows.map {
            (Name(kind: $0[0], name: $0[1]), Entry(table: $0[2], text: $0[3]))
        }
        return Dictionary(texts) { first, _ in first }
    }

    func findings() -> [LedgerFinding] {
        let rows = (missing + changed + foreign).sorted()
        if rows.isEmpty { return [] }
        return [
            LedgerFinding(
                what: "The rules that the ledger keeps are not those that Convoke made",
                rows: Array(rows.prefix(100)))
        ]
    }

    private var missing: [String] {
        expected.keys.filter { found[$0] == nil }.map { "\($0.kind) \($0.name) is missing" }
    }

    /// A table's columns are looked at by the journal, which goes on with those that there are.
    private var changed: [String] {
        expected.filter { name, entry in
            name.kind != "table" && found[name] != nil && found[name] != entry
        }.keys.map { "\($0.kind) \($0.name) is another one" }
    }

    /// A table or a view of somebody's own does nothing to the others.
    private var foreign: [String] {
        let tables = Set(expected.values.map(\.table))
        return found.filter { name, entry in
            expected[name] == nil && name.kind != "table" && tables.contains(entry.table)
        }.keys.map { "\($0.kind) \($0.name) is not Convoke's" }
    }
}
