package import Foundation
import GRDB

/// Since when a conference is called off, and who said so.
package struct Cancellation: Hashable, Sendable {
    package let at: Date
    package let by: String
}

extension Ledger {
    /// The conference is called off. Returns false when it was already: then the first word stays.
    package func cancel(
        _ conference: String, by whom: String, at now: Date, lease: Lease? = nil
    ) throws(LedgerFailure) -> Bool {
        try write(as: lease) { database in
            try database.execute(
                sql: """
                    INSERT INTO conference (id, cancelled_at, cancelled_by) VALUES (?, ?, ?)
                    ON CONFLICT DO UPDATE SET cancelled_at = excluded.cancelled_at,
                        cancelled_by = excluded.cancelled_by
                    WHERE cancelled_at IS NULL
                    """, arguments: [conference, now.milliseconds, whom])
            return database.changesCount == 1
        }
    }

    /// It takes place after all. Returns false when it was not called off.
    package func reinstate(_ conference: String) throws(LedgerFailure) -> Bool {
        try write { database in
            try database.execute(
                sql: """
                    UPDATE conference SET cancelled_at = NULL, cancelled_by = NULL
                    WHERE id = ? AND cancelled_at IS NOT NULL
                    """, arguments: [conference])
            return database.changesCount == 1
        }
    }
}

extension LedgerReader {
    /// Nil while the conference takes place.
    package func cancellation(of conference: String) throws(LedgerFailure) -> Cancellation? {
        try rows(
            """
            SELECT cancelled_at, cancelled_by FROM conference
            WHERE id = :conference AND cancelled_at IS NOT NULL
            """, ["conference": conference]
        ) { Cancellation(at: Date(milliseconds: $0[0]), by: $0[1]) }.first
    }
}
