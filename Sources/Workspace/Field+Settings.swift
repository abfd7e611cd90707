import ConvokeCore
import Foundation
import YAML

extension Field {
    /// `600/min`, `10/s`, `5000/h`.
    func rate(into problems: inout [Problem]) -> Rate? {
        parsed(
            "This is not a rate", expected: "such as 600/min, 10/s or 5000/h",
            fix: "Write a number, a slash and s, min or h.", into: &problems
        ) { text in
            let parts = text.split(separator: "/", omittingEmptySubsequences: false)
            let seconds = ["s": 1, "min": 60, "m": 60, "h": 3600]
            guard parts.count == 2, let count = Int(digits: String(parts[0])),
                (1...10_000_000).contains(count), let per = seconds[String(parts[1])]
            else { return nil }
            return Rate(count: count, per: Span(seconds: per))
        }
    }

    /// `21:00-06:00`.
    func quietHours(into problems: inout [Problem]) -> QuietHours? {
        parsed(
            "This is not a time of the day from and until which it is quiet",
            expected: "such as 21:00-06:00",
            fix: "Write two different times with a hyphen between them.", into: &problems
        ) { text in
            let parts = text.replacing("–", with: "-").split(
                separator: "-", omittingEmptySubsequences: false)
            let minutes = parts.compactMap(Self.minuteOfDay)
            guard parts.count == 2, minutes.count == 2, minutes[0] != minutes[1] else { return nil }
            return QuietHours(from: minutes[0], until: minutes[1])
        }
    }

    private static func minuteOfDay(_ text: Substring) -> Int? {
        let parts = text.trimmingCharacters(in: .whitespaces).split(
            separator: ":", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Int(digits: String($0)) }
        guard parts.count == 2, numbers.count == 2, parts[1].count == 2, numbers[0] < 24,
            numbers[1] < 60
        else { return nil }
        return numbers[0] * 60 + numbers[1]
    }

    /// `25%`, or `0.25`.
    func share(into problems: inout [Problem]) -> Double? {
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

    /// Two letters (ISO 3166-1).
    func region(into problems: inout [Problem]) -> String? {
        parsed(
            "This is not a country's code", expected: "two letters, such as VN",
            fix: "Write the two letters of the country whose phone numbers have no + in the files.",
            into: &problems
        ) { text in
            let code = text.uppercased()
            return Locale.Region.isoRegions.contains { $0.identifier == code }
                && code.count == 2 && code.utf8.allSatisfy { 0x41...0x5A ~= $0 } ? code : nil
        }
    }

    /// An address on the web.
    func web(into problems: inout [Problem]) -> String? {
        guard let text = text(into: &problems) else { return nil }
        guard let parts = URLParts(parsing: text), ["http", "https"].contains(parts.scheme) else {
            problems.append(.notAWebAddress(at: place))
            return nil
        }
        if parts.userInfo == nil { return text }
        problems.append(.loginInURL(at: place))
        return nil
    }
}
