package import ConvokeCore

extension EmailAddressError {
    /// What is wrong, to follow "it": `has two @`.
    package var sentence: String {
        switch self {
        case .empty: "is empty"
        case .forbidden(let character): character.sentence
        case .noAt: "has no @"
        case .severalAts: "has two @"
        case .severalAddresses: "holds several addresses"
        case .noLocalPart: "has nothing before the @"
        case .noDomain: "has no domain after the @"
        case .space: "contains a space"
        case .angleBrackets: "contains < or >"
        case .unclosedQuote: "opens a quote and does not close it"
        case .characterAfterQuote: "has something between the closing quote and the @"
        case .character(let character): "contains \(Self.shown(character)) before the @"
        case .localPartTooLong: "has more than 64 bytes before the @"
        case .tooLong: "is longer than 254 bytes"
        default: dotSentence ?? domainSentence
        }
    }

    private var dotSentence: String? {
        switch self {
        case .leadingDot: "begins with a dot"
        case .trailingDot: "has a dot right before the @"
        case .doubleDot: "has two dots in a row"
        case .domainLeadingDot: "has a dot right after the @"
        case .domainTrailingDot: "ends with a dot"
        case .domainWithoutDot: "has a domain without a dot"
        default: nil
        }
    }

    private var domainSentence: String {
        switch self {
        case .numericDomain: "has a number where the domain belongs"
        case .hyphenAtEdge: "has a hyphen at the beginning or end of a part of the domain"
        case .characterInDomain(let character): "contains \(Self.shown(character)) in the domain"
        case .badLiteral: "has no complete number in the square brackets after the @"
        case .labelTooLong: "has a part of the domain that is longer than 63 characters"
        case .domainTooLong: "has a domain that is longer than 255 characters"
        default: "has a domain that cannot exist"
        }
    }

    /// The problem of an address that stands at a place.
    package func problem(for text: String, at place: Place) -> Problem {
        Problem(
            .file, "The email address cannot be used: it \(sentence)", at: place,
            found: CleanText.shown(text),
            expected: "one address such as vanphong@tinhuy.example", fix: fix, detail: detail)
    }

    private var fix: String {
        switch self {
        case .severalAddresses: "Separate the addresses with ; or |"
        case .angleBrackets: "Write the address alone, without a name and without < and >"
        case .forbidden: "Delete the cell and type the address again"
        case .empty: "Write the address"
        default: "Correct the address"
        }
    }

    private var detail: String? {
        switch self {
        case .forbidden(let character): character.number
        case .domainRefused(let words): "libidn2: \(words)"
        default: nil
        }
    }

    private static func shown(_ character: Character) -> String {
        let isVisible = character.unicodeScalars.allSatisfy {
            !$0.properties.isDefaultIgnorableCodePoint && $0.properties.generalCategory != .format
        }
        return isVisible ? "\"\(character)\"" : "an invisible character"
    }
}
