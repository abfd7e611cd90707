package import Foundation
import GRDB

extension Ledger {
    /// Enters texts by their hashes and returns how many were new. A delivery's edition is entered
    /// before the delivery.
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

    /// Gives deliveries, by their ids, the editions with these hashes; returns how many got another
    /// one. What was sent, or may have been, keeps the edition that it was sent with.
    package func setEditions(
        _ editions: [Int64: String], at now: Date, lease: Lease? = nil
    ) throws(LedgerFailure) -> Int {
        let sql = """
            UPDATE delivery SET edition = :edition, updated_at = :now
            WHERE id = :id AND edition IS NOT :edition AND doubts = 0
                AND \(Schema.one("state", of: "queued deferred"))
            """
        return try enter(editions, as: lease) { row, database in
            try database.cachedStatement(sql: sql).execute(arguments: [
                "id": row.key, "edition": row.value, "now": now.milliseconds,
            ])
            return database.changesCount
        }
    }
}
