package import ConvokeCore

extension Field {
    /// Text that `parse` understands. `fix` says how to write it right.
    package func parsed<Value>(
        _ what: String, expected: String, fix: String, into problems: inout [Problem],
        parse: (String) -> Value?
    ) -> Value? {
        guard let text = text(into: &problems) else { return nil }
        if let value = parse(text) { return value }
        problems.append(
            Problem(
                .file, what, at: place, found: Problem.shortened(text), expected: expected, fix: fix
            ))
        return nil
    }

    /// A length of time such as `15m` or `24h`.
    package func span(into problems: inout [Problem]) -> Span? {
        parsed(
            "This is not a length of time", expected: "such as 15m, 24h, 2d or 1h30m",
            fix: "Write a number and a unit: s, m, h or d.", into: &problems,
            parse: Span.init(parsing:))
    }

    /// A whole number.
    package func number(in range: ClosedRange<Int>, into problems: inout [Problem]) -> Int? {
        let bounds = "from \(range.lowerBound) to \(range.upperBound)"
        return parsed(
            "This is not a whole number that fits here", expected: "a whole number \(bounds)",
            fix: "Write a whole number \(bounds).", into: &problems
        ) { text in
            Int(digits: text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// A number with an optional fraction, such as `1.5`.
    package func decimal(in range: ClosedRange<Double>, into problems: inout [Problem]) -> Double? {
        let bounds = "from \(Self.plain(range.lowerBound)) to \(Self.plain(range.upperBound))"
        return parsed(
            "This is not a number that fits here", expected: "a number \(bounds)",
            fix: "Write a number \(bounds), with a point for the fraction.", into: &problems
        ) { text in
            Double(decimal: text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// `true` or `false`, and the words that people write for them.
    package func bool(into problems: inout [Problem]) -> Bool? {
        parsed(
            "This is neither yes nor no", expected: "true or false", fix: "Write true or false.",
            into: &problems, parse: Bool.init(word:))
    }

    /// One of the words of an enumeration.
    package func choice<Value>(
        _ type: Value.Type, into problems: inout [Problem]
    ) -> Value? where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
        let words = Value.allCases.map(\.rawValue)
        guard let text = text(into: &problems) else { return nil }
        if let value = Value(rawValue: text) { return value }
        problems.append(.unknownWord(text, at: place, known: words))
        return nil
    }

    /// A date and a time of day without a zone.
    package func wallTime(into problems: inout [Problem]) -> WallTime? {
        guard let text = text(into: &problems) else { return nil }
        if let time = WallTime(parsing: text) { return time }
        problems.append(.notAWallTime(text, at: place))
        return nil
    }

    /// Who is meant.
    package func selector(into problems: inout [Problem]) -> Selector? {
        guard let text = text(into: &problems) else { return nil }
        do {
            return try Selector(parsing: text)
        } catch {
            problems.append(.selector(error, text, at: place))
            return nil
        }
    }

    /// An id, by the rule that holds for all files.
    package func identifier(into problems: inout [Problem]) -> String? {
        guard let text = text(into: &problems) else { return nil }
        guard let flaw = Identifier.flaw(of: text) else { return text }
        problems.append(.notAnIdentifier(text, flaw, at: place))
        return nil
    }

    /// Without a fraction where there is none.
    private static func plain(_ number: Double) -> String {
        number == number.rounded() ? String(Int(number)) : String(number)
    }
}

extension Int {
    /// ASCII digits only: no sign, no spaces, no octal.
    package init?(digits text: String) {
        guard !text.isEmpty, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
        self.init(text)
    }
}

extension Double {
    /// ASCII digits with at most one point between them: no exponent, no infinity.
    package init?(decimal text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count),
            parts.allSatisfy({ Int(digits: String($0)) != nil })
        else { return nil }
        self.init(text)
    }
}

extension Bool {
    /// The words of YAML 1.1, because people know them; in any case of letters.
    package init?(word: String) {
        switch word.lowercased() {
        case "true", "yes", "on": self = true
        case "false", "no", "off": self = false
        default: return nil
        }
    }
}
