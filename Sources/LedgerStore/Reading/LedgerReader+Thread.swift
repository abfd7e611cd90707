package import ConvokeCore
import GRDB

extension LedgerReader {
    /// The mail that a recipient's later mails belong to: of the deliveries of these notices, the
    /// first that arrived, else the first that may have (RFC 5322 section 3.6.4). Nil when the
    /// recipient holds none.
    package func threadRoot(
        for recipient: String, notices: [String], in conference: String
    ) throws(LedgerFailure) -> Delivery? {
        try rows(
            """
            SELECT \(Delivery.columns) FROM \(Delivery.source)
            WHERE conference = :conference AND recipient = :recipient AND channel = 'email'
                AND notice IN (SELECT value FROM json_each(:notices))
                AND \(Schema.one("state", of: "accepted delivered in_doubt"))
            ORDER BY state = 'in_doubt', id LIMIT 1
            """,
            [
                "conference": conference, "recipient": recipient,
                "notices": JSONList.text(notices),
            ], Delivery.init
        ).first
    }
}
