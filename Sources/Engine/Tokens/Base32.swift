/// Base 32 in lower case, without the characters that are taken for each other (i, l, o, u).
enum Base32 {
    private static let digits = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    /// A number without leading zeros.
    static func text(of number: UInt64) -> String {
        var rest = number
        var reversed: [UInt8] = []
        repeat {
            reversed.append(digits[Int(rest & 31)])
            rest >>= 5
        } while rest > 0
        return String(decoding: reversed.reversed(), as: UTF8.self)
    }

    /// Five bits a character; bits that are left over are filled with zeros.
    static func text(of bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 5 {
                count -= 5
                text.append(digits[Int(bits >> UInt32(count) & 31)])
            }
        }
        if count > 0 { text.append(digits[Int(bits << UInt32(5 - count) & 31)]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads what `text(of:)` wrote for a number; nil for anything else.
    static func number(in text: some StringProtocol) -> UInt64? {
        guard !text.isEmpty, text.utf8.count <= 13 else { return nil }
        var number: UInt64 = 0
        for byte in text.lowercased().utf8 {
            guard let digit = digits.firstIndex(of: byte) else { return nil }
            guard number <= UInt64.max >> 5 else { return nil }
            number = number << 5 | UInt64(digit)
        }
        return number
    }
}
