import Foundation

/// Text from a file as Convoke keeps it: in NFC, without anything that could end a line.
///
/// Right-to-left marks are part of names and stay. What moves other text about (overrides and
/// isolates) is refused, because it makes one address look like another.
package enum CleanText {
    /// The text in NFC, or the first character that may not stand in it.
    package static func checked(_ raw: String) throws(ForbiddenCharacter) -> String {
        isPlain(raw) ? raw : try checkedInFull(raw)
    }

    /// The same, looked at scalar by scalar.
    static func checkedInFull(_ raw: String) throws(ForbiddenCharacter) -> String {
        let composed = composed(raw)
        for scalar in composed.unicodeScalars {
            if let kind = ForbiddenCharacter.Kind(of: scalar) {
                throw ForbiddenCharacter(scalar: scalar, kind: kind)
            }
        }
        return composed
    }

    /// The text in Unicode's normal form C, so that equal names are equal bytes.
    package static func composed(_ raw: String) -> String {
        isKnownComposed(raw) ? raw : raw.precomposedStringWithCanonicalMapping
    }

    /// Letters without case, diacritics or width, for recognising a word that is written in several
    /// ways: `Họ  tên` and `HO TEN` are one.
    package static func folded(_ text: String) -> String {
        // Foundation's folding is slow, and nothing in ASCII needs it.
        let plain =
            isPlainASCII(text)
            ? text.lowercased()
            : text.folding(
                options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil
            ).replacing("đ", with: "d")
        return
            plain
            .split(whereSeparator: { $0.isWhitespace || $0 == "_" })
            .joined(separator: " ")
    }

    /// Foreign text for a problem on the screen: short, on one line, nothing invisible that acts.
    package static func shown(_ raw: String, limit: Int = 60) -> String {
        // A character may be made of any number of marks.
        let isLong = raw.unicodeScalars.count > 4 * limit
        let raw = isLong ? String(raw.unicodeScalars.prefix(4 * limit)) : raw
        let head = raw.prefix(limit)
        // What is forbidden is a character of its own, but for CR LF, which is one together.
        let visible = head.map { character -> Character in
            guard let scalar = character.unicodeScalars.first,
                let kind = ForbiddenCharacter.Kind(of: scalar)
            else { return character }
            return kind == .lineBreak ? "\u{23CE}" : "\u{FFFD}"
        }
        let text = String(visible)
        return head.endIndex == raw.endIndex && !isLong ? text : text + "…"
    }

    /// True for what is plainly in order: printable ASCII, and Latin and Vietnamese letters in NFC.
    /// Nearly every cell is, and this looks at its bytes alone.
    ///
    /// In UTF-8 (RFC 3629 section 3) U+00A0 to U+00FF are C2 A0 to C3 BF, U+0100 to U+02FF are C4 80 to
    /// CB BF, and U+1EA0 to U+1EF9 are E1 BA A0 to E1 BB B9.
    static func isPlain(_ text: String) -> Bool {
        let told = text.utf8.withContiguousStorageIfAvailable { bytes in
            var offset = 0
            while offset < bytes.count {
                let byte = bytes[offset]
                switch byte {
                case 0x20..<0x7F: offset += 1
                case 0xC2:
                    guard bytes[offset + 1] >= 0xA0 else { return false }
                    offset += 2
                case 0xC3...0xCB: offset += 2
                case 0xE1:
                    let letter = Int(bytes[offset + 1]) << 8 | Int(bytes[offset + 2])
                    guard (0xBAA0...0xBBB9).contains(letter) else { return false }
                    offset += 3
                default: return false
                }
            }
            return true
        }
        return told ?? false
    }

    private static func isPlainASCII(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    }

    /// True where no character can combine with another: Latin and Vietnamese in NFC, and so nearly
    /// every cell. Spares Foundation's normalisation, which costs as much as all the other reading.
    private static func isKnownComposed(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy {
            $0.value < 0x300 || (0x1EA0...0x1EF9).contains($0.value)
                || (0x2010...0x2027).contains($0.value)
        }
    }
}

/// A character that may not stand in a name, a subject or an address.
package struct ForbiddenCharacter: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case lineBreak, tabulator, control
        /// U+202A to U+202E, U+2066 to U+2069 (UAX 9): changes the direction of other text.
        case direction
    }

    package let scalar: Unicode.Scalar
    package let kind: Kind

    /// What is wrong, to follow "it": `contains a line break`.
    package var sentence: String {
        switch kind {
        case .lineBreak: "contains a line break"
        case .tabulator: "contains a tabulator"
        case .control: "contains an invisible control character"
        case .direction: "contains an invisible character that reverses the text after it"
        }
    }

    /// The character by its number, for whoever maintains the machine: `U+000A`.
    package var number: String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

extension ForbiddenCharacter.Kind {
    init?(of scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x0A...0x0D, 0x85, 0x2028, 0x2029: self = .lineBreak
        case 0x09: self = .tabulator
        case 0...0x1F, 0x7F...0x9F: self = .control
        case 0x202A...0x202E, 0x2066...0x2069: self = .direction
        default: return nil
        }
    }
}
