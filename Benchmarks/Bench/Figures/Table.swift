/// The result for people.
struct Table {
    private static let head = ["figure", "median", "min", "max", "goal", "met"]
    private let figures: [Figure]
    private let machine: Machine

    init(_ figures: [Figure], _ machine: Machine) {
        self.figures = figures
        self.machine = machine
    }

    var text: String {
        let rows = [Self.head] + figures.map(cells)
        let widths = Self.head.indices.map { column in
            rows.map { $0[column].count }.max() ?? 0
        }
        var lines = rows.map { row in
            row.indices.map { pad(row[$0], to: widths[$0], isText: $0 == 0) }
                .joined(separator: "  ")
        }
        lines.append("")
        lines += figures.filter { !$0.note.isEmpty }.map { "\($0.name): \($0.note)" }
        lines.append("")
        lines += machine.lines.map { "\($0.0): \($0.1)" }
        return lines.joined(separator: "\n")
    }

    var markdown: String {
        var lines = ["| figure | median | min | max | goal | met | how |"]
        lines.append("| --- | ---: | ---: | ---: | --- | --- | --- |")
        lines += figures.map { "| \((cells($0) + [$0.note]).joined(separator: " | ")) |" }
        lines.append("")
        lines += machine.lines.map { "- \($0.0): \($0.1)" }
        return lines.joined(separator: "\n")
    }

    private func cells(_ figure: Figure) -> [String] {
        let value = { (number: Double?) in number.map { "\($0.short) \(figure.unit)" } ?? "-" }
        return [
            figure.name, value(figure.median), value(figure.values.min()),
            value(figure.values.max()), figure.goal.text,
            figure.values.isEmpty ? "-" : figure.isMet ? "yes" : "no",
        ]
    }

    private func pad(_ cell: String, to width: Int, isText: Bool) -> String {
        let space = String(repeating: " ", count: width - cell.count)
        return isText ? cell + space : space + cell
    }
}
