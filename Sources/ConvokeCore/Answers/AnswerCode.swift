/// The short code that stands in each mail and is read out over the phone.
///
/// Seven characters that only the key's owner can make, and one that catches a slip: no 0 and O, no 1
/// and I. 35 bits: with a thousand codes in use one guess in 34 million hits one.
package struct AnswerCode: Hashable, Sendable {
    /// As it is printed: `K7QF-3MXA`.
    package let text: String

    /// The code of seven octets, of which the last five bits of each count.
    package init(_ octets: ArraySlice<UInt8>) {
        var numbers: [UInt8] = []
        numbers.reserveCapacity(8)
        for octet in octets { numbers.append(octet & 31) }
        numbers.append(Self.check(numbers))
        text = Self.printed(numbers)
    }

    /// Reads a code as people write or say it; nil when it is none or a character is wrong.
    package init?(parsing seen: String) {
        let bare = seen.uppercased().filter { !" -.".contains($0) }
        let numbers = bare.utf8.compactMap { byte in
            Self.alphabet.firstIndex(of: byte).map { UInt8($0) }
        }
        guard numbers.count == 8, bare.utf8.count == 8,
            Self.check(Array(numbers.dropLast())) == numbers.last
        else { return nil }
        text = Self.printed(numbers)
    }

    private static let alphabet = Array("23456789ABCDEFGHJKLMNPQRSTUVWXYZ".utf8)

    /// Luhn's method in base 32: finds every single wrong character and nearly every exchange of two
    /// neighbours (ISO/IEC 7812-1 annex B, in another base).
    private static func check(_ numbers: [UInt8]) -> UInt8 {
        var sum = 0
        var doubles = true
        for number in numbers.reversed() {
            let weighed = doubles ? Int(number) * 2 : Int(number)
            sum += weighed / 32 + weighed % 32
            doubles.toggle()
        }
        return UInt8((32 - sum % 32) % 32)
    }

    private static func printed(_ numbers: [UInt8]) -> String {
        var letters: [UInt8] = []
        letters.reserveCapacity(9)
        for (index, number) in numbers.enumerated() {
            if index == 4 { letters.append(UInt8(ascii: "-")) }
            letters.append(alphabet[Int(number)])
        }
        return String(decoding: letters, as: UTF8.self)
    }
}
