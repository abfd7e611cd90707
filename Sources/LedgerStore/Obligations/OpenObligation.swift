package import ConvokeCore

/// An obligation of one party, as it is entered: open.
package struct OpenObligation: Hashable, Sendable {
    /// Id of the obligation, or `Answer.invitation`; the invitation is answered by recipients alone.
    package let about: String
    package let party: Party

    package init(about: String, party: Party) {
        self.about = about
        self.party = party
    }
}

/// What became of an answer.
package enum AnswerResult: Hashable, Sendable {
    /// It was written; where the obligation stood, and stands now.
    case recorded(before: ObligationState, after: ObligationState)
    /// Nothing was written: the party has no answer that an undo could take back.
    case nothingToUndo
    /// Nothing was written: the party has no such obligation.
    case unknown
}

/// How many parties of one obligation are in each state.
package struct ObligationCounts: Hashable, Sendable {
    package let about: String
    /// States without a party are missing.
    package var counts: [ObligationState: Int]
}
