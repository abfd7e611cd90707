/// Base 32 in lower case, without the characters that are taken for each other (i, l, o, u).
enum Base32 {
    private static let digits = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    /// A number without leading zeros.
    static func text(of number: UInt64) -> String {
        var text: [UInt8] = []
        text.append(base32: number)
        return String(decoding: text, as: UTF8.self)
    }

    /// Five bits a character; bits that are left over are filled with zeros.
    static func text(of bytes: ArraySlice<UInt8>) -> String {
        var text: [UInt8] = []
        text.append(base32: bytes)
        return String(decoding: text, as: UTF8.self)
    }

    /// The digit of the last five bits.
    fileprivate static func digit(_ bits: UInt64) -> UInt8 { digits[Int(bits & 31)] }

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

extension [UInt8] {
    /// A number as Base 32 writes it.
    mutating func append(base32 number: UInt64) {
        let count = Swift.max(1, (UInt64.bitWidth - number.leadingZeroBitCount + 4) / 5)
        for place in (0..<count).reversed() { append(Base32.digit(number >> UInt64(5 * place))) }
    }

    /// Bytes as Base 32 writes them.
    mutating func append(base32 bytes: ArraySlice<UInt8>) {
        var (bits, count) = (UInt64(0), 0)
        for byte in bytes {
            bits = bits << 8 | UInt64(byte)
            count += 8
            while count >= 5 {
                count -= 5
                append(Base32.digit(bits >> UInt64(count)))
            }
        }
        if count > 0 { append(Base32.digit(bits << UInt64(5 - count))) }
    }
}
