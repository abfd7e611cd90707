import Agenda
import ConvokeCore
import Foundation

/// Which deliveries a notice means: a pure function of the files and the moment.
enum Plan {
    /// The recipients whom the notice is for, in the order of the recipient list.
    static func audience(
        _ notice: Notice, _ conference: Conference, _ recipients: [Recipient], to: Selector? = nil
    ) -> [Recipient] {
        if notice.audience == .all, to == nil { return recipients }
        return recipients.filter { recipient in
            notice.audience.selects(recipient, venues: conference.venues)
                && (to?.selects(recipient, venues: conference.venues) ?? true)
        }
    }

    /// How many they are.
    static func count(
        _ notice: Notice, _ conference: Conference, _ recipients: [Recipient]
    ) -> Int {
        if notice.audience == .all { return recipients.count }
        return recipients.count { notice.audience.selects($0, venues: conference.venues) }
    }

    /// One delivery for each, made as somebody goes through them: by mail to the first address, or a
    /// call where there is none. `edition` is the hash of what a recipient is to be told.
    static func deliveries(
        _ notice: Notice, _ conference: Conference, _ audience: [Recipient], revision: Int = 1,
        due: Date, edition: @escaping (String) -> String? = { _ in nil }
    ) -> some Sequence<PlannedDelivery> {
        let handOver = notice.handOver(conference.ladder)
        return audience.lazy.map { recipient in
            let address = recipient.contact.emails.first
            return delivery(
                notice, conference, recipient, address: address, revision: revision, due: due,
                handOver: handOver, edition: address == nil ? edition(recipient.id) : nil)
        }
    }

    /// The same notice to another address of a contact whose first one failed. A mail's edition is that
    /// of its last attempt; a call is planned with it.
    static func delivery(
        _ notice: Notice, _ conference: Conference, _ recipient: Recipient,
        address: EmailAddress?, revision: Int = 1, due: Date, handOver: Date,
        edition: String? = nil
    ) -> PlannedDelivery {
        PlannedDelivery(
            conference: conference.id, notice: notice.id, recipient: recipient.id,
            name: recipient.contact.name, venue: recipient.venue?.id,
            channel: address == nil ? .call : .email,
            address: address?.wire ?? recipient.contact.phones.first?.dialled ?? "",
            revision: revision, dueAt: due, handOverAt: handOver, lastUsefulAt: notice.lastUseful,
            edition: edition)
    }
}
