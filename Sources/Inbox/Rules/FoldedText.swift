/// A text as words are looked for in it: small letters, every run of spaces and line ends one
/// space, curled apostrophes straight; no longer than ``limit``.
struct FoldedText: Sendable {
    /// What is read of a text, in octets.
    static let limit = 65_536

    let bytes: [UInt8]

    init(_ text: some StringProtocol, limit: Int = FoldedText.limit) {
        var folded: [UInt8] = []
        var spaced = true
        for scalar in String(text.prefix(limit)).lowercased().unicodeScalars {
            if folded.count >= limit { break }
            if Self.isSpace(scalar) {
                if !spaced { folded.append(0x20) }
                spaced = true
            } else if !Self.isInvisible(scalar) {
                folded.append(contentsOf: Array(String(Self.straight(scalar)).utf8))
                spaced = false
            }
        }
        if folded.last == 0x20 { folded.removeLast() }
        bytes = folded
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    func contains(_ phrase: String) -> Bool {
        find(Array(phrase.utf8), from: 0, to: bytes.count) != nil
    }

    func hasPrefix(_ phrase: String) -> Bool { bytes.starts(with: phrase.utf8) }

    /// Where a piece begins, between two places.
    func find(_ piece: [UInt8], from: Int, to: Int) -> Int? {
        guard let first = piece.first else { return from }
        let last = min(to, bytes.count) - piece.count
        var place = from
        while place <= last {
            if bytes[place] == first && holds(piece, at: place) { return place }
            place += 1
        }
        return nil
    }

    func holds(_ piece: [UInt8], at place: Int) -> Bool {
        guard place + piece.count <= bytes.count else { return false }
        for offset in piece.indices where bytes[place + offset] != piece[offset] { return false }
        return true
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value <= 0x20 || scalar.value == 0xA0 || scalar.value == 0x3000
            || scalar.properties.isWhitespace
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value == 0x200B || scalar.value == 0xFEFF || scalar.value == 0xAD
    }

    private static func straight(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x2018, 0x2019, 0xB4, 0x60: "'"
        case 0x201C, 0x201D: "\""
        case 0x2010...0x2014: "-"
        default: scalar
        }
    }
}
