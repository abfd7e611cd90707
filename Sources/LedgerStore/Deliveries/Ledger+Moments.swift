package import Foundation
import GRDB

/// The two moments that bound what waits of a notice.
package struct NoticeMoments: Hashable, Sendable {
    /// Id of the notice.
    package let notice: String
    package let handOverAt: Date
    package let lastUsefulAt: Date

    /// As precise as the ledger keeps them.
    package init(notice: String, handOverAt: Date, lastUsefulAt: Date) {
        self.notice = notice
        self.handOverAt = handOverAt.cut
        self.lastUsefulAt = lastUsefulAt.cut
    }
}

extension LedgerReader {
    /// What bounds the mails and calls of a conference that wait, once for all that have the same
    /// moments. Texts are bounded by their case.
    package func pendingMoments(
        in conference: String
    ) throws(LedgerFailure) -> Set<NoticeMoments> {
        let all = try rows(
            """
            SELECT DISTINCT notice, hand_over_at, last_useful_at
            FROM delivery INDEXED BY delivery_due WHERE \(Ledger.waiting)
            """, ["conference": conference]
        ) { row in
            NoticeMoments(
                notice: row[0], handOverAt: Date(milliseconds: row[1]),
                lastUsefulAt: Date(milliseconds: row[2]))
        }
        return Set(all)
    }
}

extension Ledger {
    /// Gives the mails and calls that wait the moments that their notices have now; returns how many
    /// had other ones. What ended stays as it is.
    ///
    /// An attempt that was to come after the new last useful moment comes at it. One that was put
    /// forward to the old one is made then all the same, and those after it have the new bounds.
    package func move(
        _ notices: [NoticeMoments], in conference: String, lease: Lease? = nil
    ) throws(LedgerFailure) -> Int {
        var count = 0
        for moments in notices { count += try move(moments, conference, lease) }
        return count
    }

    private func move(
        _ moments: NoticeMoments, _ conference: String, _ lease: Lease?
    ) throws(LedgerFailure) -> Int {
        try writeByPortions(as: lease) { database in
            try database.execute(
                sql: Self.moving,
                arguments: [
                    "conference": conference, "notice": moments.notice, "portion": Self.portion,
                    "handOver": moments.handOverAt.milliseconds,
                    "last": moments.lastUsefulAt.milliseconds,
                ])
            return database.changesCount
        }
    }

    /// The channels are named for the index.
    fileprivate static let waiting = """
        conference = :conference AND channel IN ('call', 'email') AND next_attempt_at IS NOT NULL
        """

    private static let moving = """
        UPDATE delivery SET hand_over_at = :handOver, last_useful_at = :last,
            next_attempt_at = min(next_attempt_at, :last)
        WHERE id IN (SELECT id FROM delivery INDEXED BY delivery_due
            WHERE \(waiting) AND notice = :notice
                AND (hand_over_at <> :handOver OR last_useful_at <> :last) LIMIT :portion)
        """
}
