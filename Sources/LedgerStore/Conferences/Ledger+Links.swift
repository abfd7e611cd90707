package import Foundation
import GRDB

/// When the links of a conference's documents were last asked for.
package struct LinkRecord: Hashable, Sendable {
    package let at: Date
    /// How many did not answer.
    package let dead: Int
}

extension Ledger {
    package func recordLinks(
        of conference: String, dead: Int, at now: Date, lease: Lease? = nil
    ) throws(LedgerFailure) {
        try write(as: lease) { database in
            try database.execute(
                sql: """
                    INSERT INTO conference (id, links_at, links_dead) VALUES (?, ?, ?)
                    ON CONFLICT DO UPDATE
                    SET links_at = excluded.links_at, links_dead = excluded.links_dead
                    """, arguments: [conference, now.milliseconds, dead])
        }
    }
}

extension LedgerReader {
    /// Nil when they never were.
    package func linkRecord(of conference: String) throws(LedgerFailure) -> LinkRecord? {
        try rows(
            """
            SELECT links_at, links_dead FROM conference
            WHERE id = :conference AND links_at IS NOT NULL
            """, ["conference": conference]
        ) { LinkRecord(at: Date(milliseconds: $0[0]), dead: $0[1]) }.first
    }
}
