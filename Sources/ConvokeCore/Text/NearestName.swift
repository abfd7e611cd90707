/// Finds the name that somebody probably meant.
///
/// Names are compared without case and diacritics by the Damerau-Levenshtein distance (optimal
/// string alignment). It gives up after a number of comparisons, because a book whose every row is
/// wrong would otherwise compare all names with all names.
package struct NearestName {
    private let names: [Substring]
    private var comparisons: Int

    package init(among names: some Sequence<String>, comparisons: Int = 2_000_000) {
        self.names = names.map { $0[...] }
        self.comparisons = comparisons
    }

    /// The nearest name, when it is near: one slip in three letters at most, and not more than `slips` where
    /// that is given. Of several, the first.
    package mutating func suggestion(for word: String, slips: Int = .max) -> String? {
        guard names.count <= comparisons else { return nil }
        comparisons -= names.count
        let wanted = Array(CleanText.folded(word))
        var best: (name: Substring, distance: Int)?
        let limit = min(max(1, wanted.count / 3), slips)
        for name in names where abs(name.count - wanted.count) <= limit {
            let candidate = Array(CleanText.folded(String(name)))
            let distance = Self.distance(wanted, candidate)
            if distance <= limit, distance < best?.distance ?? .max { best = (name, distance) }
        }
        return best.map { String($0.name) }
    }

    /// The nearest of a few names, for a single question.
    package static func nearest(
        to word: String, in names: some Sequence<String>, slips: Int = .max
    ) -> String? {
        var search = NearestName(among: names.sorted())
        return search.suggestion(for: word, slips: slips)
    }

    /// Insertions, deletions, replacements and swaps of neighbours that turn one into the other.
    static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var beforeLast = [Int]()
        var last = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                let same = left[row] == right[column]
                var cost = min(
                    last[column] + (same ? 0 : 1), last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1],
                    left[row - 1] == right[column]
                {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }
}
