/// Why a selector could not be read.
package enum SelectorError: Error, Equatable, Sendable {
    case empty
    /// Nothing stands before or after this `,` or `&` or `!`.
    case missingTerm(after: String)
    /// `colour:red`: the word before the colon.
    case unknownKind(String)
    case unknownRole(String)
    case unclosedQuote
}

extension Selector {
    /// Reads a selector.
    package init(parsing text: String) throws(SelectorError) {
        var unions: Selector?
        let alternatives = try Self.split(text, at: ",")
        for alternative in alternatives {
            let term = try Self.intersection(alternative, alone: alternatives.count == 1)
            unions = unions.map { .either($0, term) } ?? term
        }
        guard let unions else { throw .empty }
        self = unions
    }

    private static func intersection(
        _ text: String, alone: Bool
    ) throws(SelectorError) -> Selector {
        if text.allSatisfy(\.isWhitespace) { throw alone ? .empty : .missingTerm(after: ",") }
        var result: Selector?
        for part in try split(text, at: "&") {
            let term = try self.term(part)
            result = result.map { .both($0, term) } ?? term
        }
        guard let result else { throw .empty }
        return result
    }

    private static func term(_ text: String) throws(SelectorError) -> Selector {
        let trimmed = trim(text)
        if trimmed.isEmpty { throw .missingTerm(after: "&") }
        if trimmed.hasPrefix("!") {
            let rest = trim(String(trimmed.dropFirst()))
            if rest.isEmpty { throw .missingTerm(after: "!") }
            return .not(try term(rest))
        }
        if trimmed == "all" { return .all }
        guard let colon = trimmed.firstIndex(of: ":") else { return .contact(unquoted(trimmed)) }
        let value = unquoted(trim(String(trimmed[trimmed.index(after: colon)...])))
        return try named(kind: trim(String(trimmed[..<colon])), value)
    }

    private static func named(kind: String, _ value: String) throws(SelectorError) -> Selector {
        if value.isEmpty { throw .missingTerm(after: "\(kind):") }
        switch kind {
        case "group": return .group(value)
        case "unit": return .unit(value)
        case "venue": return .venue(value)
        case "level": return .level(value)
        case "role":
            guard let role = Role(rawValue: value) else { throw .unknownRole(value) }
            return .role(role)
        default: throw .unknownKind(kind)
        }
    }

    /// Splits outside of double quotes.
    private static func split(
        _ text: String, at separator: Character
    ) throws(SelectorError) -> [String] {
        var parts = [""]
        var quoted = false
        for character in text {
            if character == "\"" { quoted.toggle() }
            if character == separator && !quoted {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        if quoted { throw .unclosedQuote }
        return parts
    }

    private static func trim(_ text: String) -> String {
        let start = text.drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }

    private static func unquoted(_ text: String) -> String {
        guard text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
        return String(text.dropFirst().dropLast())
    }
}
