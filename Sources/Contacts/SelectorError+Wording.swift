package import ConvokeCore

extension SelectorError {
    /// The problem of a selection that stands at a place.
    package func problem(for text: String, at place: Place) -> Problem {
        Problem(
            .file, "The selection cannot be read: \(sentence)", at: place,
            found: text.isEmpty ? "an empty cell" : CleanText.shown(text),
            expected: "such as ubnd-hk, group:huyen, level:xa & !venue:huong-khe, all",
            fix: "Correct the selection")
    }

    private var sentence: String {
        switch self {
        case .empty: "it is empty"
        case .missingTerm(let sign): "something is missing beside \"\(sign)\""
        case .unknownKind(let word): "nothing is selected by \"\(CleanText.shown(word)):\""
        case .unknownRole(let word): "there is no role \"\(CleanText.shown(word))\""
        case .unclosedQuote: "a quote is not closed"
        }
    }
}
