/// One property as iCalendar writes it: a content line, folded (RFC 5545 section 3.1).
///
/// Values are escaped as they are put in, so that none of them ends the line, a parameter or the value.
struct ContentLine {
    /// RFC 5545 section 3.1: octets of a line, its break apart.
    static let longest = 75

    private var bytes: [UInt8] = []
    private var column = 0

    init(_ name: String) {
        bytes.reserveCapacity(160)
        raw(name)
    }

    /// Text of our own that needs no escaping.
    mutating func raw(_ text: String) {
        for character in text.utf8 { put(character) }
    }

    /// A value of the type TEXT (RFC 5545 section 3.3.11).
    mutating func text(_ value: String) {
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\", ";", ",":
                put(UInt8(ascii: "\\"))
                put(scalar)
            case "\n":
                put(UInt8(ascii: "\\"))
                put(UInt8(ascii: "n"))
            case "\t": put(UInt8(ascii: " "))
            default: if !Self.isControl(scalar) { put(scalar) }
            }
        }
    }

    /// A parameter's value in quotes (RFC 5545 section 3.2): there is no way to write a quote inside
    /// that every calendar reads, so that one becomes an apostrophe.
    mutating func quoted(_ value: String) {
        put(UInt8(ascii: "\""))
        for scalar in Self.plain(value).unicodeScalars { put(scalar) }
        put(UInt8(ascii: "\""))
    }

    /// The line with its break.
    var ended: [UInt8] { bytes + [13, 10] }

    private mutating func put(_ scalar: Unicode.Scalar) {
        let units = UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
        fold(before: units.count)
        bytes += units
        column += units.count
    }

    private mutating func put(_ byte: UInt8) {
        // A byte that continues a character stays with it.
        if byte & 0xC0 != 0x80 { fold(before: byte < 0x80 ? 1 : 4) }
        bytes.append(byte)
        column += 1
    }

    private mutating func fold(before width: Int) {
        guard column + width > Self.longest else { return }
        bytes += [13, 10, UInt8(ascii: " ")]
        column = 1
    }

    /// A name as parameters take it.
    static func plain(_ value: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in value.unicodeScalars where !isControl(scalar) {
            result.append(scalar == "\"" ? "'" : scalar)
        }
        return String(result)
    }

    /// A text without what is no text; line feeds stay.
    static func clean(_ value: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in value.unicodeScalars
        where "\n\t".unicodeScalars.contains(scalar) || !isControl(scalar) {
            result.append(scalar == "\t" ? " " : scalar)
        }
        return String(result)
    }

    /// What could end a line somewhere, or is nothing to read.
    static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029: true
        default: false
        }
    }
}

extension String {
    /// Whether there is nothing in it to read.
    var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
