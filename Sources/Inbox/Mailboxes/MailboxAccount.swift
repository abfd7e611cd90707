/// A mailbox with everything that opening it needs: addresses and paths resolved, secrets read.
package enum MailboxAccount: Sendable {
    case imap(IMAPAccount)
    /// The folder's path, absolute or from the current folder.
    case maildir(String)

    /// Opens it; for a server this takes as long as the login does.
    package func open(
        limits: MailboxLimits = MailboxLimits()
    ) throws(MailboxFailure) -> any OpenMailbox {
        switch self {
        case .imap(let account): try IMAPMailbox(account, limits: limits)
        case .maildir(let path): try Maildir(path)
        }
    }
}
