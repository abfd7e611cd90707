package import Foundation

/// One notice to one recipient over one channel: the unit that is tracked.
package struct Delivery: Hashable, Sendable, Identifiable {
    package let id: Int64
    package let conference: String
    package let notice: String
    /// Id of the contact.
    package let recipient: String
    /// The recipient's name when it was planned.
    package let name: String
    /// Id of the venue, where there is one.
    package let venue: String?
    package let channel: Channel
    /// Mail address as sent on the wire, or phone number as dialled.
    package let address: String
    /// 1, and one more each time it is sent again on purpose.
    package let revision: Int
    package let state: DeliveryState
    /// How many intents were written.
    package let attempts: Int
    /// Set before a message is sent that may have arrived already.
    package let possibleDuplicate: Bool
    /// The last words of a server, or ours where none spoke.
    package let reply: String?
    package let reason: Reason?
    /// When it was planned; also the message's Date, so that a resend has the same bytes.
    package let plannedAt: Date
    package let updatedAt: Date
    /// When the next attempt is due: set while `queued` or `deferred`, and while `in_doubt` when one
    /// resend is to come; nil otherwise.
    package let nextAttemptAt: Date?
    /// When a delivery that is still deferred goes to the ladder.
    package let handOverAt: Date
    /// After this moment it is expired.
    package let lastUsefulAt: Date
    /// Hash of the edition that it tells, or is to tell; nil where none was entered.
    package let edition: String?

    package init(
        id: Int64, conference: String, notice: String, recipient: String, name: String,
        venue: String?, channel: Channel, address: String, revision: Int, state: DeliveryState,
        attempts: Int, possibleDuplicate: Bool, reply: String?, reason: Reason?, plannedAt: Date,
        updatedAt: Date, nextAttemptAt: Date?, handOverAt: Date, lastUsefulAt: Date,
        edition: String? = nil
    ) {
        self.id = id
        self.conference = conference
        self.notice = notice
        self.recipient = recipient
        self.name = name
        self.venue = venue
        self.channel = channel
        self.address = address
        self.revision = revision
        self.state = state
        self.attempts = attempts
        self.possibleDuplicate = possibleDuplicate
        self.reply = reply
        self.reason = reason
        self.plannedAt = plannedAt
        self.updatedAt = updatedAt
        self.nextAttemptAt = nextAttemptAt
        self.handOverAt = handOverAt
        self.lastUsefulAt = lastUsefulAt
        self.edition = edition
    }
}

/// A delivery as it is planned, before the ledger gives it an id.
package struct PlannedDelivery: Hashable, Sendable {
    package let conference: String
    package let notice: String
    package let recipient: String
    package let name: String
    package let venue: String?
    package let channel: Channel
    package let address: String
    package let revision: Int
    package let dueAt: Date
    package let handOverAt: Date
    package let lastUsefulAt: Date
    /// Hash of the edition that it is to tell; nil where that is not kept.
    package let edition: String?

    package init(
        conference: String, notice: String, recipient: String, name: String, venue: String?,
        channel: Channel, address: String, revision: Int = 1, dueAt: Date, handOverAt: Date,
        lastUsefulAt: Date, edition: String? = nil
    ) {
        self.conference = conference
        self.notice = notice
        self.recipient = recipient
        self.name = name
        self.venue = venue
        self.channel = channel
        self.address = address
        self.revision = revision
        self.dueAt = dueAt
        self.handOverAt = handOverAt
        self.lastUsefulAt = lastUsefulAt
        self.edition = edition
    }
}
