package import ConvokeCore
package import Foundation
import GRDB

extension LedgerReader {
    /// The cases of a conference in the order in which they began, each with its steps.
    package func escalations(
        in conference: String, openOnly: Bool = false
    ) throws(LedgerFailure) -> [Escalation] {
        let filter = openOnly ? "AND ending IS NULL" : ""
        return try escalations(
            where: "conference = :conference \(filter)", ["conference": conference])
    }

    package func escalation(_ id: Int64) throws(LedgerFailure) -> Escalation? {
        try escalations(where: "id = :id", ["id": id]).first
    }

    /// The case that a step belongs to; nil when there is no such step.
    package func escalation(ofStep id: Int64) throws(LedgerFailure) -> Escalation? {
        try escalations(
            where: "id = (SELECT escalation FROM step WHERE id = :step)", ["step": id]
        ).first
    }

    /// The case that a text belongs to; nil when it belongs to none.
    package func escalation(ofText delivery: Int64) throws(LedgerFailure) -> Escalation? {
        try escalations(
            where: "id = (SELECT escalation FROM step WHERE delivery = :text)", ["text": delivery]
        ).first
    }

    private func escalations(
        where condition: String, _ arguments: StatementArguments
    ) throws(LedgerFailure) -> [Escalation] {
        let steps = try rows(
            """
            SELECT \(EscalationStep.columns) FROM step WHERE escalation IN
                (SELECT id FROM escalation WHERE \(condition))
            ORDER BY begun_at, rung
            """, arguments
        ) { try EscalationStep($0) }
        let byCase = Dictionary(grouping: steps, by: \.escalation)
        return try rows(
            "SELECT \(Escalation.columns) FROM escalation WHERE \(condition) ORDER BY id", arguments
        ) { row in try Escalation(row, steps: byCase[row[0]] ?? []) }
    }

    /// When texts left, or may have, of all conferences, and to which numbers.
    package func textsSent(
        since: Date
    ) throws(LedgerFailure) -> [(number: String, at: Date)] {
        try rows(
            """
            SELECT delivery.address, attempt.at FROM attempt
                JOIN delivery ON delivery.id = attempt.delivery
            WHERE delivery.channel = 'sms' AND attempt.at > :since AND outcome <> 'released'
            ORDER BY attempt.at
            """, ["since": since.milliseconds]
        ) { ($0[0], Date(milliseconds: $0[1])) }
    }

    /// Deliveries that a case was opened for: read once, since no index leads from one to its case.
    private static let withCase = """
        SELECT delivery FROM escalation
        WHERE conference = :conference AND cause = 'mail' AND delivery IS NOT NULL
        """

    /// How many calls wait for somebody to take them, with those that no case was opened for.
    package func countOpenCalls(
        in conference: String, now: Date
    ) throws(LedgerFailure) -> Int {
        let steps = try rows(
            """
            SELECT count(*) FROM step JOIN escalation ON escalation.id = step.escalation
            WHERE (step.state = 'open' OR step.state = 'taken' AND step.taken_until <= :now)
                AND step.channel = 'call' AND escalation.conference = :conference
            """, ["conference": conference, "now": now.milliseconds]
        ) { row -> Int in row[0] }.first
        return try (steps ?? 0) + callsWithoutCase(in: conference)
    }

    /// How many deliveries wait for a call that no case was opened for.
    package func callsWithoutCase(in conference: String) throws(LedgerFailure) -> Int {
        try rows(
            """
            SELECT count(*) FROM delivery
            WHERE conference = :conference AND channel = 'call' AND next_attempt_at IS NOT NULL
                AND state = 'queued' AND id NOT IN (\(Self.withCase))
            """, ["conference": conference]
        ) { row -> Int in row[0] }.first ?? 0
    }

    /// What goes to the telephone though nothing has failed: mail that waits beyond its hand-over
    /// moment, and whoever has no address at all.
    package func handedOver(
        in conference: String, now: Date
    ) throws(LedgerFailure) -> [Delivery] {
        let arguments: StatementArguments = ["conference": conference, "now": now.milliseconds]
        let late = try rows(
            """
            SELECT \(Delivery.columns) FROM \(Delivery.source)
            WHERE conference = :conference AND state = 'deferred' AND hand_over_at <= :now
                AND channel = 'email' ORDER BY id
            """, arguments, Delivery.init)
        let withoutAddress = try rows(
            """
            SELECT \(Delivery.columns) FROM \(Delivery.source)
            WHERE conference = :conference AND state = 'queued' AND channel = 'call'
                AND next_attempt_at IS NOT NULL ORDER BY id
            """, ["conference": conference], Delivery.init)
        let delayed = try rows(
            """
            SELECT \(Delivery.columns) FROM \(Delivery.source)
            WHERE \(Self.isDelayed) ORDER BY id
            """, arguments, Delivery.init)
        return late + withoutAddress + delayed
    }

    /// A server on the way has it, said that it waits, and its time is over. The mails that say so are
    /// few: they lead to the deliveries, and no index of these is to be read instead.
    static let isDelayed = """
        +conference = :conference AND +state = 'accepted' AND hand_over_at <= :now
        AND channel = 'email' AND id IN (\(delays))
        """

    /// What was last said to wait on its way, and not to have been passed on since.
    private static let delays = """
        SELECT delivery FROM mail AS late WHERE class = 'delay' AND delivery IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM mail AS since
                WHERE since.conference = late.conference AND since.recipient = late.recipient
                    AND since.delivery = late.delivery AND since.id > late.id
                    AND (since.class = 'relayed' OR since.class = 'expanded'))
        """

    /// What a server on the way said that it could not pass on yet.
    package func delayedDeliveries(in conference: String) throws(LedgerFailure) -> Set<Int64> {
        let all = try rows(
            """
            SELECT id FROM delivery
            WHERE +conference = :conference AND state = 'accepted' AND id IN (\(Self.delays))
            """, ["conference": conference]
        ) { row -> Int64 in row[0] }
        return Set(all)
    }

    /// Whether a mail waits beyond its hand-over moment, here or on its way, and no case was opened for
    /// it.
    package func hasMailToHandOver(
        in conference: String, now: Date
    ) throws(LedgerFailure) -> Bool {
        let waits = """
            conference = :conference AND state = 'deferred' AND hand_over_at <= :now
            AND channel = 'email'
            """
        // Apart, each has its index.
        if try has(waits, in: conference, now) { return true }
        return try has(Self.isDelayed, in: conference, now)
    }

    private func has(
        _ condition: String, in conference: String, _ now: Date
    ) throws(LedgerFailure) -> Bool {
        try !rows(
            """
            SELECT 1 FROM delivery
            WHERE last_useful_at > :now AND \(condition)
                AND id NOT IN (\(Self.withCase))
            LIMIT 1
            """, ["conference": conference, "now": now.milliseconds]
        ) { _ in true }.isEmpty
    }

    /// Whether any case of the conference is open.
    package func hasOpenEscalations(in conference: String) throws(LedgerFailure) -> Bool {
        try !rows(
            "SELECT 1 FROM escalation WHERE conference = :conference AND ending IS NULL LIMIT 1",
            ["conference": conference]
        ) { _ in true }.isEmpty
    }
}
