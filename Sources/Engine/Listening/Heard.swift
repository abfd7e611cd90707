import ConvokeCore

/// What came of one call of a gateway.
package struct Heard: Hashable, Sendable {
    package enum Verdict: Hashable, Sendable {
        /// The ledger, or the file of texts to read, has it.
        case taken
        /// The text that it is about is just being sent: to be asked again in a moment.
        case tooEarly
        /// Nobody knows what it says; nothing has changed.
        case notUnderstood
    }

    package let verdict: Verdict
    /// One line for whoever watches.
    package let line: String
}

extension Heard {
    static func report(_ words: String, of outcome: ReportEntry.Outcome) -> Heard {
        switch outcome {
        case .changed(let text, let state):
            Heard(verdict: .taken, line: "\(name(text)): \(state.rawValue)")
        case .unchanged(let text):
            Heard(
                verdict: .taken,
                line: "\(name(text)): report \"\(words)\", stays \(text.state.rawValue)")
        case .tooEarly(let text):
            Heard(verdict: .tooEarly, line: "\(name(text)): a report before the attempt ended")
        }
    }

    private static func name(_ text: Delivery) -> String {
        "text to \(text.recipient), \(text.address), \(text.conference)"
    }

    static func answers(_ reports: [AnswerReport], from number: String) -> Heard {
        let all = reports.map { report in
            let answer = report.answer
            return "\(answer.recipient), \(answer.about), \(answer.conference):"
                + " \(answer.word.rawValue)"
        }
        return Heard(
            verdict: .taken, line: "answer from \(number): " + all.joined(separator: "; "))
    }

    static func acknowledged(_ entry: Escalation, from number: String, _ text: String) -> Heard {
        Heard(
            verdict: .taken,
            line: "text from \(number): \(entry.plan.recipient) has been reached about"
                + " \(entry.plan.about), \(entry.plan.conference). It says: \(shown(text))")
    }

    static func kept(_ text: String, from number: String, why: String) -> Heard {
        Heard(
            verdict: .taken,
            line: "TO READ, text from \(number), because \(why). It says: \(shown(text))")
    }

    static func notUnderstood(_ path: String, _ query: String) -> Heard {
        let seen = CleanText.shown(query.isEmpty ? path : path + "?" + query, limit: 200)
        return Heard(verdict: .notUnderstood, line: "not understood: \(seen)")
    }

    static func notOurs(_ reference: String) -> Heard {
        Heard(
            verdict: .notUnderstood,
            line: "a report about no text of ours: \(CleanText.shown(reference))")
    }

    private static func shown(_ text: String) -> String { CleanText.shown(text, limit: 300) }
}
