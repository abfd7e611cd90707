import GRDB

/// What the head of the file says: whether it is a ledger of ours, and of which format.
struct Identity: Equatable {
    /// "Cvke" in `PRAGMA application_id`.
    static let application = 0x4376_6b65

    let application: Int
    /// `PRAGMA user_version`: how many steps of the schema were taken.
    let version: Int
    let isEmpty: Bool

    static func read(from database: Database) throws -> Identity {
        Identity(
            application: try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0,
            version: try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0,
            isEmpty: try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") == 0)
    }

    /// Nothing was ever written: a ledger may begin here.
    var isBlank: Bool { application == 0 && version == 0 && isEmpty }

    /// Has every step of the schema that this program knows.
    var isUpToDate: Bool {
        application == Self.application && version == Schema.steps.count
    }

    func check() throws(LedgerFailure) {
        guard isBlank || application == Self.application else { throw .notALedger }
        guard version <= Schema.steps.count else { throw .newerVersion(version) }
    }
}
