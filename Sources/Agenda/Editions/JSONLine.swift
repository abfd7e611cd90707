import Foundation

/// A list of strings as one line of JSON.
///
/// Written by hand: an encoder's escapes and order may change with its version, and what was told to
/// somebody is compared byte by byte years later.
enum JSONLine {
    static func text(_ fields: [String]) -> String {
        "[" + fields.map(quoted).joined(separator: ",") + "]"
    }

    /// Nil when the line is no list of strings.
    static func fields(_ line: some Sequence<UInt8>) -> [String]? {
        // Why it is none is of no use to anybody: the line was not written by us.
        try? JSONDecoder().decode([String].self, from: Data(line))
    }

    /// RFC 8259 section 7: quotation mark, reverse solidus and control characters are escaped.
    private static func quoted(_ field: String) -> String {
        var text = "\""
        for scalar in field.unicodeScalars {
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
