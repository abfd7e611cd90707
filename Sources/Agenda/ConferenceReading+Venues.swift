import ConvokeCore
import YAML

extension ConferenceReading {
    /// The path of a venue file, or the venues themselves.
    mutating func venues() -> ConferenceDraft.Venues {
        guard let field = root.field("venues", .optional, into: &problems) else {
            return root.misspells("venues") ? .unread : .none
        }
        if !field.isList {
            return field.path(into: &problems).map { .file($0, field.place) } ?? .unread
        }
        let entries = root.mappings("venues", into: &problems)
        let venues = compact(entries) { reading, entry in reading.venue(entry) }
        problems +=
            ParentCheck(venues, declared: declared.ids(.venues), places: root.places).problems
        return .inline(venues)
    }

    private mutating func venue(_ entry: Mapping) -> Venue? {
        let id = id(of: entry, in: .venues)
        let name = entry.text("name", into: &problems)
        let level = entry.text("level", into: &problems)
        let parent = entry.text("parent", .optional, into: &problems)
        let address = entry.text("address", .optional, into: &problems)
        entry.finish(into: &problems)
        guard let id, let name, let level else { return nil }
        return Venue(
            id: id, name: name, level: level, parent: parent, address: address ?? "",
            place: entry.place)
    }
}

/// Whether the venues of a list form a forest.
private struct ParentCheck {
    private let venues: [Venue]
    private let declared: [String]
    private let places: [String: Place]

    init(_ venues: [Venue], declared: [String], places: [String: Place]) {
        self.venues = venues
        self.declared = declared
        self.places = places
    }

    var problems: [Problem] {
        let parents = Dictionary(
            venues.map { ($0.id, $0.parent) }, uniquingKeysWith: { first, _ in first })
        return venues.compactMap { venue in
            guard let parent = venue.parent else { return nil }
            if !declared.contains(parent) {
                return .unknown(.venue, parent, at: place(venue), known: declared)
            }
            return isBelowItself(venue.id, parents) ? .venueLoop(venue.id, at: place(venue)) : nil
        }
    }

    private func place(_ venue: Venue) -> Place {
        places["\(venue.place.field ?? "").parent"] ?? venue.place
    }

    private func isBelowItself(_ id: String, _ parents: [String: String?]) -> Bool {
        var seen = Set<String>()
        var current = parents[id] ?? nil
        while let here = current, seen.insert(here).inserted {
            if here == id { return true }
            current = parents[here] ?? nil
        }
        return false
    }
}
