import ConvokeCore
import Testing

@testable import Inbox

@Suite("The table of words")
struct WordRulesTests {
    @Test("every phrase is long enough, folded and in one rule only once")
    func phrases() {
        #expect(PhraseIndex.tooShort(in: WordRules.all) == [])
        for rule in WordRules.all {
            #expect(!rule.source.isEmpty && !rule.phrases.isEmpty, "\(rule.id)")
            for phrase in rule.phrases {
                let folded = phrase.split(separator: "…").map { FoldedText(" " + $0 + " ").text }
                let trimmed = phrase.split(separator: "…").map { $0.trimming(" ") }
                #expect(folded == trimmed, "\(rule.id): \(phrase)")
            }
        }
        let ids = WordRules.all.map(\.id)
        #expect(Set(ids).count == ids.count)
    }

    @Test("words begin where a word begins")
    func words() {
        func found(_ text: String) -> String? {
            let index = PhraseIndex([
                WordRule("a", .hard, source: "test", ["active user", "none…here"])
            ])
            return index.matches(in: FoldedText(text))[.strong]?.phrase
        }
        #expect(found("an Active  User") == "active user")
        #expect(found("an inactive user") == nil)
        #expect(found("there is none of that name here") == "none…here")
        #expect(found("none" + String(repeating: " x", count: 200) + " here") == nil)
    }

    @Test("a long text is read in one pass and no further than its limit")
    func long() {
        let text = FoldedText(String(repeating: "unknown ", count: 40_000) + "mailbox is full")
        #expect(text.bytes.count <= FoldedText.limit)
        #expect(WordRules.index.matches(in: text)[.strong] == nil)
    }
}

extension Substring {
    fileprivate func trimming(_ character: Character) -> String {
        String(drop { $0 == character }.trimmingSuffix(character))
    }
}
