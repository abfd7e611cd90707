/// A mailbox's name as it stands in a command.
enum MailboxName {
    /// Quoted, in modified UTF-7 (RFC 3501 sections 4.3 and 5.1.3).
    static func quoted(_ name: String) -> String {
        let escaped = encoded(name).map { "\"\\".contains($0) ? "\\\($0)" : String($0) }
        return "\"\(escaped.joined())\""
    }

    /// ASCII stays; `&` is `&-`; all else is UTF-16 in base 64 between `&` and `-`.
    static func encoded(_ name: String) -> String {
        var result = ""
        var wide: [UInt16] = []
        for unit in name.utf16 {
            guard (0x20...0x7E).contains(unit) else {
                wide.append(unit)
                continue
            }
            result += shifted(wide)
            wide = []
            result += unit == 0x26 ? "&-" : String(UnicodeScalar(UInt8(unit)))
        }
        return result + shifted(wide)
    }

    private static func shifted(_ units: [UInt16]) -> String {
        if units.isEmpty { return "" }
        let octets = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        var sextets: [UInt8] = []
        var (buffer, bits) = (UInt32(0), 0)
        for octet in octets {
            buffer = (buffer << 8 | UInt32(octet)) & 0xFFFF
            bits += 8
            while bits >= 6 {
                bits -= 6
                sextets.append(UInt8(buffer >> UInt32(bits) & 0x3F))
            }
        }
        if bits > 0 { sextets.append(UInt8(buffer << UInt32(6 - bits) & 0x3F)) }
        return "&" + String(decoding: sextets.map { alphabet[Int($0)] }, as: UTF8.self) + "-"
    }

    /// That of base 64, with a comma for the slash.
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,".utf8)
}
