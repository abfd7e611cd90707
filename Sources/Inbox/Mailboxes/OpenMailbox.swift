package import Foundation

/// Where answers and reports come in, opened: a mailbox on a server, or a Maildir.
///
/// The caller asks for a ``listing(since:notBefore:)``, passes over entries whose key it has recorded,
/// and for each other one takes the octets, records what they mean, and only then marks it as read. A
/// crash in between shows the same entry again under the same key, so that nothing is lost and the
/// ledger sees that it is nothing new.
///
/// What decides is the ledger: its bookmark and the keys in it. The marks in the mailbox are a courtesy
/// to people who look into it, and when people read there with a mail program, nothing is missed.
///
/// All calls block: it belongs on a thread of its own, never on Swift's cooperative pool. Between two
/// calls the caller can stop at any time.
package protocol OpenMailbox: AnyObject {
    /// The mailbox as keys and bookmarks begin: the bookmark is kept under this name.
    var name: String { get }

    /// What else the server wants a person to know (RFC 3501 section 7.1, ALERT), each once.
    var alerts: [String] { get }

    /// What came after the bookmark, oldest first, without the messages themselves.
    ///
    /// Without a bookmark, or when the server has numbered its messages anew, everything is listed that
    /// came since `notBefore` (a day more is possible). It may hold what is recorded already: the
    /// keys tell.
    func listing(
        since: MailboxBookmark?, notBefore: Date
    ) throws(MailboxFailure) -> MailboxListing

    /// The message, up to so many octets; nil if it is there no more. It stays unread.
    func octets(
        of entry: MailboxEntry, atMost: Int
    ) throws(MailboxFailure) -> MailOctets?

    /// Marks messages as read; what is gone is passed over. When the mailbox takes no marks this says
    /// so once, and from then on nothing more is tried.
    func markRead(_ entries: [MailboxEntry]) throws(MailboxFailure) -> MarkingRefusal?

    /// Takes leave.
    func close()
}

extension OpenMailbox {
    /// The message, up to what a mail should need at most.
    package func octets(of entry: MailboxEntry) throws(MailboxFailure) -> MailOctets? {
        try octets(of: entry, atMost: MailOctets.usual)
    }
}
