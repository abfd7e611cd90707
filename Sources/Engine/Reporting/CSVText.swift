/// A table as text for spreadsheets: RFC 4180, in UTF-8 with the mark by which a spreadsheet knows it.
package enum CSVText {
    package static func of(_ rows: [[String]]) -> String {
        "\u{FEFF}" + rows.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
    }

    /// In quotation marks always; a cell that a spreadsheet would take for a formula begins with an
    /// apostrophe, which it takes as "this is text".
    private static func cell(_ text: String) -> String {
        // By scalars: a letter with marks upon it, or CR LF, would be one character and hide its first.
        let isFormula = text.unicodeScalars.first.map(formulaSigns.contains) ?? false
        let safe = (isFormula ? "'" + text : text).unicodeScalars.filter { $0 != "\0" }
        return "\"" + String(String.UnicodeScalarView(safe)).replacing("\"", with: "\"\"") + "\""
    }

    private static let formulaSigns: Set<Unicode.Scalar> = [
        "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠",
    ]
}
