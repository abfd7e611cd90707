/// What a mail in the inbox is.
package enum MailClass: String, Hashable, Sendable, CaseIterable {
    /// A failure for good: the address or its domain does not exist, or it is refused for good.
    case hard
    /// A failure that another day may mend: the mailbox is full, the receiving system in trouble.
    case soft
    /// Refused for who sends or how: blocked, unauthenticated, against a rule of the house.
    case policy
    /// Refused for what is in it: taken for spam or a virus, malformed, too large.
    case content
    /// Not yet delivered; the sending server goes on trying.
    case delay
    /// Reached the mailbox.
    case delivered
    /// Handed to a system that reports nothing more.
    case relayed
    /// Handed to a list of further addresses.
    case expanded
    /// A machine's reply for a person who is not there (RFC 3834).
    case autoReply = "auto-reply"
    /// A person's reply, or a calendar's.
    case answer
    /// The mail was shown to its reader, or deleted unread (RFC 8098).
    case readReceipt = "read-receipt"
    /// A reader called it spam (RFC 5965).
    case abuseReport = "abuse-report"
    /// None of these.
    case other
}
