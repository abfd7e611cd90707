package import ConvokeCore
import Synchronization

/// All contacts, from all files of the book together.
package struct ContactBook: Sendable {
    /// In the order of the files and their rows, each id once.
    package let index: ContactIndex
    private let parts: ContactParts

    package var contacts: [Contact] { index.values }

    /// Reports ids that several contacts have, of which the first is kept, and deputies that do not
    /// exist. Deputies may stand in for each other in a circle.
    package init(_ contacts: [Contact], into problems: inout [Problem]) {
        var index = ContactIndex()
        index.reserve(contacts.count)
        for contact in contacts {
            if let earlier = index.insert(contact) {
                problems.append(.duplicateContact(contact, earlier: earlier.place))
            }
        }
        self.index = index
        parts = ContactParts(index.values)
        reportUnknownDeputies(into: &problems)
    }

    package subscript(id: String) -> Contact? { index[id] }

    package func hasGroup(_ name: String) -> Bool { parts.groups[name] != nil }
    package func hasUnit(_ name: String) -> Bool { parts.units[name] != nil }

    /// In alphabetical order, so that what is reported does not change from run to run.
    var groups: [String] { parts.groups.keys.sorted() }
    var units: [String] { parts.units.keys.sorted() }

    /// Those whom a selector takes, by the venues of the book, in the book's order.
    package func contacts(selectedBy selector: Selector, venues: VenueTree) -> [Contact] {
        switch selector {
        case .all: contacts
        case .contact(let id): self[id].map { [$0] } ?? []
        case .group(let name): (parts.groups[name] ?? []).map { contacts[Int($0)] }
        case .unit(let name): (parts.units[name] ?? []).map { contacts[Int($0)] }
        default: contacts.filter { selector.selects($0, venues: venues) }
        }
    }

    private func reportUnknownDeputies(into problems: inout [Problem]) {
        var search: NearestName?
        for contact in contacts where contact.hasDeputy {
            guard let deputy = contact.deputy, index[deputy] == nil else { continue }
            var nearest = search ?? NearestName(among: contacts.lazy.map(\.id))
            let suggestion = nearest.suggestion(for: deputy)
            search = nearest
            problems.append(
                .unknownDeputy(
                    deputy, nearest: suggestion,
                    at: contact.place.field(BookColumn.deputy.english)))
        }
    }
}

/// Who belongs to which group and unit: found when somebody asks, since with many contacts it takes
/// as much room as they do.
private final class ContactParts: Sendable {
    private let contacts: [Contact]
    private let known = Mutex<(groups: [String: [UInt32]]?, units: [String: [UInt32]]?)>((nil, nil))

    init(_ contacts: [Contact]) {
        self.contacts = contacts
    }

    /// Indexes of contacts by the name of their group.
    var groups: [String: [UInt32]] {
        known.withLock { known in
            if let groups = known.groups { return groups }
            let groups = indexes { $0.hasGroups ? $0.groups : [] }
            known.groups = groups
            return groups
        }
    }

    /// The same of units.
    var units: [String: [UInt32]] {
        known.withLock { known in
            if let units = known.units { return units }
            let units = indexes { $0.hasUnit ? [$0.unit] : [] }
            known.units = units
            return units
        }
    }

    private func indexes(_ names: (Contact) -> [String]) -> [String: [UInt32]] {
        var indexes: [String: [UInt32]] = [:]
        for (index, contact) in contacts.enumerated() {
            for name in names(contact) {
                indexes[name, default: []].append(UInt32(truncatingIfNeeded: index))
            }
        }
        return indexes
    }
}
