/// Where in a file something stands.
///
/// Spreadsheets are counted in rows (the header is row 1), all other files in lines.
package struct Place: Hashable, Sendable {
    /// Path relative to the workspace.
    package var file: String
    package var line: Int?
    package var row: Int?
    /// Column header or key path, as it is written in the file.
    package var field: String?

    package init(_ file: String, line: Int? = nil, row: Int? = nil, field: String? = nil) {
        self.file = file
        self.line = line
        self.row = row
        self.field = field
    }

    /// The same line or row, another field.
    package func field(_ name: String) -> Place {
        var place = self
        place.field = name
        return place
    }
}

extension Place: CustomStringConvertible {
    /// As a person reads it: `contacts/book.csv, row 14, email`.
    package var description: String {
        var words = [file]
        if let row { words.append("row \(row)") }
        if let line { words.append("line \(line)") }
        if let field { words.append(field) }
        return words.joined(separator: ", ")
    }
}
