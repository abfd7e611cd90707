import ConvokeCore

/// A field that differs from letter to letter: all other fields are the same for everybody who has the
/// same language and is concerned by the same things, and are written into the skeleton.
enum Slot: Hashable, Sendable {
    /// One that every letter has, be it empty.
    enum Word: UInt8, CaseIterable, Sendable {
        case recipientID, recipientName, salutation, title, unit, role
        case venueID, venueName, venueAddress, venueLevel
        case answerCode

        /// In the order of their numbers.
        static let all = allCases
    }

    case word(Word)
    /// One of the letter's changes, counted from 0. Letters of one shape have as many of them.
    case change(Int)
}

extension Slot.Word {
    func value(for recipient: Recipient, _ answerCode: String, _ words: Localised) -> String {
        switch self {
        case .recipientID: recipient.contact.id
        case .recipientName: recipient.contact.name
        case .salutation: recipient.contact.salutation
        case .title: recipient.contact.title
        case .unit: recipient.contact.unit
        case .role: words.role(recipient.role)
        case .venueID: recipient.venue?.id ?? ""
        case .venueName: recipient.venue?.name ?? ""
        case .venueAddress: recipient.venue?.address ?? ""
        case .venueLevel: recipient.venue?.level ?? ""
        case .answerCode: answerCode
        }
    }
}
