import ConvokeCore

/// How problems are laid out for a person.
enum ProblemText {
    /// All of them, counted first when there are several.
    static func lines(_ problems: [Problem], verbose: Bool) -> [String] {
        var lines: [String] = []
        if problems.count > 1 {
            lines += ["\(problems.count) problems:", ""]
        }
        for (index, problem) in problems.enumerated() {
            if index > 0 { lines.append("") }
            lines += self.lines(problem, verbose: verbose)
        }
        return lines
    }

    /// With one full stop at its end.
    private static func sentence(_ text: String) -> String {
        text.last.map { ".!?".contains($0) } ?? true ? text : text + "."
    }

    static func lines(_ problem: Problem, verbose: Bool) -> [String] {
        let head = problem.place.map { "\($0): " } ?? ""
        var lines = [head + sentence(problem.what)]
        if let found = problem.found { lines.append("  found     \(found)") }
        if let expected = problem.expected { lines.append("  expected  \(expected)") }
        lines.append("  do        \(sentence(problem.fix))")
        if verbose, let detail = problem.detail { lines.append("  detail    \(detail)") }
        return lines
    }
}
