import Foundation
import GRDB

/// The ledger's tables, in steps that are only ever added, never edited.
///
/// A step's SQL is written out and derives nothing from the code, so that it means the same for
/// ever; tests compare its words with the enumerations they stand for. The number of steps taken is
/// `PRAGMA user_version`, which a reader can check without knowing any table.
enum Schema {
    static let steps: [String] = [
        firstTables + firstIndexes + firstTriggers,
        second,
        third,
        fourth,
        fifth,
        sixth,
        seventh,
        eighth,
        ninth,
        tenth,
        eleventh,
        twelfth,
        thirteenth,
        fourteenth,
        fifteenth,
    ]

    /// A condition: the column holds one of the words. Written as `OR`, since SQLite builds a table
    /// for every longer `IN` list, each time that a constraint is checked: three times the cost of
    /// a change of state.
    static func one(_ column: String, of words: String) -> String {
        let terms = words.split(separator: " ").map { "\(column) = '\($0)'" }
        return "(\(terms.joined(separator: " OR ")))"
    }

    /// Takes the steps that are missing. To be called in a transaction under the file lock. Throws
    /// `leaseHeld` while a run of an older version is at work: it would go on by rules that are no more.
    static func bringUpToDate(_ database: Database) throws {
        let identity = try Identity.read(from: database)
        try identity.check()
        if identity.version > 0, identity.version < steps.count,
            let holder = try Lease.living(in: database, at: Date())
        {
            throw LedgerFailure.leaseHeld(by: holder)
        }
        for step in steps.dropFirst(identity.version) {
            try database.execute(sql: step)
        }
        guard identity.version < steps.count else { return }
        try database.execute(sql: "PRAGMA application_id = \(Identity.application)")
        try database.execute(sql: "PRAGMA user_version = \(steps.count)")
    }
}
