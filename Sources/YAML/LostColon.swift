/// Finds the key that has lost its colon when the parser stumbles over the next key.
///
/// Without the colon, `id sang` is text that goes on in the next line, and the colon there is the one
/// that the parser complains about.
enum LostColon {
    /// The line, counted from 1, above the colon that was not allowed, when it has none itself; nil
    /// when the colon is not the first in its own line.
    static func line(before line: Int, column: Int, in text: String) -> Int? {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        guard (2...max(2, lines.count)).contains(line), line <= lines.count,
            !String.UnicodeScalarView(lines[line - 1].unicodeScalars.prefix(column - 1))
                .contains(":")
        else { return nil }
        let above = lines[..<(line - 1)].lastIndex { content in
            content.contains { !$0.isWhitespace }
                && content.first { !$0.isWhitespace } != "#"
        }
        return above.flatMap { lines[$0].contains(":") ? nil : $0 + 1 }
    }
}
