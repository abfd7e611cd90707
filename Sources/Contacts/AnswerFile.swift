package import ConvokeCore

/// One row of a table of answers.
package struct AnswerLine: Hashable, Sendable {
    /// Id of the contact who answers.
    package let recipient: String
    /// An obligation's id, or `invitation`.
    package let about: String
    package let word: AnswerWord
    package let note: String
    /// Who said it; empty where the file does not tell.
    package let byWhom: String
    package let place: Place
}

/// Reads answers that somebody collected in a table: `recipient,about,answer,note,by`.
package enum AnswerFile {
    package static func read(
        _ bytes: [UInt8], file: String, into problems: inout [Problem]
    ) -> [AnswerLine] {
        var lines: [AnswerLine] = []
        Table<AnswerColumn>.read(bytes, file: file, into: &problems) { row, problems in
            if let line = line(row, &problems) { lines.append(line) }
        }
        return lines
    }

    private static func line(
        _ row: TableRow<AnswerColumn>, _ problems: inout [Problem]
    ) -> AnswerLine? {
        guard let recipient = row[.recipient], let about = row[.about], let answer = row[.answer],
            let note = row[.note], let byWhom = row[.by]
        else { return nil }
        let missing = [(AnswerColumn.recipient, recipient), (.about, about)]
            .filter { $0.1.isEmpty }.map(\.0)
        problems += missing.map { .emptyAnswerCell(row.place(of: $0)) }
        guard let word = AnswerWord(written: answer) else {
            problems.append(.unknownAnswer(answer, at: row.place(of: .answer)))
            return nil
        }
        guard missing.isEmpty else { return nil }
        return AnswerLine(
            recipient: recipient, about: about, word: word, note: note, byWhom: byWhom,
            place: row.place)
    }
}

extension AnswerWord {
    /// As people write it in a table, in English or Vietnamese.
    package init?(written text: String) {
        switch CleanText.folded(text) {
        case "yes", "y", "co", "da dang ky", "xac nhan", "done": self = .yes
        case "no", "n", "khong", "declined": self = .no
        case "waive", "waived", "mien": self = .waive
        case "undo", "huy": self = .undo
        default: return nil
        }
    }
}

/// A table of answers.
enum AnswerColumn: Int, Column {
    case recipient, about, answer, note, by

    var names: [String] {
        switch self {
        case .recipient: ["recipient", "contact", "id", "ma", "nguoi nhan"]
        case .about: ["about", "obligation", "noi dung"]
        case .answer: ["answer", "tra loi"]
        case .note: ["note", "ghi chu"]
        case .by: ["by", "nguoi bao"]
        }
    }

    var isRequired: Bool { self == .recipient || self == .about || self == .answer }
}

extension Problem {
    static func emptyAnswerCell(_ place: Place) -> Problem {
        Problem(.file, "The cell is empty", at: place, fix: "Fill it in, or delete the row")
    }

    static func unknownAnswer(_ text: String, at place: Place) -> Problem {
        Problem(
            .file, "The answer is not understood", at: place, found: CleanText.shown(text),
            expected: "yes, no, waive or undo", fix: "Write one of these words")
    }
}
