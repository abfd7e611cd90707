/// The lines of a file, counted from 1, without empty ones and remarks when walking.
struct SourceLines {
    private let lines: [Substring]

    init(_ text: String) {
        lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    }

    subscript(line: Int) -> Substring? {
        lines.indices.contains(line - 1) ? lines[line - 1] : nil
    }

    func above(_ line: Int) -> Int? {
        stride(from: line - 1, to: 0, by: -1).first(where: hasContent)
    }

    func below(_ line: Int) -> Int? {
        (line + 1..<max(line + 1, lines.count + 1)).first(where: hasContent)
    }

    func indent(_ line: Int) -> Int? { self[line]?.prefix { $0 == " " }.count }

    /// Whether a key's colon stands in it, before any remark.
    func hasKey(_ line: Int) -> Bool {
        let content = (self[line] ?? "").prefix(upTo: remark(line))
        return content.contains(": ") || content.last { !$0.isWhitespace } == ":"
    }

    private func remark(_ line: Int) -> Substring.Index {
        let content = self[line] ?? ""
        return content.firstRange(of: " #")?.lowerBound ?? content.endIndex
    }

    private func hasContent(_ line: Int) -> Bool {
        guard let first = self[line]?.first(where: { !$0.isWhitespace }) else { return false }
        return first != "#"
    }
}
