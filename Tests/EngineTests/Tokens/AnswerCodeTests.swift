import ConvokeCore
import Engine
import Testing

@Suite("An answer code")
struct AnswerCodeTests {
    private let key = TokenKey(bytes: Array(0..<32))

    private func code(_ recipient: String) -> AnswerCode {
        AnswerCode(
            conference: "van-hoa-2021", about: "invitation", recipient: recipient, key: key)
    }

    @Test("is what it was in mails that were sent long ago")
    func known() {
        #expect(code("hu-1").text == "YKQL-FMPV")
    }

    @Test("is eight characters without look-alikes")
    func alphabet() {
        for number in 0..<500 {
            let text = code("hu-\(number)").text
            #expect(text.count == 9)
            #expect(text.allSatisfy { "23456789ABCDEFGHJKLMNPQRSTUVWXYZ-".contains($0) })
        }
    }

    @Test("is read however it is written down")
    func reads() {
        let code = code("hu-hk")
        let spaced = code.text.map(String.init).joined(separator: " ")
        for seen in [code.text, code.text.lowercased(), spaced, code.text + "."] {
            #expect(AnswerCode(parsing: seen) == code)
        }
    }

    @Test("with one wrong character is none")
    func oneWrong() {
        let text = Array(code("hu-hk").text)
        for index in text.indices where text[index] != "-" {
            for other in "23456789ABCDEFGHJKLMNPQRSTUVWXYZ" where other != text[index] {
                var wrong = text
                wrong[index] = other
                #expect(AnswerCode(parsing: String(wrong)) == nil)
            }
        }
    }

    @Test("belongs to one recipient of one conference")
    func distinct() {
        let others = [("nghi-quyet-2021", "invitation"), ("van-hoa-2021", "dang-ky")].map {
            AnswerCode(conference: $0.0, about: $0.1, recipient: "hu-hk", key: key)
        }
        #expect(Set(others + [code("hu-hk")]).count == 3)
        #expect(Set((0..<2000).map { code("r\($0)").text }).count == 2000)
    }

    @Test("is none", arguments: ["", "K7QF", "K7QF-3MX", "K7QF-3MXAA", "0000-0000", "kính gửi"])
    func refuses(text: String) {
        #expect(AnswerCode(parsing: text) == nil)
    }
}
