import GRDB

/// How many rows of a table are alike, kept in a table of counts, so that counting never scans.
///
/// The journal is handed each row that its transaction enters or changes anyway; what that does to the counts
/// is added up here, and written at the transaction's end. A trigger that counts each row costs as much as
/// to enter the row.
struct RowTally {
    /// Adds to a count that is there, and begins one that is not: the number first, then the values.
    private let addition: String
    private let beginning: String
    /// Places of the columns by whose values rows are counted.
    private let places: [Int]
    /// What the transaction has changed so far; a run changes the same few counts again and again.
    private var changes: [Change] = []

    private struct Change {
        let values: [[UInt8]]
        var count: Int64

        func has(_ value: (Int) -> OpaquePointer?, at places: [Int]) -> Bool {
            for (index, place) in places.enumerated() {
                let octets = LineWriter.octets(of: value(place))
                guard values[index].withUnsafeBytes({ $0.isSame(as: octets) }) else {
                    return false
                }
            }
            return true
        }
    }

    /// Nil for a table that has none of those columns: of an older ledger. They have the same names in the
    /// table of counts.
    init?(_ table: JournalTable, _ counts: String, by columns: [String]) {
        let places = columns.compactMap { table.columns.firstIndex(of: $0) }
        guard places.count == columns.count else { return nil }
        self.places = places
        let condition = columns.map { "\($0) = ?" }.joined(separator: " AND ")
        addition = "UPDATE \(counts) SET count = count + ? WHERE \(condition)"
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        beginning = """
            INSERT INTO \(counts) (count, \(columns.joined(separator: ", "))) VALUES (?, \(marks))
            """
    }

    /// The tables whose rows are counted.
    static func of(_ table: JournalTable) -> RowTally? {
        switch table.name {
        case "delivery":
            RowTally(table, "tally", by: ["conference", "notice", "channel", "state"])
        case "obligation":
            RowTally(table, "obligation_tally", by: ["conference", "about", "state"])
        default: nil
        }
    }

    // MARK: - Adding up

    /// A row is new.
    mutating func add(_ values: LineWriter.Values) {
        count(1) { values[$0] }
    }

    /// A row is another one now; `values` has the old and the new one of each column by turns.
    mutating func move(_ values: LineWriter.Values) {
        let isSame = places.allSatisfy {
            LineWriter.isSame(values[2 * $0], values[2 * $0 + 1])
        }
        if isSame { return }
        count(-1) { values[2 * $0] }
        count(1) { values[2 * $0 + 1] }
    }

    mutating func forget() { changes.removeAll(keepingCapacity: true) }

    private mutating func count(_ number: Int64, _ value: (Int) -> OpaquePointer?) {
        for index in changes.indices where changes[index].has(value, at: places) {
            changes[index].count += number
            return
        }
        let values = places.map { [UInt8](LineWriter.octets(of: value($0))) }
        changes.append(Change(values: values, count: number))
    }

    // MARK: - Writing

    mutating func write(in database: Database) throws {
        defer { forget() }
        for change in changes where change.count != 0 { try write(change, database) }
    }

    /// What is counted for the first time has no row yet.
    private func write(_ change: Change, _ database: Database) throws {
        if try execute(addition, change, database) == 0 {
            _ = try execute(beginning, change, database)
        }
    }

    private func execute(_ sql: String, _ change: Change, _ database: Database) throws -> Int {
        try database.cachedStatement(sql: sql).change(in: database) { values in
            values.put(change.count)
            for value in change.values { values.put(text: value) }
        }
    }
}
