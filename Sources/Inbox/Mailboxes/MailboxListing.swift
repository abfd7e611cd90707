/// A message's name that holds for ever, by which the ledger knows what it has recorded: for a server
/// `user@host/mailbox;UIDVALIDITY=…;UID=…`, for a Maildir the unique part of the file's name.
///
/// The user is in it because servers number every account's mailboxes alike.
package struct MailboxKey: Hashable, Sendable {
    package let text: String

    package init(_ text: String) { self.text = text }
}

/// Up to where a mailbox is recorded: to be kept as it is and given back at the next listing. One of
/// another mailbox counts as none.
package struct MailboxBookmark: Hashable, Sendable {
    package let text: String

    package init(_ text: String) { self.text = text }
}

/// A message that lies in a mailbox.
package struct MailboxEntry: Hashable, Sendable {
    package let key: MailboxKey
    /// Holds once this entry and all before it in its listing are recorded.
    package let bookmark: MailboxBookmark
    let place: Place

    /// Where the mailbox finds it again.
    enum Place: Hashable, Sendable {
        case uid(UInt32)
        case file(MaildirFile)
    }
}

/// What is new in a mailbox.
package struct MailboxListing: Hashable, Sendable {
    /// Oldest first.
    package let entries: [MailboxEntry]
    /// Holds once all entries are recorded; nil when the mailbox has nothing to hold on to.
    package let bookmark: MailboxBookmark?
}

/// A message as it lies there, or its beginning.
package struct MailOctets: Hashable, Sendable {
    /// 30 MiB: attendee lists and scans fit in, and a thousand of them one after the other do no harm.
    package static let usual = 30 * 1024 * 1024

    package let octets: [UInt8]
    /// Whether the message goes on after these.
    package let isCut: Bool

    package init(octets: [UInt8], isCut: Bool) {
        self.octets = octets
        self.isCut = isCut
    }
}

/// The mailbox takes no marks: read-only, or not allowed.
package struct MarkingRefusal: Hashable, Sendable {
    /// Who refused, and in what words.
    package let words: String
}
