package import ConvokeCore

/// A text as it travels: its letters, its coding, and how many parts it is split into.
///
/// Each part is paid for and can be lost by itself, which is why their number is shown before
/// sending.
package struct TextForm: Hashable, Sendable {
    package enum Coding: String, Hashable, Sendable, CaseIterable {
        /// The seven-bit default alphabet (3GPP TS 23.038 section 6.2.1): 160 septets, 153 a part.
        case gsm
        /// UCS-2 (section 6.2.3): 70 units of UTF-16, 67 a part.
        case ucs2

        /// The room in a text of one part, and in each part of several: six bytes of each go to the
        /// header that joins them (3GPP TS 23.040 section 9.2.3.24.1).
        var room: (alone: Int, joined: Int) {
            self == .gsm ? (160, 153) : (70, 67)
        }
    }

    /// In NFC, line breaks as LF, no other control character; in letters of the default alphabet
    /// where the coding is `.gsm`. Making a form of it again gives the same form.
    package let text: String
    package let coding: Coding
    /// Septets, or units of UTF-16.
    package let units: Int
    /// What stands in each part.
    package let pieces: [String]

    /// How many parts; 0 for an empty text.
    package var parts: Int { pieces.count }

    /// With `.unicode` no letter changes, and a text that fits the default alphabet goes in it
    /// because it is more than twice as much room for nothing lost; with `.plain` the diacritics
    /// go.
    package init(_ text: String, _ alphabet: GatewaySettings.Alphabet) {
        let tidy = Self.tidy(text)
        let shown = alphabet == .plain ? PlainLetters.of(tidy) : tidy
        let septets = GSMAlphabet.septets(of: shown)
        self.text = shown
        coding = septets == nil ? .ucs2 : .gsm
        let sizes = septets ?? shown.unicodeScalars.map(UTF16.width)
        units = sizes.reduce(0, +)
        let room = units <= coding.room.alone ? coding.room.alone : coding.room.joined
        pieces = Self.pieces(of: shown, sizes, room)
    }

    /// A character that does not fit the rest of a part begins the next one.
    private static func pieces(of text: String, _ sizes: [Int], _ room: Int) -> [String] {
        var pieces: [String] = []
        var piece = String.UnicodeScalarView()
        var filled = 0
        for (scalar, size) in zip(text.unicodeScalars, sizes) {
            if filled + size > room {
                pieces.append(String(piece))
                piece = String.UnicodeScalarView()
                filled = 0
            }
            piece.append(scalar)
            filled += size
        }
        return piece.isEmpty ? pieces : pieces + [String(piece)]
    }

    /// In NFC; any line break is LF and every other control character a space.
    private static func tidy(_ text: String) -> String {
        let lines = CleanText.composed(text).replacing("\r\n", with: "\n")
        var tidy = String.UnicodeScalarView()
        for scalar in lines.unicodeScalars {
            switch scalar.value {
            case 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029: tidy.append("\n")
            case 0..<0x20, 0x7F...0x9F: tidy.append(" ")
            default: tidy.append(scalar)
            }
        }
        return String(tidy)
    }
}
