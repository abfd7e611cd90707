/// The rule for the ids of contacts, venues and whatever else a file names.
///
/// An id stands in selectors, on command lines and in file names, so it must not hold anything that
/// means something there.
package enum Identifier {
    /// What is wrong with it, to follow "the id": `contains a space`; nil when nothing is.
    package static func flaw(of id: String) -> String? {
        isPlain(id.utf8) && id != "all" ? nil : flawInFull(of: id)
    }

    /// The same, looked at character by character.
    static func flawInFull(of id: String) -> String? {
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

    /// An id in ASCII with nothing wrong in it, as nearly all are: told by its bytes.
    private static func isPlain(_ bytes: String.UTF8View) -> Bool {
        guard let first = bytes.first, isLetterOrDigit(first), bytes.count <= 64 else {
            return false
        }
        return bytes.allSatisfy {
            isLetterOrDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
                || $0 == UInt8(ascii: ".")
        }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    /// Letters of any script, digits, `-`, `_` and `.`.
    private static func mayStand(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || "-_.".contains(character)
    }
}
