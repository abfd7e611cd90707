/// An enhanced status code (RFC 3463 section 2): "5.1.1".
package struct EnhancedStatus: Hashable, Sendable, CustomStringConvertible {
    /// 2 success, 4 a failure that may pass, 5 a failure for good.
    package let kind: Int
    package let subject: Int
    package let detail: Int

    package init(_ kind: Int, _ subject: Int, _ detail: Int) {
        self.kind = kind
        self.subject = subject
        self.detail = detail
    }

    /// Nil when the text is anything but one code.
    package init?(_ text: some StringProtocol) {
        let numbers = text.split(separator: ".", omittingEmptySubsequences: false)
        guard numbers.count == 3, numbers[0].utf8.count == 1,
            let kind = Self.number(numbers[0]), [2, 4, 5].contains(kind),
            let subject = Self.number(numbers[1]), let detail = Self.number(numbers[2])
        else { return nil }
        self.init(kind, subject, detail)
    }

    package var description: String { "\(kind).\(subject).\(detail)" }

    /// Says only that something failed: X.0.0, Exchange's 5.0.350, or nothing but the field in
    /// which it failed.
    var isVague: Bool { subject == 0 || detail == 0 || (subject == 5 && detail < 3) }

    private static func number(_ text: some StringProtocol) -> Int? {
        guard (1...3).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return Int(text)
    }
}
