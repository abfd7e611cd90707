/// A place that takes part.
///
/// Every recipient has one, so that copies of it must cost little: its texts are kept once.
package struct Venue: Sendable, Identifiable {
    private let entry: Entry

    private final class Entry: Sendable {
        let fields: Fields

        init(_ fields: Fields) { self.fields = fields }
    }

    private struct Fields: Hashable {
        let id: String
        let name: String
        let level: String
        let parent: String?
        let address: String
        let place: Place
    }

    package init(
        id: String, name: String, level: String, parent: String?, address: String, place: Place
    ) {
        entry = Entry(
            Fields(
                id: id, name: name, level: level, parent: parent, address: address, place: place))
    }

    package var id: String { entry.fields.id }
    package var name: String { entry.fields.name }
    /// The tier, such as `tinh`, `huyen`, `xa`: any word, chosen by the conference.
    package var level: String { entry.fields.level }
    /// Id of the venue above; none for a root.
    package var parent: String? { entry.fields.parent }
    package var address: String { entry.fields.address }
    package var place: Place { entry.fields.place }
}

extension Venue: Hashable {
    package static func == (one: Venue, other: Venue) -> Bool {
        one.entry === other.entry || one.entry.fields == other.entry.fields
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(entry.fields.id) }
}

/// The venues of a conference, a forest of any depth.
package struct VenueTree: Sendable {
    /// In the order of the file.
    package let venues: [Venue]
    private let byID: [String: Venue]

    /// The first of several venues with one id is kept; reading reports the others.
    package init(_ venues: [Venue]) {
        self.venues = venues
        byID = Dictionary(venues.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    package subscript(id: String) -> Venue? { byID[id] }

    /// The levels in the order in which they first appear: the tiers from the top.
    package var levels: [String] {
        var seen = Set<String>()
        return venues.map(\.level).filter { seen.insert($0).inserted }
    }

    /// Whether `id` is `ancestor` or lies below it. A loop of parents ends the walk.
    package func isWithin(_ id: String, _ ancestor: String) -> Bool {
        var seen = Set<String>()
        var current: String? = id
        while let here = current, seen.insert(here).inserted {
            if here == ancestor { return true }
            current = byID[here]?.parent
        }
        return false
    }
}
