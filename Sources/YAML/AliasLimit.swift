/// Keeps a small file from growing into a huge one through aliases that repeat aliases.
///
/// `n` aliases multiply a file at most `3^(n/3)` times, whatever way they are nested; with twenty
/// that is some 1,500 times. They are counted before the parser runs, because the parser compares
/// keys and would already do the whole work. The count may be too high (text in quotes counts too),
/// never too low.
enum AliasLimit {
    static let most = 20

    static func isExceeded(in text: String) -> Bool {
        let anchors = Set(names(after: UInt8(ascii: "&"), in: text))
        if anchors.isEmpty { return false }
        return names(after: UInt8(ascii: "*"), in: text).count { anchors.contains($0) } > most
    }

    /// The names that stand directly after each `mark`.
    private static func names(after mark: UInt8, in text: String) -> [String] {
        text.utf8.split(separator: mark, omittingEmptySubsequences: false).dropFirst()
            .map { String(decoding: $0.prefix(while: isNameByte), as: UTF8.self) }
            .filter { !$0.isEmpty }
    }

    /// The letters of an anchor's name as libyaml reads it.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
