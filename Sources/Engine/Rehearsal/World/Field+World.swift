import ConvokeCore
import Foundation
import YAML

/// The kinds of values that only world files have.
extension Field {
    /// `3%`, or `0.03`.
    func worldShare(into problems: inout [Problem]) -> Double? {
        parsed(
            "This is not a share", expected: "from 0% to 100%",
            fix: "Write a number and a percent sign.", into: &problems
        ) { text in
            let isPercent = text.hasSuffix("%")
            let digits = isPercent ? text.dropLast().trimmingCharacters(in: .whitespaces) : text
            let share = Double(decimal: digits).map { isPercent ? $0 / 100 : $0 }
            return share.flatMap { (0...1).contains($0) ? $0 : nil }
        }
    }

    /// `10 MB`, or octets; a thousand thousands are a megabyte.
    func octets(into problems: inout [Problem]) -> Int? {
        parsed(
            "This is not the size of a mail", expected: "such as 10 MB",
            fix: "Write a number and MB, or kB.", into: &problems
        ) { text in
            let units = [("MB", 1_000_000), ("kB", 1000), ("", 1)]
            guard let (unit, factor) = units.first(where: { text.hasSuffix($0.0) }) else {
                return nil
            }
            let digits = text.dropLast(unit.count).trimmingCharacters(in: .whitespaces)
            guard let count = Double(decimal: digits), (1...1e10).contains(count * Double(factor))
            else { return nil }
            return Int(count * Double(factor))
        }
    }

    /// `2h..1d`, in seconds.
    func spans(into problems: inout [Problem]) -> ClosedRange<Int>? {
        parsed(
            "This is not a shortest and a longest time", expected: "such as 2h..1d",
            fix: "Write two lengths of time with two points between them.", into: &problems
        ) { text in
            let ends = Self.halves(text).compactMap { Span(parsing: $0)?.seconds }
            guard ends.count == 2, ends[0] <= ends[1] else { return nil }
            return ends[0]...ends[1]
        }
    }

    /// `2021-11-22T08:00..2021-11-22T10:00`, by the clocks of a zone.
    func interval(in zone: TimeZone, into problems: inout [Problem]) -> DateInterval? {
        parsed(
            "This does not say from when until when",
            expected: "such as 2021-11-22T08:00..2021-11-22T10:00",
            fix: "Write two times with two points between them, the earlier one first.",
            into: &problems
        ) { text in
            let ends = Self.halves(text).compactMap { WallTime(parsing: $0)?.instant(in: zone) }
            guard ends.count == 2, ends[0] < ends[1] else { return nil }
            return DateInterval(start: ends[0], end: ends[1])
        }
    }

    /// `07:00-21:00`.
    func hours(into problems: inout [Problem]) -> QuietHours? {
        parsed(
            "This does not say from when until when in a day", expected: "such as 07:00-21:00",
            fix: "Write two different times with a hyphen between them.", into: &problems
        ) { text in
            let parts = text.replacing("–", with: "-").split(
                separator: "-", omittingEmptySubsequences: false)
            let minutes = parts.compactMap { Self.minute($0) }
            guard parts.count == 2, minutes.count == 2, minutes[0] != minutes[1] else { return nil }
            return QuietHours(from: minutes[0], until: minutes[1])
        }
    }

    private static func halves(_ text: String) -> [String] {
        guard let points = text.firstRange(of: "..") else { return [] }
        return [text[..<points.lowerBound], text[points.upperBound...]].map {
            $0.trimmingCharacters(in: .whitespaces)
        }
    }

    private static func minute(_ text: Substring) -> Int? {
        let parts = text.trimmingCharacters(in: .whitespaces).split(
            separator: ":", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Int(digits: String($0)) }
        guard parts.count == 2, numbers.count == 2, parts[1].count == 2, numbers[0] < 24,
            numbers[1] < 60
        else { return nil }
        return numbers[0] * 60 + numbers[1]
    }
}

extension Problem {
    static func sharesAboveAll(at place: Place) -> Problem {
        Problem(
            .file, "These shares are more than everybody", at: place,
            expected: "100% in all at most", fix: "Make one of them smaller.")
    }

    static func waysAreNotAll(at place: Place) -> Problem {
        Problem(
            .file, "The ways of answering are not 100% together", at: place,
            expected: "such as {mail: 60%, phone: 40%}", fix: "Leave one of them out.")
    }
}
