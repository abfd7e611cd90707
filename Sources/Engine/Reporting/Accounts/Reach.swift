/// How far a party is: the best that can be said of it.
package enum Reach: String, Sendable, CaseIterable {
    /// It has said something.
    case answered
    /// A server or a phone took a message for it, or somebody spoke to it.
    case reached
    /// A message or a call is under way.
    case waiting
    /// Everything that was tried has failed.
    case missed
    /// Nothing was to be sent yet.
    case ahead
    /// Nobody is addressed there.
    case nobody

    package var isReached: Bool { self == .answered || self == .reached }

    /// Where a venue stands whose people stand there: whoever is reached there can tell the others.
    static func best(of all: some Sequence<Reach>) -> Reach {
        let found = Set(all)
        return allCases.first { found.contains($0) } ?? .nobody
    }
}

/// How many of a group stand where.
package struct Coverage: Hashable, Sendable {
    /// What nobody is in is missing.
    package private(set) var counts: [Reach: Int] = [:]

    package init() {}

    package init(_ all: some Sequence<Reach>) {
        for reach in all { add(reach) }
    }

    package subscript(reach: Reach) -> Int { counts[reach] ?? 0 }

    /// Without the places where nobody is addressed.
    package var total: Int { counts.reduce(0) { $1.key == .nobody ? $0 : $0 + $1.value } }

    package var reached: Int { self[.answered] + self[.reached] }

    mutating func add(_ reach: Reach) { counts[reach, default: 0] += 1 }

    mutating func add(_ other: Coverage) { counts.merge(other.counts, uniquingKeysWith: +) }
}
