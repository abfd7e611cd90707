/// Finds the name that was probably meant.
enum NearestName {
    /// The candidate with the fewest changes, where these are few enough to be a slip.
    static func of(_ name: String, among candidates: [String]) -> String? {
        let limit = max(2, name.count / 3)
        return candidates.sorted()
            .map { (name: $0, changes: changes(from: name, to: $0)) }
            .filter { $0.changes <= limit }
            .min { $0.changes < $1.changes }?.name
    }

    /// Letters to insert, drop or replace (Levenshtein's distance).
    private static func changes(from: String, to: String) -> Int {
        let target = Array(to)
        var row = Array(0...target.count)
        for (index, letter) in from.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in target.indices {
                let replaced = diagonal + (letter == target[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
            }
        }
        return row[target.count]
    }
}
