import Foundation
import GRDB

/// How connections to the ledger are set up.
enum Connection {
    /// A connection that writes, and the journal of what it writes. To be called under the file lock.
    static func writing(at path: String) throws(LedgerFailure) -> (DatabaseQueue, Journal) {
        try LedgerFailure.from {
            let connection = try DatabaseQueue(path: path, configuration: configuration())
            let isUpToDate = try connection.writeWithoutTransaction { database in
                let identity = try Identity.read(from: database)
                try identity.check()
                if identity.isBlank { try choosePages(database) }
                try makeDurable(database)
                return identity.isUpToDate
            }
            let journal = Journal()
            if !isUpToDate {
                try connection.write { database in
                    try Schema.bringUpToDate(database)
                    try journal.begin(on: database)
                }
            }
            return (connection, journal)
        }
    }

    /// A connection that can only read.
    static func reading(at path: String) throws(LedgerFailure) -> DatabaseQueue {
        try LedgerFailure.from {
            var settings = configuration()
            settings.readonly = true
            return try DatabaseQueue(path: path, configuration: settings)
        }
    }

    private static func configuration() -> Configuration {
        var settings = Configuration()
        settings.foreignKeysEnabled = true
        // Writers already queue at the file lock; this is for a stray sqlite3 shell.
        settings.busyMode = .timeout(5)
        settings.label = "ledger"
        return settings
    }

    /// Pages of 8 KB instead of 4: a flush of some twenty deliveries writes fewer of them. SQLite takes their
    /// size from the file once there is something in it; a ledger that was begun with others keeps them.
    private static func choosePages(_ database: Database) throws {
        try database.execute(sql: "PRAGMA page_size = 8192")
    }

    /// WAL, and a flush at each commit. Set after opening and read back: GRDB's own set-up of WAL
    /// would end with `synchronous = NORMAL`, under which a power cut loses the last commits and an
    /// accepted mail would be sent again.
    private static func makeDurable(_ database: Database) throws {
        let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
        guard mode == "wal" else { throw LedgerFailure.notDurable("journal_mode \(mode ?? "")") }
        try flushCommits(database)
    }

    static func flushCommits(_ database: Database) throws {
        try database.execute(sql: "PRAGMA synchronous = FULL")
        let level = try Int.fetchOne(database, sql: "PRAGMA synchronous")
        guard level == 2 else { throw LedgerFailure.notDurable("synchronous \(level ?? -1)") }
    }

    /// For those who write very much: the WAL is folded into the file after 32 MiB, so that pages of an index
    /// that are written again and again are folded once, and 16 MB of pages are kept.
    static func prepareForMuch(_ database: Database) throws {
        try database.execute(sql: "PRAGMA wal_autocheckpoint = 8000; PRAGMA cache_size = -16000")
    }

    /// SQLite's own measures. For many small commits a larger cache is no gain but a cost: when a page of a
    /// table is split, SQLite lends it the number of the page that holds no data (PENDING_BYTE), and looks
    /// through all it has cached for pages of such numbers at the commit.
    static func prepareForLittle(_ database: Database) throws {
        try database.execute(sql: "PRAGMA wal_autocheckpoint = 1000; PRAGMA cache_size = -2000")
    }

    /// Commits wait for the next flush: a power cut takes them back, and the file stays sound
    /// (sqlite.org/pragma.html#pragma_synchronous, on WAL).
    static func leaveUnflushed(_ database: Database) throws {
        try database.execute(sql: "PRAGMA synchronous = NORMAL")
    }
}
