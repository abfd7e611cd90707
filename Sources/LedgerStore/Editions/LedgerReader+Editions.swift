package import ConvokeCore
import GRDB

/// What a recipient was last sent.
package struct HeldEdition: Hashable, Sendable {
    /// Nil when the delivery was made before editions were kept.
    package let hash: String?
    /// Id of the delivery that told it; 0 when none did.
    package let delivery: Int64

    package init(hash: String?, delivery: Int64) {
        self.hash = hash
        self.delivery = delivery
    }
}

extension LedgerReader {
    /// Each recipient's latest delivery of these notices whose mail arrived or may have: accepted,
    /// delivered, in doubt, or once in doubt and not bounced; or that is among `told`, those whose
    /// contents somebody told by telephone.
    package func heldEditions(
        in conference: String, notices: [String], told: [Int64] = []
    ) throws(LedgerFailure) -> [String: HeldEdition] {
        // With max(), SQLite takes the other columns from the row that has it
        // (sqlite.org/lang_select.html, section 2.5).
        let held = try rows(
            """
            SELECT recipient, edition, max(id) FROM delivery
            WHERE conference = :conference
                AND notice IN (SELECT value FROM json_each(:notices)) AND \(Self.isHeld)
            GROUP BY recipient
            """,
            [
                "conference": conference, "notices": JSONList.text(notices),
                "told": JSONList.text(told),
            ]
        ) { row -> (String, HeldEdition) in
            (row[0], HeldEdition(hash: row[1], delivery: row[2]))
        }
        return Dictionary(held) { first, _ in first }
    }

    /// The edition that a recipient held before a delivery: that of the latest earlier one of these
    /// notices that arrived or may have, or is among `told`. Nil when there is none, or its edition
    /// was not kept.
    package func editionHeld(
        before delivery: Delivery, notices: [String], told: [Int64] = []
    ) throws(LedgerFailure) -> String? {
        try rows(
            """
            SELECT edition.text FROM delivery LEFT JOIN edition ON hash = edition
            WHERE conference = :conference AND recipient = :recipient AND id < :id
                AND notice IN (SELECT value FROM json_each(:notices)) AND \(Self.isHeld)
            ORDER BY id DESC LIMIT 1
            """,
            [
                "conference": delivery.conference, "recipient": delivery.recipient,
                "id": delivery.id, "notices": JSONList.text(notices),
                "told": JSONList.text(told),
            ]
        ) { $0[0] as String? }.first ?? nil
    }

    /// The texts of a conference's cases that the gateway took, or may have.
    package func textsTaken(in conference: String) throws(LedgerFailure) -> Set<Int64> {
        let taken = try rows(
            """
            SELECT id FROM delivery
            WHERE \(Self.mayHold) AND id IN (SELECT step.delivery FROM step
                JOIN escalation ON escalation.id = step.escalation
                WHERE escalation.conference = :conference AND step.channel = 'sms')
            """, ["conference": conference]
        ) { row -> Int64 in row[0] }
        return Set(taken)
    }

    private static let isHeld = """
        (channel = 'email' AND \(mayHold) OR id IN (SELECT value FROM json_each(:told)))
        """

    private static let mayHold = """
        (\(Schema.one("state", of: "accepted delivered in_doubt"))
        OR doubts > 0 AND state <> 'bounced')
        """

    /// Nil when no such edition was entered.
    package func editionText(_ hash: String) throws(LedgerFailure) -> String? {
        try editionTexts([hash])[hash]
    }

    /// The texts by their hashes; a hash that was never entered is missing.
    package func editionTexts(
        _ hashes: Set<String>
    ) throws(LedgerFailure) -> [String: String] {
        let texts = try rows(
            "SELECT hash, text FROM edition WHERE hash IN (SELECT value FROM json_each(:hashes))",
            ["hashes": JSONList.text(hashes)]
        ) { row -> (String, String) in (row[0], row[1]) }
        return Dictionary(texts) { first, _ in first }
    }
}
