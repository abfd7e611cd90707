/// Columns of text, as wide as their longest cell.
struct Table {
    enum Alignment { case left, right }

    private let alignments: [Alignment]
    private var rows: [[String]] = []

    init(_ alignments: [Alignment], header: [String] = []) {
        self.alignments = alignments
        if !header.isEmpty { rows.append(header) }
    }

    mutating func add(_ cells: [String]) {
        rows.append(cells)
    }

    /// The rows, indented, without spaces at their ends.
    func lines(indent: Int = 2) -> [String] {
        let widths = alignments.indices.map { column in
            rows.map { column < $0.count ? $0[column].displayWidth : 0 }.max() ?? 0
        }
        return rows.map { row in
            let cells = row.enumerated().map { pad($0.element, to: widths[$0.offset], $0.offset) }
            let line = String(repeating: " ", count: indent) + cells.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }

    private func pad(_ cell: String, to width: Int, _ column: Int) -> String {
        let space = String(repeating: " ", count: max(0, width - cell.displayWidth))
        return alignments[column] == .left ? cell + space : space + cell
    }
}

extension String {
    /// Columns in a terminal: marks that combine count nothing, East Asian wide characters two.
    var displayWidth: Int {
        unicodeScalars.reduce(0) { $0 + $1.displayWidth }
    }
}

extension Unicode.Scalar {
    fileprivate var displayWidth: Int {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: break
        }
        // The wide blocks of Unicode Standard Annex 11, coarsely: CJK, Hangul, full-width forms.
        switch value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}
