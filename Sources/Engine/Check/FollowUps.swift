import ConvokeCore

/// What only follows from another mistake: a name that nobody has because the line that gives it could
/// not be read. Whoever mends that line mends it too.
struct FollowUps {
    private let problems: [Problem]
    /// The lines that something else is wrong with.
    private let damaged: [String]

    /// - Parameter text: of a file of the workspace; nil when it cannot be read.
    init(_ problems: [Problem], text: (String) -> String?) {
        self.problems = problems
        let files = Set(problems.filter { $0.missing == nil }.compactMap { $0.place?.file })
        let texts = Dictionary(
            uniqueKeysWithValues: files.map { ($0, DamagedFile($0, text($0) ?? "")) })
        damaged = problems.compactMap { problem in
            guard problem.missing == nil, let place = problem.place else { return nil }
            return texts[place.file]?.region(at: place)
        }
    }

    /// The problems without them.
    var removed: [Problem] {
        problems.filter { problem in
            guard let name = problem.missing, !name.isEmpty else { return true }
            return !damaged.contains { $0.contains(name) }
        }
    }
}

/// A file of names with something wrong in it.
private struct DamagedFile {
    private let isTable: Bool
    private let lines: [Substring]

    init(_ file: String, _ text: String) {
        isTable = file.hasSuffix(".csv")
        let hasNames = isTable || file.hasSuffix(".yaml")
        lines =
            hasNames
            ? text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) : []
    }

    /// What cannot be read when this place cannot: of a table a row, or all rows when it is the head;
    /// else a line with all that is indented below it.
    func region(at place: Place) -> String? {
        guard let number = place.row ?? place.line, lines.indices.contains(number - 1) else {
            return nil
        }
        if isTable {
            return number == 1 ? lines.joined(separator: "\n") : String(lines[number - 1])
        }
        let below = lines[number...].prefix { $0.isEmpty || indent($0) > indent(lines[number - 1]) }
        return ([lines[number - 1]] + below).joined(separator: "\n")
    }

    private func indent(_ line: Substring) -> Int { line.prefix { $0 == " " }.count }
}
