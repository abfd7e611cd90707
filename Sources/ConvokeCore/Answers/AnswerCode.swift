/// The short code that stands in each mail and is read out over the phone.
///
/// Seven characters that only the key's owner can make, and one that catches a slip: no 0 and O, no 1
/// and I. 35 bits: with a thousand codes in use one guess in 34 million hits one.
package struct AnswerCode: Hashable, Sendable {
    /// As it is printed: `K7QF-3MXA`.
    package let text: String

    /// The code of seven octets, of which the last five bits of each count.
    package init(_ octets: some Collection<UInt8>) {
        let characters = octets.map { Int($0 & 31) }
        text = Self.printed(characters + [Self.check(characters)])
    }

    /// Reads a code as people write or say it; nil when it is none or a character is wrong.
    package init?(parsing seen: String) {
        let bare = seen.uppercased().filter { !" -.".contains($0) }
        let numbers = bare.utf8.compactMap { Self.alphabet.firstIndex(of: $0) }
        guard numbers.count == 8, bare.utf8.count == 8,
            Self.check(Array(numbers.dropLast())) == numbers.last
        else { return nil }
        text = Self.printed(numbers)
    }

    private static let alphabet = Array("23456789ABCDEFGHJKLMNPQRSTUVWXYZ".utf8)

    /// Luhn's method in base 32: finds every single wrong character and nearly every exchange of two
    /// neighbours (ISO/IEC 7812-1 annex B, in another base).
    private static func check(_ numbers: [Int]) -> Int {
        var sum = 0
        for (index, number) in numbers.reversed().enumerated() {
            let weighed = index.isMultiple(of: 2) ? number * 2 : number
            sum += weighed / 32 + weighed % 32
        }
        return (32 - sum % 32) % 32
    }

    private static func printed(_ numbers: [Int]) -> String {
        let letters = numbers.map { alphabet[$0] }
        return String(decoding: letters[..<4], as: UTF8.self) + "-"
            + String(decoding: letters[4...], as: UTF8.self)
    }
}
