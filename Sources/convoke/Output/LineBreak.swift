/// Makes lines fit a screen.
enum LineBreak {
    /// What goes on stands under the line, further in.
    private static let indent = String(repeating: " ", count: 8)

    /// A sentence goes on in the next line. A row of a table, whose cells have two spaces between them, is cut:
    /// broken rows are not to be read any more. `columns` is the width of the screen.
    static func lines(_ line: String, columns: Int) -> [String] {
        guard line.displayWidth > columns else { return [line] }
        let margin = line.prefix { $0 == " " }
        let text = line.dropFirst(margin.count)
        if text.contains("  ") { return [cut(line, columns)] }
        var lines: [String] = []
        var current = String(margin)
        for word in text.split(separator: " ") {
            let isEmpty = current.allSatisfy { $0 == " " }
            let longer = current + (isEmpty ? "" : " ") + word
            if isEmpty || longer.displayWidth <= columns {
                current = longer
            } else {
                lines.append(current)
                current = indent + word
            }
        }
        return lines + [current]
    }

    /// Of a row as many cells as there is room for: half a number would be another number.
    private static func cut(_ row: String, _ columns: Int) -> String {
        var kept = Array(row.prefix(columns))
        let next = row.dropFirst(columns).first
        if next != " ", next != nil, kept.last != " " {
            while kept.count > 1, kept.suffix(2) != [" ", " "] { kept.removeLast() }
        }
        while kept.last == " " { kept.removeLast() }
        return String(kept)
    }
}
