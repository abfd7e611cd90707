/// A length of time as settings and conference files write it: `15m`, `24h`, `2d`, `1h30m`, `90s`.
package struct Span: Hashable, Comparable, Sendable {
    package let seconds: Int

    package init(seconds: Int) {
        self.seconds = seconds
    }

    /// Reads a span; nil when the text is none, is negative, or is longer than about 27 years.
    package init?(parsing text: String) {
        var total = 0
        var number = ""
        for character in text {
            if character.isASCII, character.isNumber {
                number.append(character)
                continue
            }
            guard let unit = Self.units[character], let count = Int(number), count < 10_000 else {
                return nil
            }
            total += count * unit
            number = ""
        }
        guard number.isEmpty, !text.isEmpty else { return nil }
        seconds = total
    }

    private static let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]

    package static func < (left: Span, right: Span) -> Bool { left.seconds < right.seconds }
}

extension Span: CustomStringConvertible {
    /// In the largest units that fit: `24h` stays `24h`, `90s` becomes `1m30s`.
    package var description: String {
        var rest = seconds
        var text = ""
        for (unit, name) in [(3600, "h"), (60, "m"), (1, "s")] where rest >= unit {
            text += "\(rest / unit)\(name)"
            rest %= unit
        }
        return text.isEmpty ? "0s" : text
    }
}
