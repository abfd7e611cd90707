/// Why a mailbox cannot be read, or one message in it.
package struct MailboxFailure: Error, Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The server's name is not known.
        case hostUnknown
        /// No connection: refused, no way there, or no answer.
        case unreachable
        /// Something answers, but no mail server that mailboxes are read at.
        case notAMailServer
        /// The server says at once that it does not serve us now (BYE).
        case turnedAway
        /// It did not answer in time.
        case tooSlow
        /// The connection broke, or the server ended it.
        case dropped
        /// What came is no answer to what was asked.
        case outOfStep
        /// The server cannot look into the mailbox just now.
        case refused
        /// Encryption is needed and not offered.
        case encryptionMissing
        /// Offered and then refused.
        case encryptionRefused
        /// TLS could not be set up, or somebody meddled with it.
        case encryptionFailed
        case certificateNotTrusted
        /// The file with the authorities to trust cannot be read.
        case authoritiesUnreadable
        case loginRefused
        /// The server cannot check a login just now.
        case loginDelayed
        case loginNotOffered
        case noSuchMailbox
        /// This one message cannot be had; the others can.
        case messageRefused
        /// The Maildir is not there, or is none.
        case folderMissing
        /// The Maildir may not be read by us.
        case folderNotAllowed
        /// Reading from the disk failed.
        case disk
        /// The settings cannot be used as they are.
        case settings
    }

    package let kind: Kind
    /// The server's words, or the system's; nil if it said none.
    package let words: String?
    /// Technical detail: libcurl's words and number, or what was out of step.
    package let detail: String?

    package init(_ kind: Kind, words: String? = nil, detail: String? = nil) {
        self.kind = kind
        self.words = words.flatMap { $0.isEmpty ? nil : $0 }
        self.detail = detail
    }

    static func outOfStep(_ what: String) -> MailboxFailure {
        MailboxFailure(.outOfStep, detail: what)
    }

    /// Whether only one message is concerned and the mailbox can be read on.
    package var concernsOneMessage: Bool { kind == .messageRefused }
}
