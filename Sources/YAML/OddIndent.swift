/// Finds the first line of a group of keys when it is the one that is not indented like the others.
///
/// The parser takes the first line for the measure; two lines after it that agree are the better one.
enum OddIndent {
    /// `line` is where the parser gave up.
    static func line(before line: Int, in text: SourceLines) -> Int? {
        guard let first = text.above(line), let parent = text.above(first),
            let next = text.below(line), let indent = text.indent(line),
            text.indent(next) == indent, let odd = text.indent(first), odd != indent,
            let outer = text.indent(parent), outer < min(odd, indent)
        else { return nil }
        return first
    }
}
