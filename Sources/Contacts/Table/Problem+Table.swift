import ConvokeCore

/// What a secretary reads about a table as such.
extension Problem {
    static func unreadable(_ reason: CSVDialect.Unreadable, at place: Place) -> Problem {
        switch reason {
        case .empty:
            Problem(
                .file, "The file is empty", at: place, expected: "a header row and rows below it",
                fix: "Fill in the file")
        case .utf16:
            Problem(
                .file, "The file is not saved as UTF-8", at: place, found: "UTF-16",
                expected: "CSV in UTF-8",
                fix: "Save it in the spreadsheet program as \"CSV UTF-8\"")
        }
    }

    static func notUTF8(rows: Int, at place: Place) -> Problem {
        Problem(
            .file, "The file is not saved as UTF-8", at: place,
            found: rows == 1 ? "1 row in another encoding" : "\(rows) rows in another encoding",
            expected: "CSV in UTF-8", fix: "Save it in the spreadsheet program as \"CSV UTF-8\"")
    }

    static func noHeader(_ cells: [String], wanted: [String], at place: Place) -> Problem {
        Problem(
            .file, "The first row does not say what the columns are", at: place,
            found: list(cells), expected: list(wanted), fix: "Add a header row above the first row")
    }

    static func unknownColumn(
        _ name: String, number: Int, nearest: String?, wanted: [String], at place: Place
    ) -> Problem {
        if name.isEmpty {
            return Problem(
                .file, "Column \(number) has no name", at: place, expected: list(wanted),
                fix: "Delete the column, or give it a name")
        }
        return Problem(
            .file, "There is no column \"\(name)\" in such a file", at: place.field(name),
            found: name, expected: list(wanted),
            fix: nearest.map { "Write \"\($0)\" if that is meant, or delete the column" }
                ?? "Delete the column, or correct its name")
    }

    static func repeatedColumn(_ name: String, at place: Place) -> Problem {
        Problem(
            .file, "Two columns mean the same", at: place.field(name), found: name,
            expected: "every column once", fix: "Delete one of the two columns")
    }

    static func missingColumn(_ name: String, found: [String], at place: Place) -> Problem {
        Problem(
            .file, "The column \"\(name)\" is missing", at: place, found: list(found),
            expected: "a column \"\(name)\"", fix: "Add the column \"\(name)\"")
    }

    static func ragged(_ count: Int, of width: Int, at place: Place) -> Problem {
        Problem(
            .file, "The row does not fit the header", at: place,
            found: count == 1 ? "1 cell" : "\(count) cells",
            expected: width == 1 ? "1 cell" : "\(width) cells",
            fix: "Check the row for a separator that is missing or stands outside of quotes")
    }

    static func wrongQuotes(at place: Place) -> Problem {
        Problem(
            .file, "A quote in this row is not closed, or stands inside a cell", at: place,
            expected: "a quote at the beginning and end of a cell, and \"\" for one inside it",
            fix: "Correct the quotes in this row")
    }

    static func refusedCell(_ flaw: CellFlaw, _ text: String, at place: Place) -> Problem {
        switch flaw {
        case .forbidden(let character):
            Problem(
                .file, "The cell \(character.sentence)", at: place, found: CleanText.shown(text),
                expected: "text on one line", fix: "Delete the cell and type its text again",
                detail: character.number)
        case .tooLong:
            Problem(
                .file, "The cell is too long", at: place, found: "\(text.count) characters",
                expected: "at most 1000 characters",
                fix: "Shorten the text; if it holds other cells, a quote is missing before it")
        }
    }

    static func emptyCell(_ name: String, expected: String, at place: Place) -> Problem {
        Problem(
            .file, "The \(name) is missing", at: place, found: "an empty cell", expected: expected,
            fix: "Fill in the cell")
    }

    static func badID(_ id: String, flaw: String, at place: Place) -> Problem {
        Problem(
            .file, "The id cannot be used: it \(flaw)", at: place, found: CleanText.shown(id),
            expected: "letters, digits, hyphen, underscore and dot", fix: "Write another id")
    }

    private static func list(_ names: [String]) -> String { names.joined(separator: ", ") }
}
