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

    package init(
        recipient: Recipient, address: EmailAddress, messageID: String, date: Date,
        answerCode: String, inReplyTo: [String] = []
    ) {
        self.recipient = recipient
        self.address = address
        self.messageID = messageID
        self.date = date
        self.answerCode = answerCode
        self.inReplyTo = inReplyTo
    }
}

/// The part of a letter that its words depend on, whichever way it goes.
struct Personal: Sendable {
    let recipient: Recipient
    let answerCode: String
}

extension Letter {
    var personal: Personal { Personal(recipient: recipient, answerCode: answerCode) }
}
