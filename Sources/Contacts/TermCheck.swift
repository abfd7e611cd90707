package import ConvokeCore

/// Looks up what a selector names, and finds what was probably meant where it does not exist.
///
/// Also for the selectors of a conference file and of the command line.
package struct TermCheck {
    private let book: ContactBook
    private let venues: VenueTree
    private let mayNameRoles: Bool
    private lazy var ids = NearestName(among: book.contacts.lazy.map(\.id))
    private lazy var groups = NearestName(among: book.groups)
    private lazy var units = NearestName(among: book.units)
    private lazy var venueIDs = NearestName(among: venues.venues.map(\.id))
    private lazy var levels = NearestName(among: venues.levels)

    package init(book: ContactBook, venues: VenueTree, mayNameRoles: Bool) {
        self.book = book
        self.venues = venues
        self.mayNameRoles = mayNameRoles
    }

    /// A problem for each term that names nothing, from left to right.
    package mutating func problems(in selector: Selector, at place: Place) -> [Problem] {
        selector.terms.compactMap { problem(of: $0, at: place) }
    }

    mutating func nearestVenue(_ id: String) -> String? { venueIDs.suggestion(for: id) }

    private mutating func problem(of term: Selector, at place: Place) -> Problem? {
        switch term {
        case .contact(let id) where book[id] == nil:
            .unknownContact(id, nearest: meant(by: id), at: place)
        case .group(let name) where !book.hasGroup(name):
            .unknownGroup(name, nearest: groups.suggestion(for: name), at: place)
        case .unit(let name) where !book.hasUnit(name):
            .unknownUnit(name, nearest: units.suggestion(for: name), at: place)
        case .venue(let id) where venues[id] == nil:
            .unknownVenue(id, nearest: nearestVenue(id), at: place)
        case .level(let name) where !venues.levels.contains(name):
            .unknownLevel(name, nearest: levels.suggestion(for: name), at: place)
        case .role(let role) where !mayNameRoles: .roleInList(role, at: place)
        default: nil
        }
    }

    /// `huyen` for `group:huyen` is a likelier slip than a contact with a similar id.
    private mutating func meant(by word: String) -> String? {
        if book.hasGroup(word) { return "group:\(word)" }
        if venues.levels.contains(word) { return "level:\(word)" }
        if venues[word] != nil { return "venue:\(word)" }
        return ids.suggestion(for: word)
    }
}
