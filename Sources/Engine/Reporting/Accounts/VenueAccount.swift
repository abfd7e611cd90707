package import ConvokeCore

/// One recipient, and how far it is.
package struct PersonAccount: Hashable, Sendable {
    package let id: String
    package let name: String
    package let role: Role
    package let reach: Reach
}

/// A venue with its people and with what lies below it.
package struct VenueAccount: Sendable {
    package let venue: Venue
    package let reach: Reach
    package let people: [PersonAccount]
    package let children: [VenueAccount]
    /// This venue and all below it.
    package let coverage: Coverage
}

/// One tier of the tree: its venues, and the people there.
package struct TierAccount: Sendable {
    /// The word of the venue list; nil for people without a venue.
    package let level: String?
    package let venues: Coverage
    package let people: Coverage
}

/// The whole tree with its sums.
package struct CoverageAccount: Sendable {
    package let roots: [VenueAccount]
    /// From the top; last those without a venue, where there are any.
    package let tiers: [TierAccount]
    /// People without a venue.
    package let apart: [PersonAccount]
    package let venues: Coverage
    package let people: Coverage
}

extension CoverageAccount {
    init(_ tree: VenueTree, _ recipients: [Recipient], reach: (String) -> Reach) {
        let people = recipients.map { (venue: $0.venue?.id, person: PersonAccount($0, reach)) }
        let placed = Dictionary(grouping: people) { $0.venue }.mapValues { $0.map(\.person) }
        let away = placed[nil] ?? []
        let reaches = tree.venues.map { Reach.best(of: placed[$0.id] ?? []) }
        let byVenue = Dictionary(zip(tree.venues.map(\.id), reaches)) { first, _ in first }
        roots = VenueForest(tree, people: placed, reach: byVenue).roots
        apart = away
        let levels: [TierAccount] = tree.levels.map { level in
            let venues = tree.venues.filter { $0.level == level }
            return TierAccount(
                level: level, venues: Coverage(venues.compactMap { byVenue[$0.id] }),
                people: Coverage(of: venues.flatMap { placed[$0.id] ?? [] }))
        }
        let rest = TierAccount(
            level: nil, venues: Coverage(), people: Coverage(of: away))
        tiers = away.isEmpty ? levels : levels + [rest]
        venues = Coverage(tree.venues.compactMap { byVenue[$0.id] })
        self.people = Coverage(of: people.map(\.person))
    }
}

extension Reach {
    /// Where a venue with these people stands.
    fileprivate static func best(of people: [PersonAccount]) -> Reach {
        best(of: people.filter(\.isToBeReached).map(\.reach))
    }
}

extension Coverage {
    init(of people: [PersonAccount]) {
        self.init(people.filter(\.isToBeReached).map(\.reach))
    }
}

extension PersonAccount {
    /// A copy for the file reaches nobody and misses nobody.
    fileprivate var isToBeReached: Bool { role != .file }

    init(_ recipient: Recipient, _ reach: (String) -> Reach) {
        self.init(
            id: recipient.id, name: recipient.contact.name, role: recipient.role,
            reach: reach(recipient.id))
    }
}

/// Makes a tree of a list of any depth without trusting it: what lies deeper than `deepest` is hung up
/// there, and every venue comes once, also where parents go round in a circle.
private struct VenueForest {
    private static let deepest = 40

    let people: [String?: [PersonAccount]]
    let reach: [String: Reach]
    private var topmost: [Venue] = []
    private var children: [String: [Venue]] = [:]

    init(_ tree: VenueTree, people: [String?: [PersonAccount]], reach: [String: Reach]) {
        self.people = people
        self.reach = reach
        var seen = Set<String>()
        let venues = tree.venues.filter { seen.insert($0.id).inserted }
        let below = Dictionary(grouping: venues) { venue in
            venue.parent.flatMap { tree[$0]?.id }
        }
        topmost = below[nil] ?? []
        var placed = Set(topmost.map(\.id))
        // Level by level; each with the venue under which its children are hung up.
        var level = topmost.map { (venue: $0, under: $0.id) }
        var depth = 0
        while !level.isEmpty {
            var next: [(venue: Venue, under: String)] = []
            for place in level {
                let own = (below[place.venue.id] ?? []).filter { placed.insert($0.id).inserted }
                children[place.under, default: []] += own
                next += own.map { ($0, depth < Self.deepest ? $0.id : place.under) }
            }
            level = next
            depth += 1
        }
        topmost += venues.filter { !placed.contains($0.id) }
    }

    var roots: [VenueAccount] { topmost.map(account) }

    /// No deeper than `deepest`: what is hung up there has no children.
    private func account(_ venue: Venue) -> VenueAccount {
        let below = (children[venue.id] ?? []).map(account)
        let own = reach[venue.id] ?? .nobody
        var coverage = Coverage([own])
        for child in below { coverage.add(child.coverage) }
        return VenueAccount(
            venue: venue, reach: own, people: people[venue.id] ?? [], children: below,
            coverage: coverage)
    }
}
