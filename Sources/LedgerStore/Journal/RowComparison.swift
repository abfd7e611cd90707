import GRDB

/// The rows of one table beside what the journal last said of them.
struct RowComparison {
    /// With the columns that are compared.
    private let table: JournalTable
    private let replayed: String
    private let found: String
    private let database: Database

    /// The ledger's own rows.
    init(_ replayed: ReplayedTable, _ database: Database) {
        table = replayed.table
        self.replayed = replayed.name
        found = "main.\(SQLName.quoted(replayed.table.name))"
        self.database = database
    }

    /// The rows with which the journal began anew, in the columns that they had before too.
    init(_ before: ReplayedTable, anew: ReplayedTable, _ database: Database) {
        table = before.table.narrowed(to: Set(anew.table.columns))
        replayed = before.name
        found = anew.name
        self.database = database
    }

    /// Rows in which a column is different, and rows that are no more; at most 100 in all.
    func changedAndGone() throws -> (changed: [String], gone: [String]) {
        var changed: [String] = []
        var gone: [String] = []
        for row in try rows(of: comparison) {
            let values = Array(row.databaseValues)
            let number = values[values.count - 2].words
            if values[values.count - 1] == true.databaseValue {
                gone.append("\(name(values[0...], stride: 2)) (journal \(number))")
            } else {
                changed.append(
                    "\(name(values[0...], stride: 2)): \(difference(values)) (journal \(number))")
            }
        }
        return (changed, gone)
    }

    /// Rows that the journal never spoke of; at most 100.
    func unknown() throws -> [String] {
        try rows(of: strangers).map { row in
            name(Array(row.databaseValues)[...], stride: 1, isKeyOnly: true)
        }
    }

    // MARK: - Words

    /// `values` has for each column what the journal says, then what stands there.
    private func difference(_ values: [DatabaseValue]) -> String {
        table.columns.indices.compactMap { place in
            let (said, found) = (values[2 * place], values[2 * place + 1])
            if said == found { return nil }
            return "\(table.columns[place]) is \(found.words), the journal says \(said.words)"
        }.joined(separator: "; ")
    }

    private func name(
        _ values: ArraySlice<DatabaseValue>, stride: Int, isKeyOnly: Bool = false
    ) -> String {
        let places = isKeyOnly ? Array(table.key.indices) : table.key.map { $0 * stride }
        return table.rowName(places.map { values[$0].words(quoted: false) })
    }

    // MARK: - SQL

    private func rows(of sql: String) throws -> [Row] { try Row.fetchAll(database, sql: sql) }

    private var comparison: String {
        let names = table.columns.map(SQLName.quoted)
        let pairs = names.map { "said.\($0), found.\($0)" }.joined(separator: ", ")
        let differs = names.map { "said.\($0) IS NOT found.\($0)" }.joined(separator: " OR ")
        return """
            SELECT \(pairs), said.\(ReplayedTable.lastColumn), found.\(firstKey) IS NULL
            FROM \(replayed) AS said LEFT JOIN \(found) AS found ON \(sameKey)
            WHERE \(differs) LIMIT 100
            """
    }

    private var strangers: String {
        let keys = table.keyColumns.map { "found.\(SQLName.quoted($0))" }.joined(separator: ", ")
        return """
            SELECT \(keys) FROM \(found) AS found LEFT JOIN \(replayed) AS said ON \(sameKey)
            WHERE said.\(firstKey) IS NULL LIMIT 100
            """
    }

    private var firstKey: String { SQLName.quoted(table.keyColumns.first ?? "rowid") }

    private var sameKey: String {
        table.keyColumns.map(SQLName.quoted).map { "said.\($0) = found.\($0)" }
            .joined(separator: " AND ")
    }
}

extension JournalTable {
    /// The same with fewer columns; the key stays.
    fileprivate func narrowed(to names: Set<String>) -> JournalTable {
        let kept = columns.indices.filter { names.contains(columns[$0]) || key.contains($0) }
        return JournalTable(
            name: name, columns: kept.map { columns[$0] },
            key: key.compactMap { kept.firstIndex(of: $0) }, isNumbered: isNumbered)
    }

    /// As findings name rows: "delivery 17".
    func rowName(_ key: [String]) -> String { "\(name) \(key.joined(separator: "/"))" }
}

extension DatabaseValue {
    /// For a person: at most 80 letters of it.
    func words(quoted: Bool) -> String {
        switch storage {
        case .null: "nothing"
        case .int64(let number): String(number)
        case .double(let number): String(number)
        case .string(let text): quoted ? "\"\(Self.shortened(text))\"" : Self.shortened(text)
        case .blob(let bytes): Hexadecimal.text(bytes.prefix(40))
        }
    }

    var words: String { words(quoted: true) }

    private static func shortened(_ text: String) -> String {
        let line = text.replacing("\n", with: " ")
        return line.count > 80 ? line.prefix(79) + "…" : line
    }
}

extension JournalValue {
    /// For a person.
    var words: String {
        switch self {
        case .null: "nothing"
        case .integer(let number): String(number)
        case .real(let number): String(number)
        case .text(let bytes): String(decoding: bytes.prefix(80), as: UTF8.self)
        case .blob(let bytes): Hexadecimal.text(bytes.prefix(40))
        }
    }
}
