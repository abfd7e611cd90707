import ConvokeCore

/// What a secretary reads about contacts and recipients.
extension Problem {
    static func duplicateContact(_ contact: Contact, earlier: Place) -> Problem {
        Problem(
            .file, "Two contacts have the id \"\(contact.id)\"",
            at: contact.place.field(BookColumn.id.english), found: "the same id as at \(earlier)",
            fix: "Give one of them another id, or delete one of the rows")
    }

    static func unknownDeputy(_ id: String, nearest: String?, at place: Place) -> Problem {
        Problem(
            .file, "The deputy is not in the contact book", at: place, found: id,
            expected: "the id of another contact, or nothing",
            fix: fix(nearest, else: "Correct the id, or add the contact"), missing: id)
    }

    static func badLanguage(_ tag: String, at place: Place) -> Problem {
        Problem(
            .file, "The language cannot be read", at: place, found: CleanText.shown(tag),
            expected: "a language tag such as vi or en", fix: "Write vi, or leave the cell empty")
    }

    // MARK: - Selectors

    static func unknownContact(_ id: String, nearest: String?, at place: Place) -> Problem {
        Problem(
            .file, "There is no contact \"\(CleanText.shown(id))\" in the contact book", at: place,
            found: CleanText.shown(id), expected: "the id of a contact",
            fix: fix(nearest, else: "Correct the id, or add the contact to the book"), missing: id)
    }

    static func unknownGroup(_ name: String, nearest: String?, at place: Place) -> Problem {
        Problem(
            .file, "No contact belongs to the group \"\(CleanText.shown(name))\"", at: place,
            found: "group:\(CleanText.shown(name))", expected: "a group of the contact book",
            fix: fix(nearest, else: "Correct the name, or give the group to a contact"),
            missing: name)
    }

    static func unknownUnit(_ name: String, nearest: String?, at place: Place) -> Problem {
        Problem(
            .file, "No contact belongs to the unit \"\(CleanText.shown(name))\"", at: place,
            found: "unit:\(CleanText.shown(name))", expected: "a unit of the contact book",
            fix: fix(nearest, else: "Correct the name, or give the unit to a contact"),
            missing: name)
    }

    static func unknownVenue(_ id: String, nearest: String?, at place: Place) -> Problem {
        Problem(
            .file, "There is no venue \"\(CleanText.shown(id))\" in this conference", at: place,
            found: CleanText.shown(id), expected: "the id of a venue of this conference",
            fix: fix(nearest, else: "Correct the id, or add the venue to the conference"),
            missing: id)
    }

    static func unknownLevel(_ name: String, nearest: String?, at place: Place) -> Problem {
        Problem(
            .file, "No venue of this conference has the level \"\(CleanText.shown(name))\"",
            at: place, found: "level:\(CleanText.shown(name))",
            expected: "a level of this conference's venues",
            fix: fix(nearest, else: "Correct the level, or give it to a venue"), missing: name)
    }

    static func roleInList(_ role: Role, at place: Place) -> Problem {
        Problem(
            .file, "A recipient list cannot select by role: it is what gives the roles", at: place,
            found: "role:\(role.rawValue)", expected: "a contact, group, unit, venue or level",
            fix: "Select the contacts in another way, and write the role in the column for it")
    }

    static func selectsNobody(_ text: String, at place: Place) -> Problem {
        Problem(
            .file, "This selects nobody", at: place, found: CleanText.shown(text),
            expected: "at least one contact", fix: "Correct the selection, or delete the row",
            missing: text.split(separator: ":").last.map(String.init))
    }

    // MARK: - Recipients

    static func unknownRole(_ text: String, at place: Place) -> Problem {
        let roles = Role.allCases.map(\.rawValue)
        var nearest = NearestName(among: roles)
        let name = nearest.suggestion(for: text)
        return Problem(
            .file, text.isEmpty ? "The role is missing" : "There is no such role", at: place,
            found: text.isEmpty ? "an empty cell" : CleanText.shown(text),
            expected: roles.joined(separator: ", "),
            fix: text.isEmpty ? "Fill in the cell" : fix(name, else: "Write one of these roles"))
    }

    static func unreachable(_ contact: Contact) -> Problem {
        Problem(
            .file, "\(contact.name) has neither an email address nor a phone number",
            at: contact.place, found: contact.id, expected: "a way to reach a recipient",
            fix: "Add an email address or a phone number")
    }

    static func foreignVenue(_ contact: Contact, _ id: String, nearest: String?) -> Problem {
        Problem(
            .file, "The venue of \(contact.name) is not one of this conference's",
            at: contact.place.field(BookColumn.venue.english), found: id,
            expected: "a venue of the conference that this contact is invited to",
            fix: fix(
                nearest,
                else: "Correct the venue, or give another one in the recipient list (- for none)"),
            missing: id)
    }

    private static func fix(_ nearest: String?, else other: String) -> String {
        guard let nearest else { return other }
        return "Write \"\(nearest)\" if that is meant; else "
            + other.prefix(1).lowercased() + other.dropFirst()
    }
}
