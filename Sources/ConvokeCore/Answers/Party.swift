/// Whose an obligation is: a venue's, or a recipient's where there is no venue. The invitation is
/// answered by each recipient.
package enum Party: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case venue, recipient
    }

    /// Id of the venue.
    case venue(String)
    /// Id of the contact.
    case recipient(String)

    package init(_ kind: Kind, _ id: String) {
        self =
            switch kind {
            case .venue: .venue(id)
            case .recipient: .recipient(id)
            }
    }

    package var kind: Kind {
        switch self {
        case .venue: .venue
        case .recipient: .recipient
        }
    }

    package var id: String {
        switch self {
        case .venue(let id), .recipient(let id): id
        }
    }
}
