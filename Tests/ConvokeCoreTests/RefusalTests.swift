import ConvokeCore
import Testing

@Suite("A refusal")
struct RefusalTests {
    @Test(
        "is one only where nothing else can be meant",
        arguments: [
            ("Vâng, tôi sẽ dự", Refusal.Word.yes), ("không", .no), ("Không thể tham dự", .no),
            ("khong bo tri duoc", .no), ("I will not be able to come", .no),
            ("Xin vắng mặt", .no), ("xin vang", .unclear), ("Không sao", .unclear),
            ("Tôi dự được không?", .unclear), ("chưa", .unclear),
        ])
    func words(_ text: String, _ word: Refusal.Word) {
        #expect(Refusal.word(SaidWords(text)) == word)
    }

    @Test("of a text of nothing but noes is found in time that grows as the text does")
    func long() {
        let text = String(repeating: "không ", count: 50_000)
        #expect(Refusal.word(SaidWords(text)) == .unclear)
    }
}
