import GRDB

/// A statement that writes many rows at once, in one text for some numbers of rows: what is left over is NULL,
/// and `after` must take no row whose column1 is NULL. SQLite calls the columns of the rows column1, column2
/// and so on.
///
/// It is a class so that what was prepared of it is found by its identity.
final class RowsSQL: Sendable {
    /// Rows that go into one statement, where nothing else is said: what twenty sessions hand in at once goes
    /// into one.
    static let most = 64

    private let before: String
    private let row: String
    private let after: String

    init(before: String, columns: Int, after: String) {
        self.before = before
        row = "(\(repeatElement("?", count: columns).joined(separator: ", ")))"
        self.after = after
    }

    func text(_ count: Int) -> String {
        let rows = repeatElement(row, count: count).joined(separator: ", ")
        return "\(before) FROM (VALUES \(rows)) AS new \(after)"
    }

    /// The rows, as many at a time as go into one statement.
    static func portions<Row>(of rows: some Collection<Row>) -> [ArraySlice<Row>] {
        let all = Array(rows)
        return stride(from: 0, to: all.count, by: most).map {
            all[$0..<min($0 + most, all.count)]
        }
    }

    /// The values are put in the order of the question marks: what stands before the rows, and the rows.
    /// Returns how many rows were changed.
    func execute(
        _ rows: Int, in database: Database, _ prepared: PreparedRows,
        _ bind: (inout ValueBinder) -> Void
    ) throws -> Int {
        try prepared.statement(self, Self.room(for: rows), in: database)
            .change(in: database, bind)
    }

    /// Room for up to seven more: one text for each number of rows would be prepared eight times as often, and
    /// thirty of them take as long as to write a thousand rows.
    private static func room(for rows: Int) -> Int { rows == 1 ? 1 : (rows + 7) / 8 * 8 }
}
