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
    package init?(leading text: String) {
        let word = text.prefix { !$0.isWhitespace }
        let parts = word.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let category = Int(parts[0]), [2, 4, 5].contains(category),
            let subject = Int(parts[1]), (0...999).contains(subject),
            let detail = Int(parts[2]), (0...999).contains(detail)
        else { return nil }
        self.init(category, subject, detail)
    }
}

extension EnhancedStatus: CustomStringConvertible {
    package var description: String { "\(category).\(subject).\(detail)" }
}
