package import ConvokeCore
import GRDB

/// What a recipient was last sent.
package struct HeldEdition: Hashable, Sendable {
    /// Nil when the delivery was made before editions were kept.
    package let hash: String?
    /// Id of the delivery that told it.
    package let delivery: Int64
}

extension LedgerReader {
    /// Each recipient's latest delivery of these notices that arrived or may have: accepted,
    /// delivered, in doubt, or once in doubt and not bounced.
    package func heldEditions(
        in conference: String, notices: [String]
    ) throws(LedgerFailure) -> [String: HeldEdition] {
        // With max(), SQLite takes the other columns from the row that has it
        // (sqlite.org/lang_select.html, section 2.5).
        let held = try rows(
            """
            SELECT recipient, edition, max(id) FROM delivery
            WHERE conference = :conference
                AND notice IN (SELECT value FROM json_each(:notices)) AND \(Self.mayHold)
            GROUP BY recipient
            """, ["conference": conference, "notices": JSONList.text(notices)]
        ) { row -> (String, HeldEdition) in
            (row[0], HeldEdition(hash: row[1], delivery: row[2]))
        }
        return Dictionary(held) { first, _ in first }
    }

    /// The edition that a recipient held before a delivery: that of the latest earlier one of these
    /// notices that arrived or may have. Nil when there is none, or its edition was not kept.
    package func editionHeld(
        before delivery: Delivery, notices: [String]
    ) throws(LedgerFailure) -> String? {
        try rows(
            """
            SELECT edition.text FROM delivery LEFT JOIN edition ON hash = edition
            WHERE conference = :conference AND recipient = :recipient AND id < :id
                AND notice IN (SELECT value FROM json_each(:notices)) AND \(Self.mayHold)
            ORDER BY id DESC LIMIT 1
            """,
            [
                "conference": delivery.conference, "recipient": delivery.recipient,
                "id": delivery.id, "notices": JSONList.text(notices),
            ]
        ) { $0[0] as String? }.first ?? nil
    }

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
