import ConvokeCore

/// The lines between `---` and `---` at the head of a template.
///
/// Two keys are all there is, so a strict reader of just their forms stands here: a text, plain or in
/// quotes, and for `attach` also a list, in brackets or as lines that begin with `- `. Unlike in YAML
/// a plain text may begin with `{{`, because that is what a subject often begins with.
struct FrontMatter {
    struct Value: Equatable {
        let text: String
        let line: Int
    }

    private(set) var subject: Value?
    private(set) var attach: [Value] = []
    private(set) var problems: [Problem] = []
    /// What follows, and the number of its first line.
    private(set) var body = ""
    private(set) var bodyLine = 1

    private let file: String
    private var seen = Set<String>()
    /// The keys that others seem to be misspelt for.
    private var misspelt = Set<String>()
    /// The key whose list goes on in lines that begin with `- `.
    private var listKey: String?

    init(_ text: String, file: String) {
        self.file = file
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.first.map({ Self.trim($0) }) == "---" else {
            body = text
            problems = [.noFrontMatter(file)]
            return
        }
        guard let end = lines.indices.dropFirst().first(where: { Self.trim(lines[$0]) == "---" })
        else {
            problems = [.unclosedFrontMatter(file)]
            return
        }
        for index in 1..<end { read(lines[index], line: index + 1) }
        body = lines[(end + 1)...].joined(separator: "\n")
        bodyLine = end + 2
        if subject == nil, !seen.contains("subject"), !misspelt.contains("subject") {
            problems.append(.noSubject(file))
        }
    }

    private mutating func read(_ line: Substring, line number: Int) {
        let content = Self.trim(line)
        if content.isEmpty || content.hasPrefix("#") { return }
        if content.hasPrefix("- "), listKey != nil {
            if let text = scalar(content.dropFirst(2), number) { attach.append(text) }
            return
        }
        listKey = nil
        guard let colon = content.firstIndex(of: ":"), line.first != " " else {
            return unreadable(content, "subject: … or attach: …", number)
        }
        readKey(Self.trim(content[..<colon]), content[content.index(after: colon)...], number)
    }

    private mutating func readKey(_ key: String, _ rest: Substring, _ line: Int) {
        let place = Place(file, line: line, field: key)
        guard ["subject", "attach"].contains(key) else {
            var known = NearestName(among: ["subject", "attach"])
            let nearest = known.suggestion(for: key)
            if let nearest { misspelt.insert(nearest) }
            return problems.append(.unknownKey(key, nearest: nearest, at: place))
        }
        guard seen.insert(key).inserted else {
            return problems.append(.repeatedKey(key, at: place))
        }
        if key == "attach" { return readAttach(Self.trim(rest)[...], line) }
        subject = scalar(rest, line)
        if subject?.text.isEmpty == true {
            subject = nil
            problems.append(.noSubject(file))
        }
    }

    private mutating func readAttach(_ text: Substring, _ line: Int) {
        if text.isEmpty {
            listKey = "attach"
        } else if text.hasPrefix("["), text.hasSuffix("]") {
            for part in Self.items(text.dropFirst().dropLast()) {
                if let value = scalar(part, line) { attach.append(value) }
            }
        } else if let value = scalar(text, line) {
            attach.append(value)
        }
    }

    /// The parts between commas that are not inside quotes.
    private static func items(_ text: Substring) -> [Substring] {
        var quote: Character?
        var items: [Substring] = []
        var start = text.startIndex
        for index in text.indices {
            let character = text[index]
            if character == quote {
                quote = nil
            } else if quote == nil && (character == "\"" || character == "'") {
                quote = character
            } else if quote == nil && character == "," {
                items.append(text[start..<index])
                start = text.index(after: index)
            }
        }
        return (items + [text[start...]]).filter { !trim($0).isEmpty }
    }

    /// One text: plain, or in double or single quotes.
    private mutating func scalar(_ text: Substring, _ line: Int) -> Value? {
        let content = Self.trim(text)
        guard let mark = content.first, mark == "\"" || mark == "'" else {
            return plain(content, line)
        }
        let inside = content.dropFirst().dropLast()
        guard content.count >= 2, content.last == mark else {
            unreadable(content, "a closing \(mark) at the end of the line", line)
            return nil
        }
        return Value(text: mark == "'" ? Self.single(inside) : Self.double(inside), line: line)
    }

    /// The marks that begin something other than a text in YAML are refused, so that nobody who knows
    /// YAML is misunderstood.
    private mutating func plain(_ text: String, _ line: Int) -> Value? {
        let isField = text.hasPrefix("{{")
        guard isField || !"[{|>&*!%@`".contains(text.first ?? " "), !text.contains(" #") else {
            unreadable(text, "the text in double quotes", line)
            return nil
        }
        return Value(text: text, line: line)
    }

    private static func single(_ text: Substring) -> String {
        text.split(separator: "''", omittingEmptySubsequences: false).joined(separator: "'")
    }

    private static func double(_ text: Substring) -> String {
        var result = ""
        var escaped = false
        for character in text {
            if character == "\\" && !escaped {
                escaped = true
            } else {
                result.append(character)
                escaped = false
            }
        }
        return result
    }

    private mutating func unreadable(_ found: String, _ expected: String, _ line: Int) {
        problems.append(
            .unreadableFrontMatter(found, expected: expected, at: Place(file, line: line)))
    }

    private static func trim(_ text: some StringProtocol) -> String {
        let start = text.drop { $0 == " " || $0 == "\t" }
        return String(start.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}
