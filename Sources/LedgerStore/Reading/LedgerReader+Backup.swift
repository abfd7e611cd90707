import GRDB

extension LedgerReader {
    /// Copies the ledger as it is at this moment into a new file of its own, mode 0600, while others
    /// go on writing. Refuses a file that exists.
    package func backup(to path: String) throws(LedgerFailure) {
        try LedgerFile.createForBackup(at: path)
        try LedgerFailure.from {
            let copy = try DatabaseQueue(path: path)
            try connection.backup(to: copy)
            // The copy comes with WAL switched on; one plain file is easier to keep.
            try copy.writeWithoutTransaction { database in
                _ = try String.fetchOne(database, sql: "PRAGMA journal_mode = DELETE")
            }
            try copy.close()
        }
    }
}
