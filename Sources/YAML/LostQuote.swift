/// Finds the quotation mark that is missing when the parser stumbles lines later.
///
/// A mark that is never closed ends at the next one, wherever that is; what follows it there is what
/// the parser cannot read. The line to mend is the one where the text began.
enum LostQuote {
    /// The line, counted from 1, in which text in quotes begins that ends only in `line`, where the
    /// parser gave up; nil when there is none.
    static func line(before line: Int, in text: String) -> Int? {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        guard (2...max(2, lines.count)).contains(line), line <= lines.count else { return nil }
        var between: Set<Character> = []
        for index in stride(from: line - 2, through: 0, by: -1) {
            // The same mark in between would have closed it.
            if let quote = openQuote(lines[index]), !between.contains(quote) {
                return lines[line - 1].contains(quote) ? index + 1 : nil
            }
            between.formUnion(lines[index].filter { $0 == "\"" || $0 == "'" })
            if between.count == 2 { return nil }
        }
        return nil
    }

    /// The mark that this line opens and does not close, if it begins outside of quotes.
    private static func openQuote(_ line: Substring) -> Character? {
        var open: Character?
        var previous: Character = " "
        for character in line {
            if let quote = open {
                if character == quote && previous != "\\" { open = nil }
            } else if character == "#" && previous == " " {
                return nil
            } else if "\"'".contains(character), " [{,".contains(previous) {
                open = character
            }
            previous = character
        }
        return open
    }
}
