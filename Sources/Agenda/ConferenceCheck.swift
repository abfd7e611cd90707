package import ConvokeCore
import YAML

/// What a conference file says about people and files outside of it: whether they are there.
package struct ConferenceCheck {
    private let conference: Conference
    private let places: [String: Place]
    private let contacts: ContactIndex
    private let recipients: [Recipient]
    private let isListWhole: Bool
    private let fileExists: (String) -> Bool
    private let names: KnownNames

    /// `isListWhole` is false when rows of the recipient list could not be used: then a selection may be
    /// empty because of that.
    ///
    /// `places` are the draft's. A part that could not be read at all (no contact, no recipient, no
    /// venue of a file) is not held against the conference: its own problem is told elsewhere.
    package static func problems(
        _ conference: Conference, places: [String: Place], contacts: ContactIndex,
        recipients: [Recipient], isListWhole: Bool = true,
        fileExists: @escaping (String) -> Bool
    ) -> [Problem] {
        let check = ConferenceCheck(
            conference: conference, places: places, contacts: contacts, recipients: recipients,
            isListWhole: isListWhole, fileExists: fileExists,
            names: KnownNames(
                contacts, conference.venues, hasVenueFile: places["venues"] != nil))
        return (check.selectors() + check.people() + check.files()).inOrder
    }

    private func selectors() -> [Problem] {
        let all =
            conference.documents.map { ($0.place, $0.audience) }
            + conference.lineTests.map { ($0.place, $0.audience) }
            + conference.obligations.map { ($0.place, $0.audience) }
            + conference.requests.map { ($0.place, $0.audience) }
            + entries.map { ($0.place, $0.audience) }
        return all.flatMap { place, audience -> [Problem] in
            // Without `for` the audience is that of something else, which is checked there.
            guard let here = places["\(place.field ?? "").for"] else { return [] }
            return problems(audience, at: here)
        }
    }

    /// One notice of each entry of the file.
    private var entries: [Notice] {
        var seen = Set<String>()
        return conference.notices.filter { seen.insert($0.entry).inserted }
    }

    private func problems(_ selector: Selector, at place: Place) -> [Problem] {
        let unknown = selector.terms.compactMap { names.problem($0, at: place) }
        if !unknown.isEmpty || recipients.isEmpty { return unknown }
        let isAnybody = recipients.contains { selector.selects($0, venues: conference.venues) }
        if isAnybody || !isListWhole && mayHaveBeenMeant(selector) { return [] }
        return [.selectsNobody(selector, at: place)]
    }

    /// Whether somebody of the contact book could be selected, if only they were on the list.
    private func mayHaveBeenMeant(_ selector: Selector) -> Bool {
        let asksForRole = selector.terms.contains { if case .role = $0 { true } else { false } }
        return asksForRole
            || contacts.values.contains { selector.selects($0, venues: conference.venues) }
    }

    private func people() -> [Problem] {
        guard !contacts.isEmpty else { return [] }
        let calls = conference.lineTests.flatMap { test in
            test.call.enumerated().flatMap { index, id in
                person(id, at: place(test.place, "call", index), isCalled: true)
            }
        }
        let reports = conference.obligations.flatMap { obligation in
            obligation.reportTo.enumerated().flatMap { index, id in
                person(id, at: place(obligation.place, "report_to", index), isCalled: false)
            }
        }
        let duty = conference.duty.map { id in
            person(id, at: places["duty"] ?? conference.place.field("duty"), isCalled: true)
        }
        return calls + reports + (duty ?? [])
    }

    private func person(_ id: String, at place: Place, isCalled: Bool) -> [Problem] {
        guard let contact = contacts[id] else {
            return [.unknown(.contact, id, at: place, known: contacts.keys)]
        }
        return isCalled && contact.phones.isEmpty ? [.noPhone(id, at: place)] : []
    }

    /// The place of one entry of a list, or of the single value where there is no list.
    private func place(_ entry: Place, _ key: String, _ index: Int) -> Place {
        let path = "\(entry.field ?? "").\(key)"
        return places["\(path)[\(index + 1)]"] ?? places[path] ?? entry.field(path)
    }

    private func files() -> [Problem] {
        conference.documents.compactMap { document in
            guard case .file(let path) = document.source, !fileExists(path) else { return nil }
            let place = places["\(document.place.field ?? "").file"] ?? document.place
            return .missingDocument(path, at: place)
        }
    }
}

/// The names that a selector can use; those of the contact book are collected when one is asked for.
private final class KnownNames {
    private let contacts: ContactIndex
    private lazy var groups = Set(contacts.values.lazy.filter(\.hasGroups).flatMap(\.groups))
    private lazy var units = Set(contacts.values.lazy.filter(\.hasUnit).map(\.unit))
    private let venues: Set<String>
    private let levels: Set<String>
    private let knowsContacts: Bool
    private let knowsVenues: Bool

    init(_ book: ContactIndex, _ tree: VenueTree, hasVenueFile: Bool) {
        contacts = book
        venues = Set(tree.venues.map(\.id))
        levels = Set(tree.levels)
        knowsContacts = !book.isEmpty
        knowsVenues = !(hasVenueFile && tree.venues.isEmpty)
    }

    func problem(_ term: Selector, at place: Place) -> Problem? {
        switch term {
        case .contact(let id):
            !knowsContacts || contacts[id] != nil
                ? nil : .unknown(.contact, id, at: place, known: contacts.keys)
        case .group(let name): knowsContacts ? unknown(.group, name, groups, place) : nil
        case .unit(let name): knowsContacts ? unknown(.unit, name, units, place) : nil
        case .venue(let id): knowsVenues ? unknown(.venue, id, venues, place) : nil
        case .level(let name): knowsVenues ? unknown(.level, name, levels, place) : nil
        case .all, .role, .not, .both, .either: nil
        }
    }

    private func unknown(
        _ reference: Reference, _ name: String, _ known: Set<String>, _ place: Place
    ) -> Problem? {
        known.contains(name) ? nil : .unknown(reference, name, at: place, known: known)
    }
}
