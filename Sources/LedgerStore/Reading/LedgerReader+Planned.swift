package import ConvokeCore
import GRDB

/// Who has a delivery of a notice already, by which channel.
package struct PlannedParty: Hashable, Sendable {
    /// Id of the contact.
    package let recipient: String
    package let channel: Channel

    package init(recipient: String, channel: Channel) {
        self.recipient = recipient
        self.channel = channel
    }
}

extension LedgerReader {
    /// Those who need no delivery of a notice any more: they have one of that revision or a later one,
    /// whatever became of it.
    package func planned(
        _ notice: String, in conference: String, since revision: Int
    ) throws(LedgerFailure) -> Set<PlannedParty> {
        let all = try rows(
            """
            SELECT recipient, channel FROM delivery INDEXED BY delivery_by_notice
            WHERE conference = :conference AND notice = :notice AND revision >= :revision
            """, ["conference": conference, "notice": notice, "revision": revision]
        ) { row in PlannedParty(recipient: row[0], channel: try Word.read(row[1])) }
        return Set(all)
    }
}
