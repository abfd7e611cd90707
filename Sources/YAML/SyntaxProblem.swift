import ConvokeCore
import Yams

/// What the parser could not read, with the line that a person has to mend.
///
/// libyaml names the place where it gave up and the place where the construct began. Which of the
/// two holds the mistake depends on the construct: a quotation mark that is never closed is found at
/// the end of the file, and stands at the beginning.
struct SyntaxProblem {
    let problem: Problem

    init(_ error: any Error, text: String, file: String) {
        switch error as? YamlError {
        case .scanner(let context, let words, let mark, _),
            .parser(let context, let words, let mark, _),
            .composer(let context, let words, let mark, _):
            let advice = Advice(context, words, mark, text: text)
            problem = advice.problem(in: file, detail: "\(context?.text ?? ""): \(words)")
        case .duplicatedKeysInMapping(let names, let context):
            let repeated = RepeatedKey(names.first ?? "", first: context.mark, text: text)
            problem = .duplicateKey(repeated, in: file)
        default:
            problem = .unreadable(file, detail: "\(error)")
        }
    }
}

/// How one of libyaml's complaints reads.
private struct Advice {
    let what: String
    let fix: String
    let line: Int

    init(_ context: YamlError.Context?, _ words: String, _ mark: Mark, text: String) {
        let source = SourceLines(text)
        if let line = LostQuote.line(before: mark.line, in: text) {
            self.init(Self.rule("quoted scalar", "end of stream"), line: line)
        } else if let line = Self.lostColon(context, words, mark, source) {
            self.init(Self.rule("simple key", "':'"), line: line)
        } else if words.contains("expected key"),
            let line = OddIndent.line(before: mark.line, in: source)
        {
            self.init(Self.rule("block mapping", ""), line: line)
        } else {
            let rule = Self.rule(context?.text ?? "", words)
            let start = rule?.isAtStart == true ? context?.mark.line : nil
            self.init(rule, line: start ?? mark.line)
        }
    }

    private static func lostColon(
        _ context: YamlError.Context?, _ words: String, _ mark: Mark, _ source: SourceLines
    ) -> Int? {
        if words.contains("mapping values are not allowed") {
            return LostColon.line(before: mark.line, column: mark.column, in: source)
        }
        // A file whose first key has lost its colon is one text, and then something more.
        let isMapping =
            context?.text.contains("block mapping") ?? false || words.contains("document start")
        return isMapping ? LostColon.sibling(before: mark.line, in: source) : nil
    }

    private init(_ rule: Rule?, line: Int) {
        what = rule?.what ?? "This line cannot be read"
        fix = rule?.fix ?? "Compare it with the lines around it: spaces, colons, quotation marks."
        self.line = line
    }

    private static func rule(_ context: String, _ words: String) -> Rule? {
        rules.first { context.contains($0.context) && words.contains($0.words) }
    }

    func problem(in file: String, detail: String) -> Problem {
        Problem(.file, what, at: Place(file, line: line), fix: fix, detail: detail)
    }

    private struct Rule {
        let context: String
        let words: String
        let what: String
        let fix: String
        /// Whether the mistake is where the construct began.
        var isAtStart = false
    }

    /// The first that fits is taken.
    private static let rules = [
        Rule(
            context: "quoted scalar", words: "end of stream",
            what: "A quotation mark is opened here and never closed",
            fix: "Add the closing quotation mark.", isAtStart: true),
        Rule(
            context: "quoted scalar", words: "",
            what: "Something in the quotation marks cannot be read",
            fix: "Use single quotes ('…'), in which a backslash means nothing."),
        Rule(
            context: "flow mapping", words: "",
            what: "A brace { is opened here and not closed, or a comma is missing in it",
            fix: "Put a comma between the keys, } at the end, and quotation marks around text with"
                + " commas or colons in it.", isAtStart: true),
        Rule(
            context: "flow sequence", words: "",
            what: "A bracket [ is opened here and not closed, or a comma is missing in it",
            fix: "Put a comma between the entries and ] at the end.", isAtStart: true),
        Rule(
            context: "simple key", words: "':'",
            what: "There is no colon after the key",
            fix: "Write the key, a colon and a space before the value.", isAtStart: true),
        Rule(
            context: "", words: "mapping values are not allowed",
            what: "There is a second colon in this line, or the line is indented too far",
            fix: "Put text with a colon in double quotes, and indent with the same number of"
                + " spaces as the lines around it."),
        Rule(
            context: "", words: "tab",
            what: "A tab stands where only spaces may stand",
            fix: "Indent with spaces."),
        Rule(
            context: "next token", words: "cannot start any token",
            what: "A value begins with a sign that needs quotation marks, or a tab stands here",
            fix: "Put the value in double quotes, and indent with spaces."),
        Rule(
            context: "block mapping", words: "",
            what: "This line is not indented like the keys that it belongs to",
            fix: "Indent it with the same number of spaces as the key above."),
        Rule(
            context: "block collection", words: "",
            what: "This line is not indented like the entries that it belongs to",
            fix: "Begin it with - and as many spaces as the entry above."),
        Rule(
            context: "", words: "sequence entries are not allowed",
            what: "A list entry (-) stands where none can be",
            fix: "Begin the list in a line of its own below its key."),
        Rule(
            context: "", words: "another document",
            what: "A second document begins here (---)",
            fix: "Delete the line with ---, or what comes after it."),
        Rule(
            context: "", words: "undefined alias",
            what: "A value that begins with * refers to nothing",
            fix: "Put the value in double quotes."),
        Rule(
            context: "", words: "nesting level",
            what: "Too many lists or keys stand inside each other",
            fix: "Check that this is the right file."),
        Rule(
            context: "block scalar", words: "",
            what: "The text after | or > cannot be read",
            fix: "Begin the text in the next line, indented with spaces."),
    ]
}

/// A key that stands twice in one mapping. The parser tells only where it stood first.
struct RepeatedKey {
    let name: String
    let firstLine: Int
    /// Where it stands again; the first line when both are in one line.
    let line: Int

    init(_ name: String, first mark: Mark, text: String) {
        self.name = name
        firstLine = mark.line
        line = Self.again(name, column: mark.column, after: mark.line, in: text) ?? mark.line
    }

    /// In block style the keys of a mapping stand below each other.
    private static func again(
        _ name: String, column: Int, after line: Int, in text: String
    ) -> Int? {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let rest = lines.enumerated().dropFirst(line)
        return rest.first { _, content in
            let start = content.dropFirst(column - 1)
            let before = content.prefix(column - 1)
            return before.allSatisfy(\.isWhitespace)
                && ["", "\"", "'"].contains { start.hasPrefix("\($0)\(name)\($0):") }
        }.map { $0.offset + 1 }
    }
}

extension Problem {
    static func duplicateKey(_ key: RepeatedKey, in file: String) -> Problem {
        let isOneLine = key.line == key.firstLine
        return Problem(
            .file, "The key “\(shortened(key.name))” stands twice",
            at: Place(file, line: key.line, field: shortened(key.name)),
            found: isOneLine ? "twice in this line" : "also in line \(key.firstLine)",
            expected: "each key once", fix: "Delete one of the two.")
    }

    static func unreadable(_ file: String, detail: String) -> Problem {
        Problem(
            .file, "The file cannot be read", at: Place(file),
            fix: "Check that it is a text file in UTF-8.", detail: detail)
    }
}
