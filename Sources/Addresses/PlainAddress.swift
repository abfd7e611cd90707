/// An address with nothing special about it, as nearly all are: a dot-string (RFC 5321 section 4.1.2)
/// at a domain in lower case, all of it ASCII. Read in one pass over its bytes.
struct PlainAddress {
    let local: String
    let domain: String

    /// Nil for every other text, whether it is an address or not.
    init?(_ text: String) {
        // Shorter than any limit: RFC 5321 section 4.5.3.1.
        guard text.utf8.count <= 254, let at = text.utf8.firstIndex(of: UInt8(ascii: "@")) else {
            return nil
        }
        let (local, domain) = (text[..<at], text[text.utf8.index(after: at)...])
        guard local.utf8.count <= 64, Self.isDotString(local.utf8), Self.isDomain(domain.utf8)
        else { return nil }
        self.local = String(local)
        self.domain = String(domain)
    }

    private static let dot = UInt8(ascii: ".")

    private static func isDotString(_ bytes: Substring.UTF8View) -> Bool {
        var last = dot
        for byte in bytes {
            if byte == dot ? last == dot : !isAtomText(byte) { return false }
            last = byte
        }
        return last != dot
    }

    /// At least two labels, none longer than 63 octets, none with a hyphen at its edge or in the third
    /// and fourth place, as an A-label has them (RFC 5890 section 2.3.1), and the last not a number.
    private static func isDomain(_ bytes: Substring.UTF8View) -> Bool {
        var last = dot
        var (length, labels) = (0, 1)
        var hasLetter = false
        for byte in bytes {
            if byte == dot {
                if last == dot || last == UInt8(ascii: "-") { return false }
                (length, labels, hasLetter) = (0, labels + 1, false)
            } else {
                let isHyphen = byte == UInt8(ascii: "-")
                if isHyphen, length == 0 || length == 2 { return false }
                let isLetter = isLowercase(byte)
                guard isLetter || isHyphen || isDigit(byte), length < 63 else { return false }
                hasLetter = hasLetter || isLetter
                length += 1
            }
            last = byte
        }
        return last != dot && last != UInt8(ascii: "-") && labels > 1 && hasLetter
    }

    /// `atext` of RFC 5322 section 3.2.3.
    private static func isAtomText(_ byte: UInt8) -> Bool {
        isLowercase(byte | 0x20) || isDigit(byte)
            || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }

    private static func isLowercase(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
