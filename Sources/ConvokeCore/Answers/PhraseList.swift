/// Phrases to be found in a row of words, in time that grows as the row does.
package struct PhraseList: Sendable {
    /// By their first word, the longest first.
    private let phrases: [String: [[String]]]

    package init(_ phrases: [String]) {
        let split = phrases.map { $0.split(separator: " ").map(String.init) }
        self.phrases = Dictionary(grouping: split) { $0.first ?? "" }
            .mapValues { $0.sorted { $0.count > $1.count } }
    }

    package func isFound(in words: [String]) -> Bool {
        words.indices.contains { length(in: words, at: $0) != nil }
    }

    /// The words without the phrases; a mark stands where one was.
    package func removed(from words: [String]) -> [String] {
        var rest: [String] = []
        var place = 0
        while place < words.count {
            if let length = length(in: words, at: place) {
                rest.append("/")
                place += length
            } else {
                rest.append(words[place])
                place += 1
            }
        }
        return rest
    }

    /// How many words the longest phrase has that begins at a place.
    private func length(in words: [String], at place: Int) -> Int? {
        phrases[words[place]]?.first { words[place...].starts(with: $0) }?.count
    }
}
