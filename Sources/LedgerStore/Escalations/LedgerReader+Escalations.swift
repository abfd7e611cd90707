package import ConvokeCore
package import Foundation
import GRDB

extension LedgerReader {
    /// The cases of a conference in the order in which they began, each with its steps.
    package func escalations(
        in conference: String, openOnly: Bool = false
    ) throws(LedgerFailure) -> [Escalation] {
        let filter = openOnly ? "AND ending IS NULL" : ""
        let steps = try rows(
            """
            SELECT \(EscalationStep.columns) FROM step WHERE escalation IN
                (SELECT id FROM escalation WHERE conference = :conference \(filter))
            ORDER BY begun_at, rung
            """, ["conference": conference]
        ) { try EscalationStep($0) }
        let byCase = Dictionary(grouping: steps, by: \.escalation)
        return try rows(
            """
            SELECT \(Escalation.columns) FROM escalation
            WHERE conference = :conference \(filter) ORDER BY id
            """, ["conference": conference]
        ) { row in try Escalation(row, steps: byCase[row[0]] ?? []) }
    }

    package func escalation(
        _ id: Int64, in conference: String
    ) throws(LedgerFailure) -> Escalation? {
        try escalations(in: conference).first { $0.id == id }
    }

    /// The case that a step belongs to; nil when there is no such step.
    package func escalation(ofStep id: Int64) throws(LedgerFailure) -> Escalation? {
        let conference = try rows(
            """
            SELECT conference, escalation.id FROM escalation JOIN step ON escalation.id = escalation
            WHERE step.id = :id
            """, ["id": id]
        ) { row -> (String, Int64) in (row[0], row[1]) }.first
        guard let conference else { return nil }
        return try escalations(in: conference.0).first { $0.id == conference.1 }
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

    /// How many deliveries wait for a call that no case was opened for.
    package func callsWithoutCase(in conference: String) throws(LedgerFailure) -> Int {
        try rows(
            """
            SELECT count(*) FROM delivery
            WHERE conference = :conference AND channel = 'call' AND next_attempt_at IS NOT NULL
                AND state = 'queued' AND NOT EXISTS (SELECT 1 FROM escalation
                    WHERE escalation.conference = :conference AND cause = 'mail'
                        AND escalation.delivery = delivery.id)
            """, ["conference": conference]
        ) { row -> Int in row[0] }.first ?? 0
    }

    /// Whether a mail waits beyond its hand-over moment, and no case was opened for it.
    package func hasMailToHandOver(
        in conference: String, now: Date
    ) throws(LedgerFailure) -> Bool {
        try !rows(
            """
            SELECT 1 FROM delivery
            WHERE conference = :conference AND state = 'deferred' AND hand_over_at <= :now
                AND last_useful_at > :now AND channel = 'email'
                AND NOT EXISTS (SELECT 1 FROM escalation
                    WHERE escalation.conference = :conference AND cause = 'mail'
                        AND escalation.delivery = delivery.id)
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
