/// A server's reply: all its lines, in its own words.
package struct Reply: Hashable, Sendable {
    /// Three digits (RFC 5321 section 4.2).
    package let code: Int
    /// The lines after the code, without line breaks, at most 64 KiB in all.
    package let lines: [String]

    package init(code: Int, lines: [String]) {
        self.code = code
        self.lines = lines
    }

    /// The enhanced status code that the first line begins with (RFC 2034 section 4).
    package var enhanced: EnhancedStatus? {
        lines.first.flatMap { EnhancedStatus(leading: $0) }
    }

    /// Code and lines in one line, as `status` shows it: `250 2.0.0 Ok: queued as 4Xy`.
    package var text: String {
        ([String(code)] + lines).joined(separator: " ")
    }

    package var isPositive: Bool { (200..<400).contains(code) }
    package var isTransient: Bool { (400..<500).contains(code) }
    package var isPermanent: Bool { (500..<600).contains(code) }
}

/// An enhanced mail system status code, `class.subject.detail` (RFC 3463 section 2).
package struct EnhancedStatus: Hashable, Sendable {
    package let category: Int
    package let subject: Int
    package let detail: Int

    package init(_ category: Int, _ subject: Int, _ detail: Int) {
        self.category = category
        self.subject = subject
        self.detail = detail
    }

    /// Reads the code at the start of a line of text; nil when there is none.
    package init?(leading text: some StringProtocol) {
        var numbers = [0]
        var hasDigit = false
        for byte in text.utf8 {
            if (0x30...0x39).contains(byte) {
                let number = numbers[numbers.count - 1] * 10 + Int(byte - 0x30)
                guard number <= 999 else { return nil }
                numbers[numbers.count - 1] = number
                hasDigit = true
            } else if byte == UInt8(ascii: "."), hasDigit, numbers.count < 3 {
                numbers.append(0)
                hasDigit = false
            } else if byte == UInt8(ascii: " ") {
                break
            } else {
                return nil
            }
        }
        guard numbers.count == 3, hasDigit, [2, 4, 5].contains(numbers[0]) else { return nil }
        self.init(numbers[0], numbers[1], numbers[2])
    }
}

extension EnhancedStatus: CustomStringConvertible {
    package var description: String { "\(category).\(subject).\(detail)" }
}
