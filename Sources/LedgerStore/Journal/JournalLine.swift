/// One line of the journal: what became of one row.
///
/// In the journal, a line begins with a number: eight times the table's place in the layout, plus the
/// kind. Numbers are written seven bits a byte, the lowest first, with the high bit on all but the last
/// (LEB128); a value is a byte that says its kind, then what belongs to it. Where it saves something the
/// lines of a row are folded as a whole (`FoldedLines`).
enum JournalLine: Equatable {
    /// From here on tables and columns are these, and every row follows as it is.
    case layout([JournalTable])
    /// A row as it is at this moment.
    case state(table: Int, [JournalValue])
    case insert(table: Int, [JournalValue])
    /// The columns that changed, by their place, with their new values.
    case update(table: Int, key: [JournalValue], [Int: JournalValue])
    case delete(table: Int, key: [JournalValue])
    /// The message that the last line about a delivery is the intent of: its values for a mould, which is
    /// a row of `shared`, or all of its bytes.
    case content(mould: Int64?, pieces: [UInt8])

    enum Kind: Int {
        case layout, state, insert, update, delete, content
        /// Not a line: all of the row's lines stand behind it, folded.
        case folded
    }
}

/// What stands in a column.
enum JournalValue: Hashable {
    case null
    case integer(Int64)
    case real(Double)
    /// UTF-8, as it is in the file.
    case text([UInt8])
    case blob([UInt8])

    enum Kind: UInt8 {
        case null, integer, real, text, blob
        /// The value that this column had in the line before of the same table, within one row of the
        /// journal: what is planned together has much in common.
        case same
    }
}
