package import Foundation
import GRDB

extension Ledger {
    /// Notes that a notice goes to a part of its audience, and that the rest is still to be planned.
    package func narrow(
        _ notice: String, in conference: String, at now: Date, lease: Lease
    ) throws(LedgerFailure) {
        try write(as: lease) { database in
            try database.execute(
                sql: "INSERT INTO narrowed VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                arguments: [conference, notice, now.milliseconds])
        }
    }

    /// Notes that a notice's whole audience is planned by now.
    package func widen(
        _ notice: String, in conference: String, lease: Lease
    ) throws(LedgerFailure) {
        guard try reader.narrowedNotices(in: conference).contains(notice) else { return }
        try write(as: lease) { database in
            try database.execute(
                sql: "DELETE FROM narrowed WHERE conference = ? AND notice = ?",
                arguments: [conference, notice])
        }
    }
}

extension LedgerReader {
    /// The notices that went to a part of their audience, the rest of whom nothing was planned for yet.
    package func narrowedNotices(in conference: String) throws(LedgerFailure) -> Set<String> {
        let notices = try rows(
            "SELECT notice FROM narrowed WHERE conference = :conference",
            ["conference": conference]
        ) { row -> String in row[0] }
        return Set(notices)
    }
}
