import ConvokeCore
import Testing

@Suite("Where an obligation stands")
struct ObligationStateTests {
    @Test(
        "after its answers",
        arguments: [
            ([], .open),
            ([.yes], .done),
            ([.no], .declined),
            ([.waive], .waived),
            ([.no, .yes], .done),
            ([.yes, .no], .declined),
            ([.yes, .yes], .done),
            ([.waive, .yes], .done),
            ([.yes, .undo], .open),
            ([.no, .yes, .undo], .declined),
            ([.yes, .yes, .undo], .done),
            ([.no, .yes, .undo, .undo], .open),
            ([.no, .undo, .waive], .waived),
            ([.no, .undo, .waive, .undo], .open),
            ([.waive, .no, .undo, .yes, .undo], .waived),
            ([.yes, .no, .waive, .undo, .undo, .no], .declined),
            ([.undo], nil),
            ([.yes, .undo, .undo], nil),
            ([.undo, .yes], nil),
        ] as [([AnswerWord], ObligationState?)])
    func table(words: [AnswerWord], state: ObligationState?) {
        #expect(ObligationState(after: words) == state)
    }

    @Test("an answer and its undo leave it as it was", arguments: AnswerWord.allCases)
    func roundTrip(word: AnswerWord) {
        for before: [AnswerWord] in [[.yes], [.no, .waive], [.waive, .yes, .no]] {
            let undone = ObligationState(after: before + [.yes, .no, .undo, .undo])
            #expect(undone == ObligationState(after: before))
            guard word != .undo else { continue }
            #expect(ObligationState(after: before + [word, .undo]) == undone)
            #expect(ObligationState(after: before + [word]) == word.state)
        }
    }

    @Test("a party is its kind and its id")
    func party() {
        for kind in Party.Kind.allCases {
            let party = Party(kind, "huong-khe")
            #expect(party.kind == kind)
            #expect(party.id == "huong-khe")
        }
        #expect(Party.venue("x") != Party.recipient("x"))
    }
}
