import ConvokeCore
import Inbox

/// What the words of a text say that somebody sent to the office.
struct TextMeaning: Equatable {
    typealias Word = Refusal.Word

    /// What has an answer code's form and check character, in their order. One ordinary pair of words
    /// in thirty has them too: whether somebody holds a code says the book.
    let codes: [AnswerCode]
    let word: Word
    /// Whether it says that the number is not whose we think it is.
    let isFromStranger: Bool

    init(_ text: String) {
        let found = AnswerCodeSearch.codes(in: text)
        codes = found.codes
        let said = SaidWords(found.rest)
        word = Self.word(said)
        let line = said.line
        isFromStranger = Self.strangers.contains { line.contains($0) }
    }

    /// A yes is one only where it is plain: by itself, or as it would be in a mail. "Received" is none. A no to
    /// a part is none either.
    private static func word(_ said: SaidWords) -> Word {
        let word = Refusal.word(said)
        if word == .no, ReplyMeaning(said.text) == .unclear(.part) { return .unclear }
        if word != .yes || PlainYes.isSaid(said) { return word }
        guard case .accepts(let kinds) = ReplyMeaning(said.text) else { return .unclear }
        return kinds == [.received] ? .unclear : .yes
    }

    private static let strangers = [
        "nham so", "sai so", "nham nguoi", "wrong number", "khong quen", "khong phai toi",
    ]
}
