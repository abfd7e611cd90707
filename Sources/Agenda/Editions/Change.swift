package import ConvokeCore

/// One difference between what a recipient was told and what is so now.
package enum Change: Hashable, Sendable {
    /// What of an item is different.
    package enum Aspect: String, Sendable, CaseIterable {
        /// Its title; of a request its text.
        case title
        /// When it is, or is due.
        case moments
        /// A document's link or file; whom to report to, or to call.
        case contents
    }

    /// The conference has another title.
    case renamed(from: String, to: String)
    /// How long before a session everybody is to be there.
    case arrive(from: Span, to: Span)
    /// The recipient's venue, its name or its address.
    case site(from: Edition.Site?, to: Edition.Site?)
    case added(Edition.Item)
    case removed(Edition.Item)
    case altered(Aspect, from: Edition.Item, to: Edition.Item)
}

extension Edition {
    /// All differences: the conference's own first, then item by item in the order of their moments.
    /// Empty when the editions are equal.
    package static func changes(from old: Edition, to new: Edition) -> [Change] {
        var changes: [Change] = []
        if old.title != new.title { changes.append(.renamed(from: old.title, to: new.title)) }
        if old.arrive != new.arrive {
            changes.append(.arrive(from: old.arrive, to: new.arrive))
        }
        if old.site != new.site { changes.append(.site(from: old.site, to: new.site)) }
        return changes + Item.Kind.allCases.flatMap { Item.changes($0, from: old, to: new) }
    }
}

extension Edition.Item {
    /// Items of one kind with one id are the same item.
    fileprivate static func changes(
        _ kind: Kind, from old: Edition, to new: Edition
    ) -> [Change] {
        let (before, after) = (byID(kind, old), byID(kind, new))
        let kept = after.values.filter { before[$0.id] != nil }
        let gone = before.values.filter { after[$0.id] == nil }
        let altered = inTime(kept).flatMap { item in
            before[item.id].map { changes(from: $0, to: item) } ?? []
        }
        let fresh = after.values.filter { before[$0.id] == nil }
        return altered + inTime(fresh).map(Change.added) + inTime(gone).map(Change.removed)
    }

    private static func changes(from old: Edition.Item, to new: Edition.Item) -> [Change] {
        var aspects: [Change.Aspect] = []
        if old.title != new.title { aspects.append(.title) }
        if old.moments != new.moments { aspects.append(.moments) }
        if old.contents != new.contents { aspects.append(.contents) }
        return aspects.map { .altered($0, from: old, to: new) }
    }

    private static func byID(_ kind: Kind, _ edition: Edition) -> [String: Edition.Item] {
        Dictionary(
            edition.items.filter { $0.kind == kind }.map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first })
    }

    private static func inTime(_ items: [Edition.Item]) -> [Edition.Item] {
        items.sorted { left, right in
            let moments = (left.moments.first, right.moments.first)
            guard let first = moments.0, let second = moments.1, first != second else {
                return left.id < right.id
            }
            return first < second
        }
    }
}
