package import ConvokeCore

/// A way for text messages.
package protocol Gateway: Sendable {
    /// Hands one text over and says what became of it.
    ///
    /// It blocks for up to half a minute: call it on a thread of its own. `goOn` is asked about
    /// once a second; false ends the try.
    func send(_ message: TextMessage, while goOn: @escaping @Sendable () -> Bool) -> TextResult
}

extension Gateway {
    package func send(_ message: TextMessage) -> TextResult {
        send(message, while: { true })
    }
}

/// What became of one text at the gateway.
package enum TextResult: Equatable, Sendable {
    /// The try says something about this text. The id is the gateway's own, where it gave one.
    case tried(Attempt, id: String?)
    /// The account or the gateway itself failed before the text was taken: it goes back to where it
    /// was, nothing is to be said about its number, and the next text would fare the same.
    case account(Problem)

    /// What goes into the ledger: `released` after a failure of the account.
    package var attempt: Attempt {
        switch self {
        case .tried(let attempt, _): attempt
        case .account(let problem): Attempt(.released, at: .connect, detail: problem.what)
        }
    }

    package var id: String? {
        if case .tried(_, let id) = self { id } else { nil }
    }

    package var problem: Problem? {
        if case .account(let problem) = self { problem } else { nil }
    }
}
