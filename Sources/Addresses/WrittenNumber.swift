import ConvokeCore

/// A phone number taken apart as it is written, before the numbering plan is asked.
///
/// libphonenumber itself is too generous for a contact book: it reads letters as digits, takes a
/// second number for an extension, and joins `(12)` to the number before it.
struct WrittenNumber {
    let hasPlus: Bool
    let digits: String
    let extensionDigits: String?

    /// For libphonenumber: `+` and digits.
    var dialable: String { (hasPlus ? "+" : "") + digits }

    init(_ text: String) throws(PhoneNumberError) {
        if Self.isPlain(text) {
            hasPlus = text.hasPrefix("+")
            digits = text.filter(\.isASCIIDigit)
            extensionDigits = nil
            try Self.checkLength(digits)
            return
        }
        let plain = try Self.plain(text)
        let (main, tail) = Self.withoutExtension(plain)
        try Self.check(main)
        hasPlus = main.contains("+")
        digits = String(Self.withoutTrunkZero(main).filter(\.isASCIIDigit))
        extensionDigits = tail
        try Self.checkLength(digits)
    }

    /// Digits with spaces, dots or hyphens between them: nearly all numbers, and they need no more.
    private static func isPlain(_ text: String) -> Bool {
        let main = text.utf8.drop { $0 == UInt8(ascii: "+") }
        let pluses = text.utf8.count - main.count
        return pluses < 2 && main.contains { $0 != UInt8(ascii: " ") }
            && main.allSatisfy {
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: " ")
                    || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
            }
    }

    /// No number that can be dialled has more digits than E.164 allows, with a prefix before them.
    private static func checkLength(_ digits: String) throws(PhoneNumberError) {
        if digits.utf8.count < 3 { throw .tooShort }
        if digits.utf8.count > 17 { throw .tooLong }
    }

    /// Without case, diacritics and full-width forms; dashes of all kinds are hyphens.
    private static func plain(_ text: String) throws(PhoneNumberError) -> [Character] {
        let clean: String
        do throws(ForbiddenCharacter) {
            clean = try CleanText.checked(text)
        } catch {
            throw .forbidden(error)
        }
        let plain = CleanText.folded(clean).map { isDash($0) ? "-" : $0 }
        if plain.isEmpty { throw .empty }
        return plain
    }

    private static func isDash(_ character: Character) -> Bool {
        character.unicodeScalars.first?.properties.generalCategory == .dashPunctuation
    }

    // MARK: - Extension

    private static let words = [
        "ext", "ext.", "extension", "x", "#", "may le", "le", "so le", "so may le", "may nhanh",
        "nhanh", "noi bo", "so noi bo", "nb", "ml",
    ]

    /// Takes off what is dialled after the connection: at most six digits, with a word that says so
    /// or in brackets at the end.
    private static func withoutExtension(
        _ text: [Character]
    ) -> (main: [Character], extension: String?) {
        let isBracketed = text.last == ")"
        let body = isBracketed ? text.dropLast() : text[...]
        let digits = body.suffix(while: \.isASCIIDigit)
        let rest = body.dropLast(digits.count)
        guard (1...6).contains(digits.count),
            let main = isBracketed ? beforeBracket(rest) : beforeWord(rest)
        else { return (text, nil) }
        return (Array(main), String(digits))
    }

    /// `0912988479 (ext ` or `0912988479 (`: what stands before the bracket.
    private static func beforeBracket(_ rest: ArraySlice<Character>) -> ArraySlice<Character>? {
        guard let opened = rest.lastIndex(of: "(") else { return nil }
        let word = rest[(opened + 1)...]
        let main = rest[..<opened]
        let isExtension = word.isEmpty ? main.count(where: \.isASCIIDigit) >= 7 : isWord(word)
        return isExtension ? main : nil
    }

    /// `0912988479 ext `: what stands before the word.
    private static func beforeWord(_ rest: ArraySlice<Character>) -> ArraySlice<Character>? {
        let word = rest.suffix(while: { !$0.isASCIIDigit && $0 != ")" })
        return isWord(word) ? rest.dropLast(word.count) : nil
    }

    private static func isWord(_ characters: ArraySlice<Character>) -> Bool {
        let text = String(characters).trimmed { " .:,;-(".contains($0) }
        return words.contains(text) || words.contains(text + ".")
    }

    // MARK: - The number itself

    private static func check(_ main: [Character]) throws(PhoneNumberError) {
        if main.contains("/") || main.contains(",") || main.contains(";") { throw .severalNumbers }
        if main.contains(where: \.isLetter) { throw .letters }
        let allowed = " .-()+"
        if let stranger = main.first(where: { !$0.isASCIIDigit && !allowed.contains($0) }) {
            throw .character(stranger)
        }
        let pluses = main.count { $0 == "+" }
        if pluses > 1 { throw .severalNumbers }
        let start = main.drop { $0 == " " || $0 == "(" }
        if pluses == 1, start.first != "+" { throw .character("+") }
    }

    /// `+84 (0) 912…`: the bracketed zero is dialled inside the country only.
    private static func withoutTrunkZero(_ main: [Character]) -> [Character] {
        guard main.contains("+"),
            let zero = main.indices.dropFirst().dropLast().first(where: {
                main[($0 - 1)...($0 + 1)] == ["(", "0", ")"]
            })
        else { return main }
        return Array(main[..<zero] + main[(zero + 1)...])
    }
}

extension Character {
    var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}

extension ArraySlice<Character> {
    fileprivate func suffix(while belongs: (Character) -> Bool) -> ArraySlice<Character> {
        let start = lastIndex { !belongs($0) }.map { $0 + 1 } ?? startIndex
        return self[start...]
    }
}

extension String {
    fileprivate func trimmed(_ isEdge: (Character) -> Bool) -> String {
        String(drop(while: isEdge).reversed().drop(while: isEdge).reversed())
    }
}
