/// Where one party's obligation stands. Late is not among the states: it is what is still open after
/// the due moment.
package enum ObligationState: String, Sendable, CaseIterable {
    case open
    case done
    /// The party said that it will not.
    case declined
    /// The secretariat asks it no longer.
    case waived

    /// Where an obligation stands after these words, in their order: an answer replaces the one
    /// before it, an undo takes back the last answer that still counts. Nil when an undo has nothing
    /// to take back.
    package init?(after words: some Sequence<AnswerWord>) {
        var standing: [ObligationState] = []
        for word in words {
            if let state = word.state {
                standing.append(state)
            } else if standing.popLast() == nil {
                return nil
            }
        }
        self = standing.last ?? .open
    }
}

/// What was said about an obligation or the invitation.
package enum AnswerWord: String, Sendable, CaseIterable {
    /// It is done; for the invitation: we come.
    case yes
    case no
    /// It need not be done.
    case waive
    /// The last answer was a mistake.
    case undo

    /// Where it leaves the obligation; nil for an undo, which leaves it where it was before.
    package var state: ObligationState? {
        switch self {
        case .yes: .done
        case .no: .declined
        case .waive: .waived
        case .undo: nil
        }
    }
}
