import ConvokeCore
import Engine

/// What a mail was taken for, and why, for people.
struct ExplanationText {
    private let explanation: MailExplanation

    init(_ explanation: MailExplanation) { self.explanation = explanation }

    var lines: [String] {
        let all: [(String, String?)] = [
            (
                "class",
                explanation.mailClass.rawValue + ": " + MailText.words(explanation.mailClass)
            ),
            ("status", explanation.status), ("action", explanation.action),
            ("address", explanation.recipient), ("the server said", explanation.diagnostic),
            ("rule", explanation.rule), ("whose", explanation.whose),
            ("it says", explanation.meaning),
            ("codes", explanation.codes.isEmpty ? nil : explanation.codes.joined(separator: ", ")),
            ("calendar", explanation.calendar),
            (
                "attached",
                explanation.attachments.isEmpty
                    ? nil : explanation.attachments.joined(separator: ", ")
            ),
            (
                "left out",
                explanation.cuts.isEmpty
                    ? nil : explanation.cuts.joined(separator: ", ")
            ),
            ("what follows", explanation.consequence),
        ]
        let width = all.map(\.0.count).max() ?? 0
        return all.compactMap { name, value in
            value.map { name + String(repeating: " ", count: width + 2 - name.count) + $0 }
        }
    }
}
