package import ConvokeCore
package import Foundation
package import LedgerStore

/// What came in, and what a person has to read.
package struct InboxReport: Sendable {
    /// One mail that was new.
    package struct Entry: Sendable {
        package let id: Int64
        package let mail: ReceivedMail
        /// What it changed, in words; empty for nothing.
        package let effect: String
        /// Why a person has to look at it; nil when nobody has to.
        package let why: String?
    }

    package var entries: [Entry] = []
    /// All that nobody has read yet, those of earlier runs too.
    package var toRead: [MailRecord] = []
    /// How many mails there were of each class, ever.
    package var counts: [MailClass: Int] = [:]
    /// What the mail server wants a person to know.
    package var alerts: [String] = []
    /// Why mails could not be marked as read in the mailbox; they are known all the same.
    package var refusal: String?
    /// What the server said of mails that it did not give out; they are asked for again.
    package var refused: [String] = []
    /// How many mails were left to the next run, because reading had taken long enough.
    package var left = 0
    /// What ended the reading before its end.
    package var problem: Problem?

    package let timeZone: TimeZone

    package init(timeZone: TimeZone) { self.timeZone = timeZone }

    /// What the command ends with.
    package var status: ExitStatus {
        max(
            problem?.status ?? .allWell,
            toRead.isEmpty && refused.isEmpty ? .allWell : .needsPerson)
    }
}
