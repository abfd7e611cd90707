/// A place that takes part.
package struct Venue: Hashable, Sendable, Identifiable {
    package let id: String
    package let name: String
    /// The tier, such as `tinh`, `huyen`, `xa`: any word, chosen by the conference.
    package let level: String
    /// Id of the venue above; none for a root.
    package let parent: String?
    package let address: String
    package let place: Place

    package init(
        id: String, name: String, level: String, parent: String?, address: String, place: Place
    ) {
        self.id = id
        self.name = name
        self.level = level
        self.parent = parent
        self.address = address
        self.place = place
    }
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
