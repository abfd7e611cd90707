import Foundation

/// Lists as JSON text, for SQLite's `json_each`: one argument, whatever the list's length.
enum JSONList {
    static func text(_ numbers: [Int64]) -> String {
        "[\(numbers.map(String.init).joined(separator: ","))]"
    }

    static func text(_ words: some Sequence<String>) -> String {
        "[\(words.map(quoted).joined(separator: ","))]"
    }

    /// - Throws: `LedgerFailure` for what is no list of words: somebody else wrote it.
    static func words(_ text: String) throws -> [String] {
        do {
            return try JSONDecoder().decode([String].self, from: Data(text.utf8))
        } catch {
            throw LedgerFailure.other("not a list of words: \(text.prefix(60))")
        }
    }

    /// RFC 8259 section 7: quotation mark, reverse solidus and control characters are escaped.
    private static func quoted(_ word: String) -> String {
        var text = "\""
        for scalar in word.unicodeScalars {
            switch scalar {
            case "\"", "\\": text += "\\\(scalar)"
            case ..<" ":
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }
}
