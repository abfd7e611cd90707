import Foundation

extension DamageKinds {
    static func spreadsheet(_ file: String) -> DamageKinds {
        let own =
            if file == "contacts/book.csv" {
                book
            } else if file.hasSuffix("venues.csv") {
                venues
            } else {
                list
            }
        return DamageKinds(ways: any + own)
    }

    private typealias Named = (kind: String, way: Way)

    private static var any: [Named] {
        [
            ("a cell too many", row { $0 + ["x"] }),
            ("a cell too few", row { Array($0.dropLast()) }),
            (
                "a quote that is not closed",
                { line, number, _ in
                    number > 1 && !line.isEmpty
                        ? "\"" + line.replacingOccurrences(of: "\"", with: "") : nil
                }
            ),
            ("a line break in a cell", cell(1) { $0 + "\nBcc: stranger@else.example" }),
            ("a control character", cell(0) { $0 + "\u{7}" }),
            ("an unknown column", { line, number, _ in number == 1 ? "x" + line : nil }),
        ]
    }

    private static var book: [Named] {
        [
            ("an address with two @", cell(7) { $0.isEmpty ? nil : $0 + "@else.example" }),
            ("an address without @", cell(7) { $0.isEmpty ? nil : "vanphong.example" }),
            ("a command in an address", cell(7) { _ in "a@b.example>\\r\\nRCPT TO:<c@d.example" }),
            ("a number that nobody can call", cell(8) { $0.isEmpty ? nil : "12" }),
            ("an unknown deputy", cell(9) { _ in "khong-ai-ca" }),
            ("an id with a space", cell(0) { $0 + " x" }),
            ("the id of another row", duplicate),
            ("no name", cell(1) { _ in "" }),
        ]
    }

    private static var venues: [Named] {
        [
            ("an unknown parent", cell(3) { _ in "khong-dau-ca" }),
            (
                "a venue below itself",
                { line, number, _ in
                    cell(3) { _ in cells(line)[0] }(line, number, [])
                }
            ),
            ("the id of another row", duplicate),
            ("no name", cell(1) { _ in "" }),
        ]
    }

    private static var list: [Named] {
        [
            ("an unknown group", cell(0) { _ in "group:khong-ai-ca" }),
            ("an unknown contact", cell(0) { _ in "khong-ai-ca" }),
            ("a misspelt word", cell(0) { _ in "gruop:x" }),
            ("an empty selection", cell(0) { _ in "" }),
            ("an unknown role", cell(1) { _ in "khach" }),
            ("an unknown venue", cell(2) { _ in "khong-dau-ca" }),
        ]
    }

    /// The id of the first row: of two rows with one id the later one is named.
    private static let duplicate: @Sendable (String, Int, [String]) -> String? = {
        line, number, lines in
        number == 2 ? nil : cell(0) { _ in cells(lines[1]).first }(line, number, lines)
    }

    private static func cell(_ index: Int, _ change: @escaping (String) -> String?) -> Way {
        { line, number, _ in
            var cells = cells(line)
            guard number > 1, index < cells.count, !line.isEmpty,
                let changed = change(cells[index])
            else { return nil }
            cells[index] = changed
            return self.line(cells)
        }
    }

    private static func row(_ change: @escaping ([String]) -> [String]) -> Way {
        { line, number, _ in number > 1 && !line.isEmpty ? self.line(change(cells(line))) : nil }
    }

    private static func line(_ cells: [String]) -> String {
        cells.map { cell in
            cell.contains { ",\"\n".contains($0) }
                ? "\"" + cell.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : cell
        }.joined(separator: ",")
    }

    /// The samples quote a whole cell or nothing, and have no quote within one.
    private static func cells(_ line: String) -> [String] {
        var cells = [""]
        var isQuoted = false
        for character in line {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: cells.append("")
            default: cells[cells.count - 1].append(character)
            }
        }
        return cells
    }
}
