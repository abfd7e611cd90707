package import ConvokeCore

/// Who owes something: a venue, whichever of its recipients answers for it, or a recipient who has no
/// venue.
package struct Party: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case venue, recipient
    }

    package let kind: Kind
    /// Of the venue, or of the contact.
    package let id: String

    package init(_ kind: Kind, _ id: String) {
        self.kind = kind
        self.id = id
    }

    /// The party that a recipient answers for.
    package static func of(_ recipient: Recipient) -> Party {
        recipient.venue.map { Party(.venue, $0.id) } ?? Party(.recipient, recipient.id)
    }
}
