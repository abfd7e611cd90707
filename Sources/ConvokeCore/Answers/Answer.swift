package import Foundation

/// What a recipient said about an obligation or the invitation, and by which way it came.
package struct Answer: Hashable, Sendable {
    /// What an answer to the invitation is about; every other word is an obligation's id.
    package static let invitation = "invitation"

    package let conference: String
    /// Id of the obligation, or `invitation`.
    package let about: String
    /// Whose obligation it is.
    package let party: Party
    /// Id of the contact who is answered for.
    package let recipient: String
    package let word: AnswerWord
    package let way: AnswerWay
    /// Who said it, or who wrote it down, in words.
    package let byWhom: String?
    package let note: String?
    package let at: Date

    package init(
        conference: String, about: String, party: Party, recipient: String, word: AnswerWord,
        way: AnswerWay, byWhom: String? = nil, note: String? = nil, at: Date
    ) {
        self.conference = conference
        self.about = about
        self.party = party
        self.recipient = recipient
        self.word = word
        self.way = way
        self.byWhom = byWhom
        self.note = note
        self.at = at
    }
}

/// The way by which an answer came.
package enum AnswerWay: String, Sendable, CaseIterable {
    /// A secretary typed it for a recipient.
    case hand
    /// A secretary typed the answer code from the mail.
    case code
    /// One row of a file with many answers.
    case file
    case mail
    case sms
    /// A reply to the calendar entry.
    case calendar
    /// Somebody phoned.
    case call
}
