import ConvokeCore

/// What is done with a text that came in: a pure function of its words, of who holds the codes in it,
/// and of the cases in which its number is being reached.
enum TextDecision: Equatable {
    case answer(AnswerWord)
    /// Ends the one case of that number.
    case acknowledge(Escalation)
    /// A person has to read it; the reason in words.
    case keep(String)

    /// - Parameters:
    ///   - holders: how many recipients hold a code of the text.
    ///   - cases: the open cases in which its number was texted or may be called.
    static func of(_ meaning: TextMeaning, holders: Int, cases: [Escalation]) -> TextDecision {
        if meaning.isFromStranger { return .keep("it may be the wrong number") }
        if holders > 0 { return answer(meaning.word, holders: holders) }
        switch cases.count {
        case 0: return .keep("it has no answer code, and nobody of that number is being reached")
        case 1: return .acknowledge(cases[0])
        default:
            return .keep("it has no answer code, and that number is called about more than one")
        }
    }

    private static func answer(_ word: TextMeaning.Word, holders: Int) -> TextDecision {
        switch word {
        case .yes: .answer(.yes)
        case .no where holders > 1: .keep("it has several answer codes, and a no")
        case .no: .answer(.no)
        case .unclear: .keep("it may say yes or no")
        }
    }
}
