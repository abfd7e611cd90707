/// A character that no file of a workspace may hold: it can't be seen, and breaks lines or worse.
struct HiddenCharacter {
    let scalar: Unicode.Scalar
    let line: Int

    /// The first one of each line.
    static func all(in text: String) -> [HiddenCharacter] {
        var found: [HiddenCharacter] = []
        var line = 1
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            if scalar == "\n" || previous == "\r" && scalar != "\n" { line += 1 }
            if isForbidden(scalar), found.last?.line != line {
                found.append(HiddenCharacter(scalar: scalar, line: line))
            }
            previous = scalar
        }
        return found
    }

    /// C0, DEL and C1 without tab, LF and CR, and the line breaks that editors don't count
    /// (YAML 1.2 section 5.1 allows U+0085, U+2028 and U+2029; here they would hide a second line).
    /// Also what turns the direction of other text round (UAX 9), as in names from the contact book.
    static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: false
        case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0xFFFE, 0xFFFF: true
        case 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// As a person can name it: `U+2028`.
    static func name(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
