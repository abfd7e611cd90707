extension VenueTree {
    /// What is wrong between the venues of a list: two with one id, a parent that does not exist,
    /// and venues that lie in each other. For lists in a file and those written in a conference alike.
    ///
    /// In a list that is not complete a parent that is missing is no problem.
    package static func problems(
        in venues: [Venue], idField: String = "id", parentField: String = "parent",
        isComplete: Bool = true
    ) -> [Problem] {
        let tree = VenueTree(venues)
        let orphans = isComplete ? tree.unknownParents(parentField) : []
        return tree.duplicates(idField) + orphans + tree.loops(parentField)
    }

    private func duplicates(_ field: String) -> [Problem] {
        var first = [String: Venue]()
        return venues.compactMap { venue in
            guard let earlier = first.updateValue(venue, forKey: venue.id) else { return nil }
            first[venue.id] = earlier
            return Problem(
                .file, "Two venues have the id \"\(venue.id)\"", at: venue.place.field(field),
                found: "the same id as at \(earlier.place)", fix: "Give one of them another id")
        }
    }

    private func unknownParents(_ field: String) -> [Problem] {
        var nearest = NearestName(among: venues.map(\.id))
        return venues.compactMap { venue in
            guard let parent = venue.parent, self[parent] == nil else { return nil }
            let suggestion = nearest.suggestion(for: parent)
            return Problem(
                .file, "The venue above \"\(venue.id)\" does not exist",
                at: venue.place.field(field), found: parent,
                expected: "the id of another venue, or nothing",
                fix: suggestion.map { "Write \"\($0)\" if that is meant, or add the venue" }
                    ?? "Correct the id, or add the venue",
                missing: parent)
        }
    }

    /// One problem for each loop, at the first of its venues in the file.
    private func loops(_ field: String) -> [Problem] {
        var settled = Set<String>()
        return venues.compactMap { venue in
            var path = [String]()
            var current: String? = venue.id
            while let here = current, !settled.contains(here), !path.contains(here) {
                path.append(here)
                current = self[here]?.parent
            }
            let start = current.flatMap { path.firstIndex(of: $0) }
            settled.formUnion(path)
            guard let start else { return nil }
            let loop = path[start...] + [path[start]]
            return Problem(
                .file, "These venues lie in each other", at: self[path[start]]?.place.field(field),
                found: loop.joined(separator: " → "),
                expected: "a venue at the top that has nothing above it",
                fix: "Leave the cell empty for the topmost venue")
        }
    }
}
