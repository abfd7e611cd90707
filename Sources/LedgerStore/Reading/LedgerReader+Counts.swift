package import ConvokeCore
package import Foundation
import GRDB

/// How many deliveries of one notice over one channel are in each state.
package struct NoticeCounts: Hashable, Sendable {
    package let notice: String
    package let channel: Channel
    /// States without a delivery are missing.
    package var counts: [DeliveryState: Int]

    package var total: Int { counts.values.reduce(0, +) }
}

extension LedgerReader {
    /// Counts of all notices of a conference, without a scan of the deliveries.
    package func counts(in conference: String) throws(LedgerFailure) -> [NoticeCounts] {
        let rows = try rows(
            """
            SELECT notice, channel, state, sum(count) FROM (
                SELECT notice, channel, state, count FROM tally WHERE conference = :conference
                UNION ALL SELECT notice, channel, state, -1 FROM \(Self.underWay)
                UNION ALL SELECT notice, channel, 'sending', 1 FROM \(Self.underWay))
            GROUP BY notice, channel, state HAVING sum(count) > 0 ORDER BY notice, channel
            """, ["conference": conference]
        ) { row in
            NoticeCounts(
                notice: row[0], channel: try Word.read(row[1]),
                counts: [try Word.read(row[2]): row[3]])
        }
        return rows.reduce(into: []) { all, row in
            if let last = all.last, last.notice == row.notice, last.channel == row.channel {
                all[all.count - 1].counts.merge(row.counts) { $1 }
            } else {
                all.append(row)
            }
        }
    }

    /// What is being sent, which the tally counts as what it was before. The few intents lead to their
    /// deliveries: left to itself SQLite goes through all that the conference ever sent.
    static let underWay =
        "intent CROSS JOIN delivery ON id = intent.delivery WHERE conference = :conference"

    /// How many different recipients a notice has deliveries to: of some there are several, by further addresses,
    /// channels and revisions.
    package func recipientCount(
        of notice: String, in conference: String
    ) throws(LedgerFailure) -> Int {
        try rows(
            """
            SELECT count(DISTINCT recipient) FROM delivery
            WHERE conference = :conference AND notice = :notice
            """, ["conference": conference, "notice": notice]
        ) { row -> Int in row[0] }.first ?? 0
    }

    /// The notices that have any delivery, whatever became of it; without a scan of the deliveries.
    package func plannedNotices(in conference: String) throws(LedgerFailure) -> Set<String> {
        let notices = try rows(
            "SELECT DISTINCT notice FROM tally WHERE conference = :conference",
            ["conference": conference]
        ) { row -> String in row[0] }
        return Set(notices)
    }

    /// How many deliveries wait for a person's word; `deliveries` with `forPerson` lists them.
    package func countForPerson(in conference: String) throws(LedgerFailure) -> Int {
        try rows(
            """
            SELECT count(*) FROM delivery
            WHERE conference = :conference AND \(DeliveryFilter.waitsForPerson)
            """, ["conference": conference]
        ) { row -> Int in row[0] }.first ?? 0
    }

    /// How many are in doubt and are to be sent once more.
    package func countToResend(in conference: String) throws(LedgerFailure) -> Int {
        try rows(
            """
            SELECT count(*) FROM delivery
            WHERE conference = :conference AND state = 'in_doubt' AND next_attempt_at IS NOT NULL
                AND NOT \(Transition.isUnderWay)
            """, ["conference": conference]
        ) { row -> Int in row[0] }.first ?? 0
    }

    /// When the first delivery of a notice was planned; nil when none was.
    package func firstPlanned(
        _ notice: String, in conference: String
    ) throws(LedgerFailure) -> Date? {
        try rows(
            """
            SELECT planned_at FROM delivery INDEXED BY delivery_by_notice
            WHERE conference = :conference AND notice = :notice ORDER BY id LIMIT 1
            """, ["conference": conference, "notice": notice]
        ) { Date(milliseconds: $0[0]) }.first
    }

    /// The runs that have not ended, of one conference or of all. Whether such a run still lives is
    /// for `Lease.isLiving` to say.
    package func runs(in conference: String? = nil) throws(LedgerFailure) -> [Lease] {
        try rows(
            """
            SELECT \(Lease.columns) FROM run
            WHERE ended_at IS NULL AND conference = coalesce(:conference, conference)
            """, ["conference": conference], Lease.init)
    }

    /// The clock of this ledger's deliveries; nil before the first.
    package func clock() throws(LedgerFailure) -> LedgerClock? {
        try read { try LedgerClock.stamped(in: $0) }
    }
}
