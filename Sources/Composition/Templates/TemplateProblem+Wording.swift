import ConvokeCore

/// The words for everything that can be wrong with a template.
extension Problem {
    static func unclosedTag(at place: Place) -> Problem {
        Problem(
            .file, "A field is opened with {{ and not closed on the same line", at: place,
            fix: "Write }} after the field's name.")
    }

    static func unclosedSection(_ name: String, at place: Place) -> Problem {
        Problem(
            .file, "The section {{#\(name)}} is not closed", at: place,
            fix: "Write {{/\(name)}} where it ends.")
    }

    static func endWithoutSection(_ tag: Tag, at place: Place) -> Problem {
        Problem(
            .file, "\(tag.text) closes a section that is not open", at: place,
            fix: "Write {{#\(tag.name)}} where the section begins, or delete \(tag.text).")
    }

    static func wrongEnd(_ tag: Tag, open: String, from line: Int, at place: Place) -> Problem {
        Problem(
            .file, "\(tag.text) closes a section other than the one that is open", at: place,
            found: tag.text, expected: "{{/\(open)}}, for the section that begins in line \(line)",
            fix: "Write {{/\(open)}} here.")
    }

    static func refusedTag(_ text: String, at place: Place) -> Problem {
        Problem(
            .file, "\(text) is a form of field that templates here do not have", at: place,
            fix: "Write a field as {{name}} and a section as {{#name}} … {{/name}}.")
    }

    static func unescapedTag(_ tag: Tag, at place: Place) -> Problem {
        Problem(
            .file, "\(tag.text) would put a field into the letter as HTML", at: place,
            found: tag.text, expected: "{{\(tag.name)}}", fix: "Write {{\(tag.name)}}.")
    }

    static func escapedBody(_ tag: Tag, at place: Place) -> Problem {
        Problem(
            .file, "The letter's text needs three braces in the layout", at: place,
            found: tag.text, expected: "{{{\(tag.name)}}}", fix: "Write {{{\(tag.name)}}}.")
    }

    static func layoutWithoutBody(_ file: String) -> Problem {
        Problem(
            .file, "The layout has no place for the letter's text", at: Place(file),
            expected: "{{{body}}}", fix: "Write {{{body}}} where the text belongs.")
    }

    static func unknownField(_ tag: Tag, nearest: String?, at place: Place) -> Problem {
        let mark = tag.text.hasPrefix("{{#") ? "#" : tag.text.hasPrefix("{{^") ? "^" : ""
        let fix =
            nearest.map { "Write {{\(mark)\($0)}} if that is what you mean." }
            ?? "Delete it, or write one of the fields that docs/templates.md lists."
        return Problem(
            .file, "\(tag.text) is not a field that Convoke knows here", at: place,
            found: tag.name, expected: nearest, fix: fix)
    }

    static func notAText(_ tag: Tag, _ kind: FieldSchema.Kind, at place: Place) -> Problem {
        let meaning =
            switch kind {
            case .list: "stands for a list"
            case .flag: "is a yes or no"
            case .object, .text: "stands for several fields"
            }
        return Problem(
            .file, "\(tag.text) \(meaning) and can only open a section", at: place,
            fix: "Write {{#\(tag.name)}} … {{/\(tag.name)}}, with the text between.")
    }

    static func unreadableTemplate(_ detail: String, at place: Place) -> Problem {
        Problem(
            .file, "The fields on this line cannot be read", at: place,
            fix: "Write each field as {{name}}, with nothing else between the braces.",
            detail: detail)
    }

    static func absentSubject(_ use: FieldUse, notice: Notice) -> Problem {
        let root = use.path.prefix { $0 != "." }
        let what =
            switch root {
            case "obligation": "an obligation"
            case "line_test": "a line test"
            default: "a session"
            }
        return Problem(
            .file, "The notice \"\(notice.id)\" is not about \(what), but its template names one",
            at: use.place, found: "{{\(use.path)}}",
            fix: "Give the notice `about: ID` in \(notice.place), or put the text between "
                + "{{#\(root)}} and {{/\(root)}}.")
    }
}

/// The words for the front matter.
extension Problem {
    static func noFrontMatter(_ file: String) -> Problem {
        Problem(
            .file, "The template does not say what the mail's subject is", at: Place(file, line: 1),
            expected: "a first line ---, a line with subject: …, and a line ---",
            fix: "Begin the file with these three lines.")
    }

    static func unclosedFrontMatter(_ file: String) -> Problem {
        Problem(
            .file, "The lines at the head of the template are not closed", at: Place(file, line: 1),
            expected: "a line --- before the text begins", fix: "Write --- before the text.")
    }

    static func noSubject(_ file: String) -> Problem {
        Problem(
            .file, "The template does not say what the mail's subject is",
            at: Place(file, line: 1, field: "subject"),
            fix: "Write a line subject: … between the two lines ---.")
    }

    static func unknownKey(_ key: String, nearest: String?, at place: Place) -> Problem {
        Problem(
            .file, "\"\(key)\" is not a setting of a template", at: place, found: key,
            expected: nearest ?? "subject or attach",
            fix: nearest.map { "Write \($0) if that is what you mean." } ?? "Delete the line.")
    }

    static func repeatedKey(_ key: String, at place: Place) -> Problem {
        Problem(
            .file, "\"\(key)\" is given twice", at: place, fix: "Delete one of the two lines.")
    }

    static func unreadableFrontMatter(_ found: String, expected: String, at place: Place) -> Problem
    {
        Problem(
            .file, "A line at the head of the template cannot be read", at: place,
            found: String(found.prefix(60)), expected: expected,
            fix: "Write it in that form.")
    }
}

/// The words for what only shows when template, conference and contact book come together.
extension Problem {
    static func missingAttachment(_ path: String, at place: Place?) -> Problem {
        Problem(
            .file, "The file to attach is not there", at: place, found: path,
            fix: "Put the file there, or write the path of one that exists.")
    }

    static func unknownContact(_ id: String, at place: Place) -> Problem {
        Problem(
            .file, "\"\(id)\" is not in the contact book", at: place, found: id,
            fix: "Add \"\(id)\" to the contact book, or write the id of a contact that is in it.",
            missing: id)
    }

    static func addressTooLong(_ address: EmailAddress) -> Problem {
        Problem(
            .file, "A mail address is longer than mail can carry",
            found: "\(address.wire.utf8.count) bytes",
            expected: "at most 320 bytes", fix: "Correct the address in the contact book.",
            detail: "RFC 5321 section 4.5.3.1")
    }
}
