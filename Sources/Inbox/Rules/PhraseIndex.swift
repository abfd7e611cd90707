/// All phrases of some rules, found in one pass over a text.
struct PhraseIndex: Sendable {
    /// A rule whose words stand in a text.
    struct Match: Sendable {
        let rule: WordRule
        /// The rule's place in its table; the smaller goes first.
        let rank: Int
        let phrase: String
        /// Where the words begin, in octets of the folded text.
        let place: Int
    }

    private struct Entry: Sendable {
        let rank: Int
        let phrase: String
        let pieces: [[UInt8]]
    }

    private let rules: [WordRule]
    private let entries: [UInt32: [Entry]]

    init(_ rules: [WordRule]) {
        self.rules = rules
        var entries: [UInt32: [Entry]] = [:]
        for (rank, rule) in rules.enumerated() {
            for phrase in rule.phrases {
                let pieces = phrase.split(separator: "…").map { Array($0.utf8) }
                guard let first = pieces.first, let key = Self.key(first, 0) else { continue }
                entries[key, default: []].append(Entry(rank: rank, phrase: phrase, pieces: pieces))
            }
        }
        self.entries = entries
    }

    /// The phrases too short to be looked for: none, in a table that is right.
    static func tooShort(in rules: [WordRule]) -> [String] {
        rules.flatMap(\.phrases).filter { phrase in
            (phrase.split(separator: "…").first?.utf8.count ?? 0) < 4
        }
    }

    /// The first rule of the table whose words stand in the text, for each force.
    func matches(in text: FoldedText) -> [WordRule.Force: Match] {
        var best: [WordRule.Force: Match] = [:]
        for place in text.bytes.indices {
            guard let key = Self.key(text.bytes, place), let found = entries[key] else { continue }
            for entry in found where holds(entry, text, place) {
                let rule = rules[entry.rank]
                if let known = best[rule.force], known.rank <= entry.rank { continue }
                best[rule.force] = Match(
                    rule: rule, rank: entry.rank, phrase: entry.phrase, place: place)
            }
        }
        return best
    }

    private func holds(_ entry: Entry, _ text: FoldedText, _ place: Int) -> Bool {
        guard startsWord(entry.pieces[0], text, place), text.holds(entry.pieces[0], at: place)
        else {
            return false
        }
        var end = place + entry.pieces[0].count
        for piece in entry.pieces.dropFirst() {
            guard let next = text.find(piece, from: end, to: end + WordRule.gap + piece.count)
            else {
                return false
            }
            end = next + piece.count
        }
        return true
    }

    /// Words begin where a word begins: "active user" does not stand in "inactive user".
    private func startsWord(_ piece: [UInt8], _ text: FoldedText, _ place: Int) -> Bool {
        guard place > 0, Self.isWord(piece[0]) else { return true }
        return !Self.isWord(text.bytes[place - 1])
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
    }

    private static func key(_ bytes: [UInt8], _ place: Int) -> UInt32? {
        guard place + 4 <= bytes.count else { return nil }
        return UInt32(bytes[place]) << 24 | UInt32(bytes[place + 1]) << 16
            | UInt32(bytes[place + 2]) << 8 | UInt32(bytes[place + 3])
    }
}
