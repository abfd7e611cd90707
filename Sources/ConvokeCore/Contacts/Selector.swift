/// Which contacts are meant: `group:huyen & !venue:huong-khe, chu-tri`.
///
/// `!` negates, `&` intersects and binds tighter than `,`, which unites. A value with a comma or
/// ampersand in it is written in double quotes: `unit:"Văn hóa, Thể thao"`.
package indirect enum Selector: Hashable, Sendable {
    case all
    /// A contact by its id.
    case contact(String)
    case group(String)
    case unit(String)
    /// A venue with everything below it.
    case venue(String)
    case level(String)
    case role(Role)
    case not(Selector)
    case both(Selector, Selector)
    case either(Selector, Selector)

    /// Whether the selector takes this contact, before it is a recipient: there is no role yet, and
    /// the venue is the one of the contact book.
    package func selects(_ contact: Contact, venues: VenueTree) -> Bool {
        selects(contact, role: nil, venue: contact.venue, venues: venues)
    }

    /// Whether it takes somebody whom the conference addresses, at the venue that the conference
    /// gives them.
    package func selects(_ recipient: Recipient, venues: VenueTree) -> Bool {
        selects(
            recipient.contact, role: recipient.role, venue: recipient.venue?.id, venues: venues)
    }

    private func selects(
        _ contact: Contact, role: Role?, venue: String?, venues: VenueTree
    ) -> Bool {
        switch self {
        case .all: true
        case .contact(let id): contact.id == id
        case .group(let name): contact.groups.contains(name)
        case .unit(let name): contact.unit == name
        case .venue(let id): venue.map { venues.isWithin($0, id) } ?? false
        case .level(let name): venue.flatMap { venues[$0]?.level } == name
        case .role(let wanted): role == wanted
        case .not(let inner):
            !inner.selects(contact, role: role, venue: venue, venues: venues)
        case .both(let left, let right):
            left.selects(contact, role: role, venue: venue, venues: venues)
                && right.selects(contact, role: role, venue: venue, venues: venues)
        case .either(let left, let right):
            left.selects(contact, role: role, venue: venue, venues: venues)
                || right.selects(contact, role: role, venue: venue, venues: venues)
        }
    }

    /// What a single term names; nil for everybody, and for what is made of several terms.
    package var name: String? {
        switch self {
        case .contact(let name), .group(let name), .unit(let name), .venue(let name),
            .level(let name):
            name
        case .role(let role): role.rawValue
        case .all, .not, .both, .either: nil
        }
    }

    /// The single terms in it, from left to right: what `check` looks up one by one.
    package var terms: [Selector] {
        switch self {
        case .not(let inner): inner.terms
        case .both(let left, let right), .either(let left, let right): left.terms + right.terms
        default: [self]
        }
    }
}
