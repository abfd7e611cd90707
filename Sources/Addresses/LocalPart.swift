import ConvokeCore

/// The part of an address before the `@`.
enum LocalPart {
    /// The local part in its simplest form (RFC 5321 section 4.1.2: quote only what needs it).
    static func canonical(_ raw: Substring) throws(EmailAddressError) -> String {
        if raw.isEmpty { throw .noLocalPart }
        let local = raw.hasPrefix("\"") ? try quoted(raw) : try dotString(raw)
        // RFC 5321 section 4.5.3.1.1.
        if local.utf8.count > 64 { throw .localPartTooLong }
        return local
    }

    /// Where the quoted string ends that `text` begins with: the index after its closing quote.
    static func endOfQuotes(_ text: String) throws(EmailAddressError) -> String.Index {
        var escaped = false
        for index in text.indices.dropFirst() {
            if !escaped, text[index] == "\"" { return text.index(after: index) }
            escaped = !escaped && text[index] == "\\"
        }
        throw .unclosedQuote
    }

    private static func dotString(_ raw: Substring) throws(EmailAddressError) -> String {
        for scalar in raw.unicodeScalars where scalar != "." && !isAtomText(scalar) {
            throw scalar.properties.isWhitespace ? .space : .character(Character(scalar))
        }
        if raw.hasPrefix(".") { throw .leadingDot }
        if raw.hasSuffix(".") { throw .trailingDot }
        if raw.hasDoubleDot { throw .doubleDot }
        return String(raw)
    }

    private static func quoted(_ raw: Substring) throws(EmailAddressError) -> String {
        guard raw.count >= 2, raw.last == "\"" else { throw .characterAfterQuote }
        let content = unescaped(raw.dropFirst().dropLast())
        if content.isEmpty { throw .noLocalPart }
        for scalar in content.unicodeScalars where isInvisible(scalar) {
            throw .character(Character(scalar))
        }
        // Losing the error is right: it only says that the quotes are needed.
        if let plain = try? dotString(content[...]) { return plain }
        return "\"" + content.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    private static func unescaped(_ text: Substring) -> String {
        var result = ""
        var escaped = false
        for character in text {
            if character == "\\", !escaped {
                escaped = true
            } else {
                result.append(character)
                escaped = false
            }
        }
        return result
    }

    /// `atext` of RFC 5322 section 3.2.3, with the UTF-8 of RFC 6531 section 3.3.
    private static func isAtomText(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "!", "#", "$", "%", "&", "'", "*", "+", "-", "/",
            "=", "?", "^", "_", "`", "{", "|", "}", "~":
            true
        default: scalar.value >= 0x80 && !isInvisible(scalar) && !scalar.properties.isWhitespace
        }
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned,
            .surrogate:
            true
        default: scalar.properties.isDefaultIgnorableCodePoint
        }
    }
}

extension Substring {
    /// Two dots in a row, looked for in bytes: every address is asked, twice.
    var hasDoubleDot: Bool {
        let dot = UInt8(ascii: ".")
        return zip(utf8, utf8.dropFirst()).contains { $0 == dot && $1 == dot }
    }
}
