package import ConvokeCore
package import Foundation

/// What makes one recipient's message different from all others of its notice.
package struct Letter: Sendable {
    package let recipient: Recipient
    /// The one of the recipient's addresses that this letter goes to.
    package let address: EmailAddress
    /// Without angle brackets. The same id gives the same bytes, always.
    package let messageID: String
    package let date: Date
    /// What the recipient quotes to answer; empty where no answer is asked.
    package let answerCode: String
    /// Message-IDs of earlier letters that this one follows, oldest first, without angle brackets.
    package let inReplyTo: [String]
    /// What a correction corrects, each a sentence in the recipient's language; empty ones are left out.
    package let changes: [String]
    /// Whether the notice goes out after its own moment, because nothing ran at that moment.
    package let isLate: Bool
    /// What the recipient's calendar is told; nil where the letter carries none.
    package let calendar: LetterCalendar?

    /// `messageID` promises the same bytes, so what else is given has to be the same again for a letter
    /// that is sent again, `changes`, `isLate` and `calendar` included.
    package init(
        recipient: Recipient, address: EmailAddress, messageID: String, date: Date,
        answerCode: String, inReplyTo: [String] = [], changes: [String] = [],
        isLate: Bool = false, calendar: LetterCalendar? = nil
    ) {
        self.recipient = recipient
        self.calendar = calendar
        self.address = address
        self.messageID = messageID
        self.date = date
        self.answerCode = answerCode
        self.inReplyTo = inReplyTo
        self.changes = Personal.spoken(changes)
        self.isLate = isLate
    }
}

/// The part of a letter that its words depend on, whichever way it goes.
struct Personal: Sendable {
    let recipient: Recipient
    let answerCode: String
    let changes: [String]
    let isLate: Bool

    /// The changes that say anything.
    static func spoken(_ changes: [String]) -> [String] {
        changes.filter { !$0.allSatisfy(\.isWhitespace) }
    }
}

extension Letter {
    var personal: Personal {
        Personal(
            recipient: recipient, answerCode: answerCode, changes: changes, isLate: isLate)
    }
}
