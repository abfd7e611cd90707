import GRDB
import Synchronization

/// The ledger, opened for reading. It never waits for a writer, and sees what was committed when each
/// of its functions began.
package final class LedgerReader: Sendable {
    private let path: String
    private let state = Mutex(State.notYetOpen)

    private enum State {
        case notYetOpen
        case open(DatabaseQueue)
        case closed
    }

    /// Opens the ledger at `path`; nil when there is none yet.
    package static func open(at path: String) throws(LedgerFailure) -> LedgerReader? {
        guard LedgerFile.exists(at: path) else { return nil }
        let reader = LedgerReader(at: path)
        let identity = try reader.read { try Identity.read(from: $0) }
        try identity.check()
        if identity.isBlank { return nil }
        if identity.version < Schema.steps.count {
            try Ledger.open(at: path).close()
        }
        return reader
    }

    /// Opens nothing yet.
    init(at path: String) {
        self.path = path
    }

    /// Opened when it is asked for the first time: each connection reads the whole schema, and whoever
    /// only writes needs none.
    var connection: DatabaseQueue {
        get throws(LedgerFailure) {
            try state.withLock { state throws(LedgerFailure) in
                switch state {
                case .open(let connection): return connection
                case .closed: throw .other("the ledger is closed")
                case .notYetOpen:
                    let connection = try Connection.reading(at: path)
                    state = .open(connection)
                    return connection
                }
            }
        }
    }

    var isOpen: Bool {
        state.withLock { state in
            if case .open = state { true } else { false }
        }
    }

    func close() throws(LedgerFailure) {
        try state.withLock { state throws(LedgerFailure) in
            if case .open(let connection) = state {
                try LedgerFailure.from { try connection.close() }
            }
            state = .closed
        }
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
