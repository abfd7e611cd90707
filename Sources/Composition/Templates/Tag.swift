/// One Mustache tag with its line.
struct Tag: Equatable {
    enum Kind: Equatable {
        /// `{{name}}`
        case variable
        /// `{{{name}}}`, which is not escaped.
        case raw
        /// `{{#name}}`
        case section
        /// `{{^name}}`
        case inverted
        /// `{{/name}}`
        case end
        case comment
        /// A form that templates here don't have, by its mark: partials, lambdas, delimiters, pragmas.
        case refused(String)
    }

    let kind: Kind
    let name: String
    /// As it is written, with its braces.
    let text: String
    let line: Int
}

/// Finds the tags of a text without rendering it: what a recipient doesn't get is checked too.
struct TagScanner {
    private(set) var tags: [Tag] = []
    /// Lines on which a tag is opened and not closed.
    private(set) var unclosed: [Int] = []

    /// `line` is the number of the text's first line.
    init(_ text: String, line: Int) {
        for (offset, content) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            scan(content, line: line + offset)
        }
    }

    /// A tag never goes over the end of its line: one that does was not closed.
    private mutating func scan(_ content: Substring, line: Int) {
        var rest = content
        while let opening = rest.firstRange(of: "{{") {
            let isRaw = rest[opening.upperBound...].hasPrefix("{")
            let inside = rest[opening.upperBound...].dropFirst(isRaw ? 1 : 0)
            let next = inside.firstRange(of: "{{")?.lowerBound ?? inside.endIndex
            guard let closing = inside.firstRange(of: isRaw ? "}}}" : "}}"),
                closing.lowerBound <= next
            else {
                unclosed.append(line)
                rest = inside[next...]
                continue
            }
            let words = inside[..<closing.lowerBound]
            let text = String(rest[opening.lowerBound..<closing.upperBound])
            tags.append(isRaw ? Self.raw(words, text, line) : Self.tag(words, text, line))
            rest = inside[closing.upperBound...]
        }
    }

    private static func raw(_ words: Substring, _ text: String, _ line: Int) -> Tag {
        Tag(kind: .raw, name: trimmed(words), text: text, line: line)
    }

    private static func tag(_ words: Substring, _ text: String, _ line: Int) -> Tag {
        let name = trimmed(words)
        let kind: Tag.Kind =
            switch words.first {
            case "#": .section
            case "^": .inverted
            case "/": .end
            case "!": .comment
            case "&": .raw
            case let mark? where ">=%$<*".contains(mark): .refused(String(mark))
            default: .variable
            }
        return Tag(
            kind: kind, name: kind == .variable ? name : trimmed(words.dropFirst()), text: text,
            line: line)
    }

    private static func trimmed(_ text: Substring) -> String {
        let start = text.drop { $0 == " " || $0 == "\t" }
        return String(start.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}
