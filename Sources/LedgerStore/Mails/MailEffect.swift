package import ConvokeCore

/// What a mail changes in the ledger.
package enum MailEffect: Hashable, Sendable {
    /// It reports about a delivery, in these words.
    case report(delivery: Int64, Report, words: String?)
    /// It answers.
    case answer(Answer)
    /// Somebody has read what these cases are about: nobody need telephone any more, and the mails that
    /// failed are dealt with, for this reason.
    case reached(cases: [Int64], why: String)
}

/// What became of a mail.
package struct TakenMail: Hashable, Sendable {
    /// Its number in the ledger.
    package let id: Int64
    /// What it changed, in words; empty for nothing.
    package let effect: String
    /// Whether a person has to look at it.
    package let isToRead: Bool
    /// The same octets were there before: nothing has changed now.
    package let wasKnown: Bool
}
