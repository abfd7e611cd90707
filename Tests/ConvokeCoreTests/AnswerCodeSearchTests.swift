import ConvokeCore
import Testing

@Suite("Answer codes in a text")
struct AnswerCodeSearchTests {
    private let code = AnswerCode([1, 2, 3, 4, 5, 6, 7])

    @Test(
        "are found wherever they stand, and taken out",
        arguments: ["{}", "Re: {} yes", "mã{}", "<b>{}</b>", "{}\u{0}", "x{}", "{}x", "({})"])
    func places(_ pattern: String) {
        let found = AnswerCodeSearch.codes(in: pattern.replacing("{}", with: code.text))
        let isPartOfAWord = pattern == "x{}" || pattern == "{}x" || pattern == "mã{}"
        #expect(found.codes == (isPartOfAWord ? [] : [code]))
        #expect(found.rest.contains(code.text) == isPartOfAWord)
    }

    @Test("are what their octets say, and read back as printed")
    func printed() {
        #expect(AnswerCode(parsing: code.text) == code)
        #expect(AnswerCode([33, 2, 3, 4, 5, 6, 7]) == code)
    }
}
