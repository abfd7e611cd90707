import ConvokeCore

/// A field that differs from recipient to recipient: all other fields are the same for everybody who
/// has the same language and is concerned by the same things, and are written into the skeleton.
enum Slot: UInt8, CaseIterable, Sendable {
    case recipientID, recipientName, salutation, title, unit, role
    case venueID, venueName, venueAddress, venueLevel
    case answerCode

    /// The text for one letter, as it was given: the place where it goes decides how it is escaped.
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
