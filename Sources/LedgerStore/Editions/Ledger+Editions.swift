import GRDB

extension Ledger {
    /// Enters texts by their hashes and returns how many were new. An edition is entered before
    /// the delivery or the intent that names it.
    package func enterEditions(
        _ texts: [String: String], lease: Lease? = nil
    ) throws(LedgerFailure) -> Int {
        try enter(texts, as: lease) { edition, database in
            try database.cachedStatement(
                sql: "INSERT INTO edition VALUES (?, ?) ON CONFLICT DO NOTHING"
            ).execute(arguments: [edition.key, edition.value])
            return database.changesCount
        }
    }
}
