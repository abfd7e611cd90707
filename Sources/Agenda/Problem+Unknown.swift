import ConvokeCore
import YAML

/// What an id or a word in a conference file refers to.
enum Reference: String {
    case contact, group, unit, venue, level, subject

    fileprivate var what: String {
        switch self {
        case .contact: "No contact has this id"
        case .group: "No contact belongs to this group"
        case .unit: "No contact belongs to this unit"
        case .venue: "No venue has this id"
        case .level: "No venue has this level"
        case .subject: "No obligation, line test, session or notice has this id"
        }
    }

    fileprivate var source: String {
        switch self {
        case .contact: "an id from the contact book"
        case .group: "a group from the contact book"
        case .unit: "a unit from the contact book"
        case .venue: "an id from the conference's venues"
        case .level: "a level of the conference's venues"
        case .subject: "an id from this file"
        }
    }
}

extension Problem {
    static func unknown(
        _ reference: Reference, _ name: String, at place: Place, known: some Sequence<String>
    ) -> Problem {
        let nearest = NearestName.nearest(to: name, in: known)
        return Problem(
            .file, reference.what, at: place, found: shortened(name), expected: reference.source,
            fix: nearest.map { "Write “\($0)” instead, if that was meant." }
                ?? "Correct the name, or add what is missing.",
            missing: name)
    }

    static func selectsNobody(_ selector: Selector, at place: Place) -> Problem {
        Problem(
            .file, "This selects none of the conference's recipients", at: place,
            expected: "at least one recipient",
            fix: "Correct who is meant, or add them to the recipient list.",
            missing: selector.terms.first?.name)
    }

    static func missingDocument(_ path: String, at place: Place) -> Problem {
        Problem(
            .file, "The file of this document is missing, or cannot be read", at: place,
            found: shortened(path), expected: "a file in the workspace",
            fix: "Put the file there, or correct its path.")
    }

    static func noPhone(_ id: String, at place: Place) -> Problem {
        Problem(
            .file, "This contact is to be called and has no phone number", at: place,
            found: shortened(id), expected: "a contact with a phone number",
            fix: "Add a phone number in the contact book, or name somebody else.", missing: id)
    }
}
