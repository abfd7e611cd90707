package import ConvokeCore

/// What a secretary reads about a file that cannot be read, or a field that is not right.
extension Problem {
    static func emptyFile(_ file: String) -> Problem {
        Problem(
            .file, "The file is empty", at: Place(file), expected: "keys with values",
            fix: "Fill it in, or restore it from a backup.")
    }

    static func fileTooLong(_ file: String, longest: Int) -> Problem {
        Problem(
            .file, "The file is too long", at: Place(file),
            expected: "at most \(longest / 1024) KiB",
            fix: "Check that this is the right file.")
    }

    static func tooManyAliases(_ file: String) -> Problem {
        Problem(
            .file, "The file repeats parts of itself too often (*name)", at: Place(file),
            expected: "at most \(AliasLimit.most) repetitions",
            fix: "Write the values out.")
    }

    static func hiddenCharacter(_ character: HiddenCharacter, in file: String) -> Problem {
        hidden(character.scalar, at: Place(file, line: character.line))
    }

    static func hidden(_ scalar: Unicode.Scalar, at place: Place) -> Problem {
        Problem(
            .file, "A character stands here that cannot be seen", at: place,
            found: HiddenCharacter.name(scalar), expected: "text",
            fix: "Delete the line and type it again.")
    }

    static func notOneLine(_ place: Place, _ scalar: Unicode.Scalar) -> Problem {
        let isTab = scalar == "\t"
        return Problem(
            .file, "This must be one line of text", at: place,
            found: isTab ? "a tab" : "a line break", expected: "one line",
            fix: isTab ? "Write a space instead." : "Write it in one line.")
    }

    static func empty(_ place: Place) -> Problem {
        Problem(
            .file, "Nothing is written here", at: place, found: "nothing", expected: "a value",
            fix: "Write the value after the colon.")
    }

    static func missingKey(_ key: String, at place: Place) -> Problem {
        Problem(
            .file, "“\(key)” is missing", at: place, expected: "\(key): …",
            fix: "Add a line or an entry for “\(key)”.")
    }

    static func unknownKey(
        _ key: String, at place: Place, nearest: String?, known: Set<String>
    ) -> Problem {
        let names = known.sorted().joined(separator: ", ")
        return Problem(
            .file, "“\(shortened(key))” is not a key that Convoke knows here", at: place,
            found: shortened(key), expected: names.isEmpty ? nil : "one of: \(names)",
            fix: nearest.map { "Write “\($0)” instead, if that was meant." }
                ?? "Delete it, or correct its spelling.")
    }

    static func unknownWord(_ word: String, at place: Place, known: [String]) -> Problem {
        Problem(
            .file, "This word is not one that Convoke knows here", at: place,
            found: shortened(word), expected: "one of: \(known.joined(separator: ", "))",
            fix: NearestName.nearest(to: word, in: known)
                .map { "Write “\($0)” instead, if that was meant." }
                ?? "Choose one of these words.")
    }

    static func keyIsNotText(_ place: Place) -> Problem {
        Problem(
            .file, "A list or a group of keys stands where a key must be", at: place,
            expected: "a word and a colon", fix: "Write a word before the colon.")
    }

    static func wrongShape(_ place: Place, found: String, expected: String) -> Problem {
        Problem(
            .file, "This has the wrong form", at: place, found: shortened(found),
            expected: expected, fix: "Write \(expected) here.")
    }

    static func typeMark(_ place: Place) -> Problem {
        Problem(
            .file, "A type mark (!) stands before this value", at: place,
            expected: "the value alone",
            fix: "Put the value in double quotes, or delete the mark.")
    }

    static func notAWallTime(_ text: String, at place: Place) -> Problem {
        Problem(
            .file, "This is not a date and time that the calendar has", at: place,
            found: shortened(text), expected: "such as 2021-11-24T08:00",
            fix: "Write year-month-day, a T, and hours:minutes, and check that the day exists.")
    }

    static func notAnIdentifier(_ text: String, _ flaw: String, at place: Place) -> Problem {
        Problem(
            .file, "This cannot be an id: it \(flaw)", at: place, found: shortened(text),
            expected: "letters, digits, - _ and .",
            fix: "Use only letters, digits, - _ and ., and begin with a letter or digit.")
    }

    static func selector(_ error: SelectorError, _ text: String, at place: Place) -> Problem {
        let (what, fix) = wording(error)
        return Problem(
            .file, what, at: place, found: shortened(text),
            expected: "such as all, level:huyen, group:a & !venue:b, or a contact's id", fix: fix)
    }

    private static func wording(_ error: SelectorError) -> (what: String, fix: String) {
        switch error {
        case .empty: ("Nobody is selected here", "Write who is meant, or all.")
        case .missingTerm(let sign):
            ("Something is missing after “\(sign)”", "Write who is meant on both sides of it.")
        case .unknownKind(let kind):
            (
                "“\(shortened(kind)):” is not a kind of selection",
                NearestName.nearest(to: kind, in: selectorKinds)
                    .map { "Write “\($0):” instead, if that was meant." }
                    ?? "Use one of: \(selectorKinds.joined(separator: ", "))."
            )
        case .unknownRole(let role):
            (
                "“\(shortened(role))” is not a role",
                "Use one of: \(Role.allCases.map(\.rawValue).joined(separator: ", "))."
            )
        case .unclosedQuote:
            ("A quotation mark is opened and not closed", "Add the closing quotation mark.")
        }
    }

    private static let selectorKinds = ["group", "unit", "venue", "level", "role"]

    /// Short, in one line, nothing invisible that acts.
    package static func shortened(_ text: String) -> String { CleanText.shown(text, limit: 59) }
}
