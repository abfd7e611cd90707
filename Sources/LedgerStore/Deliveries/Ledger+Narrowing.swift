package import ConvokeCore
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

extension Ledger {
    /// Notes that a notice needs no delivery until that moment of last use, or any more.
    package func closeNotice(
        _ notice: String, in conference: String, lastUseful: Date, lease: Lease
    ) throws(LedgerFailure) {
        try write(as: lease) { database in
            try database.execute(
                sql: """
                    INSERT INTO closed VALUES (?, ?, ?)
                    ON CONFLICT DO UPDATE SET last_useful_at = excluded.last_useful_at
                    """, arguments: [conference, notice, lastUseful.milliseconds])
        }
    }
}

extension LedgerReader {
    /// Of a conference's notices those that needed no delivery until the moment that is still their last.
    package func closed(
        among notices: [Notice], in conference: String
    ) throws(LedgerFailure) -> Set<String> {
        let closed = try rows(
            "SELECT notice, last_useful_at FROM closed WHERE conference = :conference",
            ["conference": conference]
        ) { row -> (String, Date) in (row[0], Date(milliseconds: row[1])) }
        let moments = Dictionary(closed) { first, _ in first }
        return Set(notices.filter { moments[$0.id] == $0.lastUseful.cut }.map(\.id))
    }

    /// The notices that went to a part of their audience, the rest of whom nothing was planned for yet.
    package func narrowedNotices(in conference: String) throws(LedgerFailure) -> Set<String> {
        let notices = try rows(
            "SELECT notice FROM narrowed WHERE conference = :conference",
            ["conference": conference]
        ) { row -> String in row[0] }
        return Set(notices)
    }
}
