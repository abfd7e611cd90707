/// A reference in letters that mean nothing in a URL, in Kannel's escapes (`%d`) or in a file's
/// name.
///
/// Letters, digits, `-` and `.` stay; every other byte becomes `~` and two hexadecimal digits.
enum ReferenceCode {
    static func encoded(_ reference: String) -> String {
        reference.utf8.map { byte in
            isPlain(byte)
                ? String(UnicodeScalar(byte))
                : "~" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }

    /// nil when the text is none that `encoded` writes.
    static func decoded(_ code: some StringProtocol) -> String? {
        Escapes.bytes(of: code, escape: UInt8(ascii: "~")).flatMap {
            String(validating: $0, as: UTF8.self)
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."): true
        default: false
        }
    }
}

/// Bytes written as an escape character and two hexadecimal digits.
enum Escapes {
    /// nil when digits are missing after an escape.
    static func bytes(of text: some StringProtocol, escape: UInt8) -> [UInt8]? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == escape else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2, rest.prefix(2).allSatisfy(isHexDigit),
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return bytes
    }

    /// RFC 3986 section 2.1: everything but the unreserved characters as `%XX`.
    static func percentEncoded(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                String(UnicodeScalar(byte))
            default:
                "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
        default: false
        }
    }
}
