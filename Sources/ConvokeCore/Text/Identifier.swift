/// The rule for the ids of contacts, venues and whatever else a file names.
///
/// An id stands in selectors, on command lines and in file names, so it must not hold anything that
/// means something there.
package enum Identifier {
    /// What is wrong with it, to follow "the id": `contains a space`; nil when nothing is.
    package static func flaw(of id: String) -> String? {
        if id.isEmpty { return "is empty" }
        if id == "all" { return "is the word for everybody" }
        if id.unicodeScalars.count > 64 { return "is longer than 64 characters" }
        if let first = id.first, !first.isLetter, !first.isNumber {
            return "begins with \"\(CleanText.shown(String(first)))\""
        }
        guard let stranger = id.first(where: { !mayStand($0) }) else { return nil }
        if stranger.isWhitespace { return "contains a space" }
        return "contains \"\(CleanText.shown(String(stranger)))\""
    }

    /// Letters of any script, digits, `-`, `_` and `.`.
    private static func mayStand(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || "-_.".contains(character)
    }
}
