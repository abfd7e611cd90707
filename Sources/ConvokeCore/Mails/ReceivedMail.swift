package import Foundation

/// A mail from the inbox, and what it was taken for.
package struct ReceivedMail: Hashable, Sendable {
    /// By what a mail was recognised as somebody's. All but the last are made with the workspace's key:
    /// who does not have it cannot guess one.
    package enum Way: String, Hashable, Sendable, CaseIterable {
        /// The token in the return path that it was sent to.
        case token
        /// The envelope id of a report (RFC 3461 section 4.4).
        case envelopeID = "envelope_id"
        /// A Message-ID of ours that it returns or refers to.
        case messageID = "message_id"
        /// The UID of a calendar entry.
        case calendar
        /// An answer code in its subject or text.
        case code
    }

    /// Whose a mail is.
    package struct Owner: Hashable, Sendable {
        package let conference: String
        /// Id of the contact.
        package let recipient: String
        /// The delivery that it is about; nil where only the recipient is known.
        package let delivery: Int64?
        package let way: Way

        package init(conference: String, recipient: String, delivery: Int64?, way: Way) {
            self.conference = conference
            self.recipient = recipient
            self.delivery = delivery
            self.way = way
        }
    }

    /// By what a later reply of the same calendar is told from an earlier one (RFC 5546 section 2.1.5).
    package struct CalendarMark: Hashable, Sendable {
        package let uid: String
        /// DTSTAMP; nil when the calendar gave none.
        package let stamp: Date?

        package init(uid: String, stamp: Date?) {
            self.uid = uid
            self.stamp = stamp
        }
    }

    /// SHA-256 of its octets: the same mail counts once, wherever it lies.
    package var digest: [UInt8]
    /// Where it lay in the inbox.
    package var place: String
    package var receivedAt: Date
    package var sender: String
    package var subject: String
    package var kind: MailClass
    /// RFC 3463, such as `5.1.1`.
    package var status: String?
    /// RFC 3464 section 2.3.3, such as `failed`.
    package var action: String?
    /// The address that a report is about.
    package var address: String?
    /// What decided, in words.
    package var rule: String
    /// Nil when nobody could be found.
    package var owner: Owner?
    /// What a calendar's reply answers about; nil for other mails.
    package var calendar: CalendarMark?
    /// What a person should know of it.
    package var words: String?
    /// Where a copy and its attachments are kept, relative to the workspace; nil for nowhere.
    package var folder: String?
    /// Whether a person has to look at it.
    package var isToRead: Bool

    package init(
        digest: [UInt8], place: String, receivedAt: Date, sender: String, subject: String,
        kind: MailClass, status: String? = nil, action: String? = nil, address: String? = nil,
        rule: String, owner: Owner? = nil, calendar: CalendarMark? = nil, words: String? = nil,
        folder: String? = nil,
        isToRead: Bool = false
    ) {
        self.digest = digest
        self.place = place
        self.receivedAt = receivedAt
        self.sender = sender
        self.subject = subject
        self.kind = kind
        self.status = status
        self.action = action
        self.address = address
        self.rule = rule
        self.owner = owner
        self.calendar = calendar
        self.words = words
        self.folder = folder
        self.isToRead = isToRead
    }
}
