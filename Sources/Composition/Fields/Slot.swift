import ConvokeCore

/// A field that differs from letter to letter: all other fields are the same for everybody who has the
/// same language and is concerned by the same things, and are written into the skeleton.
enum Slot: Hashable, Sendable {
    /// One that every letter has, be it empty.
    enum Word: UInt8, CaseIterable, Sendable {
        case recipientID, recipientName, salutation, title, unit, role
        case venueID, venueName, venueAddress, venueLevel
        case answerCode
    }

    case word(Word)
    /// One of the letter's changes, counted from 0. Letters of one shape have as many of them.
    case change(Int)

    /// The text for one letter, as it was given: the place where it goes decides how it is escaped.
    func value(in letter: Personal, _ words: Localised) -> String {
        switch self {
        case .word(let word): word.value(in: letter, words)
        case .change(let index): letter.changes[index]
        }
    }
}

extension Slot.Word {
    func value(in letter: Personal, _ words: Localised) -> String {
        switch self {
        case .recipientID: letter.recipient.contact.id
        case .recipientName: letter.recipient.contact.name
        case .salutation: letter.recipient.contact.salutation
        case .title: letter.recipient.contact.title
        case .unit: letter.recipient.contact.unit
        case .role: words.role(letter.recipient.role)
        case .venueID: letter.recipient.venue?.id ?? ""
        case .venueName: letter.recipient.venue?.name ?? ""
        case .venueAddress: letter.recipient.venue?.address ?? ""
        case .venueLevel: letter.recipient.venue?.level ?? ""
        case .answerCode: letter.answerCode
        }
    }
}
