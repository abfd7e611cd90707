import GRDB

/// A statement that writes many rows at once, in one text for each number of rows. SQLite calls the
/// columns of the rows column1, column2 and so on.
///
/// It is a class so that what was prepared of it is found by its identity.
final class RowsSQL: Sendable {
    /// More rows than sessions hand in at once are rare.
    static let most = 32

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

    /// The values are put in the order of the question marks: what stands before the rows, the rows, the
    /// rest. Returns how many rows were changed.
    func execute(
        _ rows: Int, in database: Database, _ prepared: PreparedRows,
        _ bind: (inout ValueBinder) -> Void
    ) throws -> Int {
        try prepared.statement(self, rows, in: database).change(in: database, bind)
    }
}
