import GRDB

/// The ledger, opened for reading. It never waits for a writer, and sees what was committed when each
/// of its functions began.
package final class LedgerReader: Sendable {
    let connection: DatabaseQueue

    /// Opens the ledger at `path`; nil when there is none yet.
    package static func open(at path: String) throws(LedgerFailure) -> LedgerReader? {
        guard LedgerFile.exists(at: path) else { return nil }
        let reader = try LedgerReader(at: path)
        let identity = try reader.read { try Identity.read(from: $0) }
        try identity.check()
        if identity.isBlank { return nil }
        if identity.version < Schema.steps.count {
            try Ledger.open(at: path).close()
        }
        return reader
    }

    init(at path: String) throws(LedgerFailure) {
        connection = try Connection.reading(at: path)
    }

    func close() throws(LedgerFailure) {
        try LedgerFailure.from { try connection.close() }
    }

    /// One consistent view for all of `body`.
    func read<Value>(_ body: (Database) throws -> Value) throws(LedgerFailure) -> Value {
        try LedgerFailure.from { try connection.read(body) }
    }

    /// The rows of a query, through `make`.
    func rows<Value>(
        _ sql: String, _ arguments: StatementArguments = [:], _ make: (Row) throws -> Value
    ) throws(LedgerFailure) -> [Value] {
        try read { database in
            let statement = try database.cachedStatement(sql: sql)
            let cursor = try Row.fetchCursor(statement, arguments: arguments)
            var values: [Value] = []
            while let row = try cursor.next() { values.append(try make(row)) }
            return values
        }
    }
}
