import ConvokeCore

extension TableRow {
    /// Nil where the cell is empty.
    func optional(_ column: Name) -> String? {
        self[column].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The text; empty, with a problem, where the cell is empty.
    func required(_ column: Name, expected: String, _ problems: inout [Problem]) -> String {
        guard let text = self[column] else { return "" }
        if text.isEmpty {
            problems.append(
                .emptyCell(column.english, expected: expected, at: place(of: column)))
        }
        return text
    }

    /// An id that can stand in a selector; nil, with a problem, where there is none.
    func identifier(_ column: Name, _ problems: inout [Problem]) -> String? {
        let text = required(column, expected: "a short id such as ubnd-hk", &problems)
        if text.isEmpty { return nil }
        guard let flaw = Identifier.flaw(of: text) else { return text }
        problems.append(.badID(text, flaw: flaw, at: place(of: column)))
        return nil
    }
}

extension Array where Element: Hashable {
    /// Each value once, where it stands first.
    var unique: [Element] {
        if count < 2 { return self }
        var seen = Set<Element>()
        return filter { seen.insert($0).inserted }
    }
}
