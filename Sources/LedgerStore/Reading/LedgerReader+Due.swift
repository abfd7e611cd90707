package import ConvokeCore
package import Foundation
import GRDB

/// Where a page of due deliveries ended.
package struct DueCursor: Hashable, Sendable {
    let moment: Int64
    let id: Int64

    /// After this delivery, as `due` returned it.
    package init(after delivery: Delivery) {
        moment = (delivery.nextAttemptAt ?? .distantPast).milliseconds
        id = delivery.id
    }
}

extension LedgerReader {
    /// What is due and still useful, earliest first, at most `limit`; `notices` nil means all, and so
    /// does `recipients`. The next page is asked for with the cursor after the last delivery: what was sent meanwhile is no
    /// longer among the due ones, and pages neither repeat nor skip any.
    package func due(
        in conference: String, by channel: Channel, notices: [String]? = nil,
        recipients: [String]? = nil, now: Date, after cursor: DueCursor? = nil, limit: Int
    ) throws(LedgerFailure) -> [Delivery] {
        try read { database in
            let statement = try database.cachedStatement(sql: Self.dueSQL)
            statement.arguments = [
                "conference": conference, "channel": channel.rawValue, "now": now.milliseconds,
                "moment": cursor?.moment ?? Int64.min, "id": cursor?.id ?? 0,
                "notices": notices.map(JSONList.text),
                "recipients": recipients.map(JSONList.text), "limit": limit,
            ]
            return try DeliveryReading.all(statement, in: database)
        }
    }

    private static let dueSQL = """
        SELECT \(Delivery.storedColumns) FROM delivery
        WHERE conference = :conference AND next_attempt_at <= :now AND last_useful_at >= :now
            AND NOT \(Transition.isUnderWay) AND channel = :channel
            AND (next_attempt_at, id) > (:moment, :id)
            AND (:notices IS NULL OR notice IN (SELECT value FROM json_each(:notices)))
            AND \(isOneOfRecipients)
        ORDER BY next_attempt_at, id LIMIT :limit
        """

    private static let isOneOfRecipients = """
        (:recipients IS NULL OR recipient IN (SELECT value FROM json_each(:recipients)))
        """

    /// How many `due` would return in all.
    package func dueCount(
        in conference: String, by channel: Channel, notices: [String]? = nil,
        recipients: [String]? = nil, now: Date
    ) throws(LedgerFailure) -> Int {
        try read { database in
            try Int.fetchOne(
                database.cachedStatement(
                    sql: """
                        SELECT count(*) FROM delivery
                        WHERE conference = :conference AND next_attempt_at <= :now
                            AND last_useful_at >= :now AND channel = :channel
                            AND NOT \(Transition.isUnderWay) AND (:notices IS NULL
                                OR notice IN (SELECT value FROM json_each(:notices)))
                            AND \(Self.isOneOfRecipients)
                        """),
                arguments: [
                    "conference": conference, "channel": channel.rawValue,
                    "now": now.milliseconds, "notices": notices.map(JSONList.text),
                    "recipients": recipients.map(JSONList.text),
                ]) ?? 0
        }
    }

    /// Whether a run would find anything to do: mails that are due, deliveries of any kind whose last
    /// useful moment passed, what a run left behind, and what is in doubt and, by `policy`, to be
    /// resent. A call that is due waits for a person, so it is no work for a run. Takes the same time
    /// whatever the ledger's size.
    package func hasDueWork(
        in conference: String, policy: DoubtPolicy, now: Date
    ) throws(LedgerFailure) -> Bool {
        try read { database in
            try Bool.fetchOne(
                database.cachedStatement(
                    sql: """
                        SELECT EXISTS (SELECT 1 FROM delivery WHERE conference = :conference
                                AND channel = 'email' AND next_attempt_at <= :now)
                            OR EXISTS (SELECT 1 FROM delivery
                                WHERE \(Ledger.overdue([.sms, .call])))
                            OR EXISTS (SELECT 1 FROM \(Self.underWay))
                            OR EXISTS (SELECT 1 FROM delivery
                                WHERE conference = :conference AND run IS NOT NULL)
                            OR :resend
                                AND EXISTS (SELECT 1 FROM delivery WHERE \(Ledger.resendable))
                        """),
                arguments: [
                    "conference": conference, "now": now.milliseconds, "resend": policy == .resend,
                ]) ?? false
        }
    }

    /// When the next mail is due, which may be in the past; nil when none is.
    package func nextDueMoment(in conference: String) throws(LedgerFailure) -> Date? {
        try rows(
            """
            SELECT next_attempt_at FROM delivery
            WHERE conference = :conference AND channel = 'email' AND next_attempt_at IS NOT NULL
                AND NOT \(Transition.isUnderWay)
            ORDER BY next_attempt_at LIMIT 1
            """, ["conference": conference]
        ) { Date(milliseconds: $0[0]) }.first
    }
}
