import GRDB

/// The statements of one connection that write many rows, each prepared once. To find one by its text, some
/// thousand letters of it, takes as long as to write a row.
///
/// `@unchecked Sendable`: everything here is touched on the connection's own serial queue alone.
final class PreparedRows: @unchecked Sendable {
    private var statements: [Key: Statement] = [:]

    private struct Key: Hashable {
        let sql: ObjectIdentifier
        let rows: Int
    }

    func statement(_ sql: RowsSQL, _ rows: Int, in database: Database) throws -> Statement {
        let key = Key(sql: ObjectIdentifier(sql), rows: rows)
        if let known = statements[key] { return known }
        let new = try database.makeStatement(sql: sql.text(rows))
        statements[key] = new
        return new
    }

    /// To be called before the connection is closed.
    func removeAll() { statements.removeAll() }
}
