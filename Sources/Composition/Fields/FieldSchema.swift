/// The fields that a template may name: the one list that `check`, rendering and the documents
/// agree on.
///
/// All texts are in the recipient's language; a text that is empty counts as absent in a section.
package struct FieldSchema: Sendable {
    /// What stands behind a name.
    package indirect enum Kind: Sendable {
        case text
        /// Only for sections: `{{#has_documents}}`.
        case flag
        /// Present or not: `{{#obligation}}`, and `{{obligation.title}}`.
        case object(FieldSchema)
        /// Repeats its section: `{{#sessions}}{{title}}{{/sessions}}`.
        case list(FieldSchema)
    }

    package let fields: [String: Kind]

    init(texts: [String], _ others: [String: Kind] = [:]) {
        fields = others.merging(texts.map { ($0, Kind.text) }) { first, _ in first }
    }

    package subscript(name: String) -> Kind? { fields[name] }
}

extension FieldSchema {
    /// What a notice's `.md` and `.sms.txt` may name.
    package static let notice = FieldSchema(
        texts: [],
        [
            // `address` is where answers go: `reply_to`, or else `from`.
            "organisation": .object(FieldSchema(texts: ["name", "address"])),
            "recipient": .object(
                FieldSchema(texts: ["id", "name", "salutation", "title", "unit", "role"])),
            "venue": .object(FieldSchema(texts: ["id", "name", "address", "level"])),
            // `date` is the first session's.
            "conference": .object(
                FieldSchema(texts: ["id", "title", "convener", "arrive", "date"])),
            "notice": .object(FieldSchema(texts: ["id", "kind"], ["late": .flag])),
            "answer": .object(FieldSchema(texts: ["code"])),
            // What the notice is about, where it is about one of these.
            "obligation": .object(obligation),
            "line_test": .object(lineTest),
            "session": .object(session),
            "sessions": .list(session),
            "documents": .list(FieldSchema(texts: ["id", "title", "url", "file"])),
            "obligations": .list(obligation),
            "line_tests": .list(lineTest),
            "requests": .list(FieldSchema(texts: ["id", "text"])),
            // What a correction corrects for the one who reads it.
            "changes": .list(FieldSchema(texts: ["text"])),
            "has_sessions": .flag,
            "has_documents": .flag,
            "has_obligations": .flag,
            "has_line_tests": .flag,
            "has_requests": .flag,
            "has_changes": .flag,
        ])

    /// What `layout.html` may name: the same, and what it frames.
    package static let layout = FieldSchema(
        texts: ["subject", "language", "body"], notice.fields)

    /// `start` and `end` are time and date together; `day` is the day of the week.
    private static let session = FieldSchema(
        texts: ["id", "title", "start", "end", "date", "day", "start_time", "end_time"])
    private static let obligation = FieldSchema(
        texts: ["id", "title", "due", "due_date", "due_time"], ["report_to": .list(contact)])
    private static let lineTest = FieldSchema(
        texts: ["id", "title", "at", "at_date", "at_time"], ["contacts": .list(contact)])
    private static let contact = FieldSchema(texts: ["name", "title", "unit", "phone", "email"])
}

extension FieldSchema {
    /// All names, as they are written at the top of a template: `recipient.name`, `sessions`.
    package var paths: [String] {
        fields.flatMap { name, kind in
            if case .object(let inner) = kind {
                return [name] + inner.paths.map { "\(name).\($0)" }
            }
            return [name]
        }.sorted()
    }
}
