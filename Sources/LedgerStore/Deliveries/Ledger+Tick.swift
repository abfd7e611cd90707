package import Foundation
import GRDB

extension Ledger {
    /// Notes that cron came by; `status` shows it, so that silence is noticed.
    package func recordTick(of conference: String, at now: Date) throws(LedgerFailure) {
        try write { database in
            try database.execute(
                sql: "INSERT INTO tick VALUES (?, ?) ON CONFLICT DO UPDATE SET at = excluded.at",
                arguments: [conference, now.milliseconds])
        }
    }
}
