package import ConvokeCore

extension PhoneNumberError {
    /// What is wrong, to follow "it": `is too short`.
    package var sentence: String {
        switch self {
        case .empty: "is empty"
        case .forbidden(let character): character.sentence
        case .severalNumbers: "looks like several numbers in one"
        case .letters: "contains letters"
        case .character(let character): "contains \"\(character)\""
        case .unknownCountry: "has a country code that does not exist"
        case .notANumber: "has a number of digits that no phone number has"
        case .tooShort: "is too short"
        case .tooLong: "is too long"
        case .areaCodeMissing: "has no area code"
        case .unassigned: "begins with digits that are not in use"
        }
    }

    /// The problem of a number that stands at a place.
    package func problem(for text: String, at place: Place) -> Problem {
        Problem(
            .file, "The phone number cannot be used: it \(sentence)", at: place,
            found: CleanText.shown(text),
            expected: "one number such as 0900 000 101 or +84 900 000 101", fix: fix,
            detail: detail)
    }

    private var fix: String {
        switch self {
        case .severalNumbers: "Separate the numbers with ; or |"
        case .letters: "Write the number in digits; an extension is written as ext 12"
        case .forbidden: "Delete the cell and type the number again"
        case .empty: "Write the number"
        case .unassigned:
            "Correct the number, or write it with + and the country code if it is right"
        default: "Correct the number"
        }
    }

    private var detail: String? {
        if case .forbidden(let character) = self { character.number } else { nil }
    }
}
