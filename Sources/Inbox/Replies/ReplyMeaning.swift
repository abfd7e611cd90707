import ConvokeCore

/// What the author of a reply says, as far as nobody could read it otherwise. All else is for a person.
package enum ReplyMeaning: Hashable, Sendable {
    /// Everything it says; never empty.
    case accepts(Set<Acceptance>)
    case declines
    /// A person has to read it.
    case unclear(Doubt)

    /// Kinds of yes.
    package enum Acceptance: String, Hashable, Sendable, CaseIterable {
        /// Somebody will come.
        case attends
        /// The attendees or the sites are registered.
        case registered
        /// The invitation has arrived, and no more.
        case received
    }

    /// Why a person has to read a reply.
    package enum Doubt: String, Hashable, Sendable, CaseIterable {
        /// The author wrote nothing of his own.
        case empty
        /// A short answer is not so long.
        case long
        case question
        /// An if, a not yet, a perhaps, a change.
        case condition
        /// It speaks of a part: one session of several, a meal, a way to take part.
        case part
        /// Somebody else comes.
        case deputy
        /// It asks, or invites, or quotes an invitation.
        case request
        /// It says yes and no.
        case both
        /// No word in it is known to be an answer.
        case unknown
    }

    /// - Parameter words: of the author alone, without what is quoted: ``ReplyText/words``.
    package init(_ words: String) {
        guard words.utf8.count <= Self.longest else {
            self = .unclear(.long)
            return
        }
        let said = SaidWords(AnswerCodeSearch.codes(in: words).rest)
        let line = AnswerPhrases.Line(said)
        self = Self.doubt(said, line).map(Self.unclear) ?? Self.answer(said, line)
    }

    /// Octets of UTF-8, and words with those of greeting and signature.
    private static let longest = 4096
    private static let mostWords = 150

    private static func doubt(_ said: SaidWords, _ line: AnswerPhrases.Line) -> Doubt? {
        if said.words.isEmpty { return .empty }
        if said.words.count > mostWords { return .long }
        if said.text.contains(where: { $0 == "?" || $0 == "？" }) { return .question }
        if line.hasBut { return .condition }
        return AnswerPhrases.doubts.first { line.hasAny(of: $0.phrases) }?.doubt
    }

    private static func answer(_ said: SaidWords, _ line: AnswerPhrases.Line) -> ReplyMeaning {
        let isNo = line.hasAny(of: AnswerPhrases.declines) || line.declinesInFull
        // What is left without its noes says whether there is a yes beside them.
        let yes = AnswerPhrases.acceptances(line.without(AnswerPhrases.declines))
        if isNo && !yes.isEmpty { return .unclear(.both) }
        switch (Refusal.word(said), isNo) {
        case (.unclear, _): return .unclear(.both)
        case (_, true)
        where line.without(AnswerPhrases.greetings).hasAny(of: AnswerPhrases.parts):
            return .unclear(.part)
        case (_, true): return .declines
        case (.no, false): return .unclear(.unknown)
        case (.yes, false) where line.hasAny(of: AnswerPhrases.turns): return .unclear(.both)
        case (.yes, false): return yes.isEmpty ? .unclear(.unknown) : .accepts(yes)
        }
    }
}
