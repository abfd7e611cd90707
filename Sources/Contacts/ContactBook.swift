package import ConvokeCore

/// All contacts, from all files of the book together.
package struct ContactBook: Sendable {
    /// In the order of the files and their rows, each id once.
    package let contacts: [Contact]
    private let byID: [String: Int]
    private let byGroup: [String: [Int]]
    private let byUnit: [String: [Int]]

    /// Reports ids that several contacts have, of which the first is kept, and deputies that do not
    /// exist. Deputies may stand in for each other in a circle.
    package init(_ contacts: [Contact], into problems: inout [Problem]) {
        var kept: [Contact] = []
        var byID: [String: Int] = [:]
        var byGroup: [String: [Int]] = [:]
        var byUnit: [String: [Int]] = [:]
        for contact in contacts {
            if let earlier = byID[contact.id] {
                problems.append(.duplicateContact(contact, earlier: kept[earlier].place))
                continue
            }
            let index = kept.count
            byID[contact.id] = index
            for group in contact.groups { byGroup[group, default: []].append(index) }
            if !contact.unit.isEmpty { byUnit[contact.unit, default: []].append(index) }
            kept.append(contact)
        }
        self.contacts = kept
        (self.byID, self.byGroup, self.byUnit) = (byID, byGroup, byUnit)
        reportUnknownDeputies(into: &problems)
    }

    package subscript(id: String) -> Contact? { byID[id].map { contacts[$0] } }

    package func hasGroup(_ name: String) -> Bool { byGroup[name] != nil }
    package func hasUnit(_ name: String) -> Bool { byUnit[name] != nil }

    /// In alphabetical order, so that what is reported does not change from run to run.
    var groups: [String] { byGroup.keys.sorted() }
    var units: [String] { byUnit.keys.sorted() }

    /// Those whom a selector takes, by the venues of the book, in the book's order.
    package func contacts(selectedBy selector: Selector, venues: VenueTree) -> [Contact] {
        switch selector {
        case .contact(let id): self[id].map { [$0] } ?? []
        case .group(let name): (byGroup[name] ?? []).map { contacts[$0] }
        case .unit(let name): (byUnit[name] ?? []).map { contacts[$0] }
        default: contacts.filter { selector.selects($0, venues: venues) }
        }
    }

    private func reportUnknownDeputies(into problems: inout [Problem]) {
        var nearest = NearestName(among: contacts.lazy.map(\.id))
        for contact in contacts {
            guard let deputy = contact.deputy, byID[deputy] == nil else { continue }
            problems.append(
                .unknownDeputy(
                    deputy, nearest: nearest.suggestion(for: deputy),
                    at: contact.place.field(BookColumn.deputy.english)))
        }
    }
}
