/// Finds the key that has lost its colon when the parser stumbles over the next key.
///
/// Without the colon, `id sang` is text that goes on in the next line, and the colon there is the one
/// that the parser complains about.
enum LostColon {
    /// The line, counted from 1, above the colon that was not allowed, when it has none itself; nil
    /// when the colon is not the first in its own line.
    static func line(before line: Int, column: Int, in text: SourceLines) -> Int? {
        guard let content = text[line], let above = text.above(line),
            !String(content.unicodeScalars.prefix(column - 1)).contains(":")
        else { return nil }
        return text.hasKey(above) ? nil : above
    }

    /// The same where a remark ended the text: then the parser misses a key in a line that has one.
    static func sibling(before line: Int, in text: SourceLines) -> Int? {
        guard let above = text.above(line), text.indent(above) == text.indent(line) else {
            return nil
        }
        return text.hasKey(above) ? nil : above
    }
}
