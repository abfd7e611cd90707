/// Base 32 in lower case, without the characters that are taken for each other (i, l, o, u).
enum Base32 {
    private static let digits = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    /// A number without leading zeros.
    static func text(of number: UInt64) -> String {
        let count = max(1, (UInt64.bitWidth - number.leadingZeroBitCount + 4) / 5)
        return String(unsafeUninitializedCapacity: count) { text in
            for place in 0..<count {
                text[place] = digits[Int(number >> UInt64(5 * (count - 1 - place)) & 31)]
            }
            return count
        }
    }

    /// Five bits a character; bits that are left over are filled with zeros.
    static func text(of bytes: ArraySlice<UInt8>) -> String {
        String(unsafeUninitializedCapacity: (bytes.count * 8 + 4) / 5) { text in
            var (bits, count, end) = (UInt32(0), 0, 0)
            for byte in bytes {
                bits = bits << 8 | UInt32(byte)
                count += 8
                while count >= 5 {
                    count -= 5
                    text[end] = digits[Int(bits >> UInt32(count) & 31)]
                    end += 1
                }
            }
            guard count > 0 else { return end }
            text[end] = digits[Int(bits << UInt32(5 - count) & 31)]
            return end + 1
        }
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
