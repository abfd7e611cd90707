import ConvokeCore
import Foundation
import LedgerStore
import Testing

@testable import Engine

@Suite("What a text means")
struct TextMeaningTests {
    private static func code(_ recipient: String = "p001") -> AnswerCode {
        let key = TokenKey(bytes: Array(repeating: 7, count: 32))
        return AnswerCode(
            conference: "meeting", about: "invitation", recipient: recipient, key: key)
    }

    @Test(
        "says yes or no only where nothing else can be meant",
        arguments: [
            ("", TextMeaning.Word.yes), ("OK", .yes), ("Vâng, tôi sẽ dự", .yes), ("yes", .yes),
            ("Da nhan duoc, co mat day du", .yes), ("Xin cảm ơn", .yes), ("\u{1F44D}", .yes),
            ("không", .no), ("KHONG", .no), ("ko", .no), ("No", .no), ("no, sorry", .no),
            ("Dạ không ạ", .no), ("Tôi không dự được", .no), ("khong du duoc", .no),
            ("Không thể tham dự", .no), ("ko den duoc vi om", .no),
            ("Không dự được, xin phép vắng mặt", .no), ("Không thể vắng mặt", .unclear),
            ("Không thể tham dự, xin vắng mặt.", .no), ("Xin vắng mặt", .no),
            ("Đơn vị không có mặt được", .no), ("I cannot attend", .no), ("not coming", .no),
            ("We decline", .no), ("Kho\u{302}ng dự", .no), ("khong toi duoc", .no),
            ("Xin vâng", .yes), ("Vâng ạ", .yes), ("Tôi sẽ vắng", .no), ("xin vang", .unclear),
            ("chưa dự được", .unclear), ("Chưa nhận được giấy mời", .unclear),
            ("Không sao, tôi sẽ dự", .unclear), ("no problem", .unclear),
            ("Tôi dự được không?", .unclear), ("khong the vang mat", .unclear),
            ("Không rõ địa điểm", .unclear), ("không, tôi dự được mà, không sao", .unclear),
            ("chưa", .unclear), ("Tôi không dự được không", .unclear),
            ("sorry, I am ill and in hospital that day", .unclear),
            ("who is this? what is the code for?", .unclear), ("ok?", .unclear),
            ("Toi dang di cong tac nuoc ngoai, xin hoan", .unclear), ("?", .unclear),
            ("Đã nhận", .unclear), ("Đơn vị sẽ đăng ký sau", .unclear), ("có thể", .unclear),
            ("Đã đăng ký ạ", .yes), ("da bao cao", .yes), ("Đơn vị đăng ký 12 điểm cầu", .yes),
            ("Chúng tôi đồng ý tham dự. Trân trọng!", .yes), ("\u{1F44E}", .unclear),
        ])
    func words(_ text: String, _ word: TextMeaning.Word) {
        #expect(TextMeaning(text).word == word)
    }

    @Test(
        "a code is found wherever it stands and however it is written",
        arguments: [
            "{}", "{} co", "Ma: {}.", "(ma {}) vang", "vang,{}", "{}\nyes", "  {}  ", "du, ma={}",
        ])
    func code(_ pattern: String) throws {
        let code = Self.code()
        let bare = code.text.filter { $0 != "-" }
        let spaced = code.text.replacing("-", with: " ")
        for written in [code.text, bare, spaced, code.text.lowercased(), bare.lowercased()] {
            let meaning = TextMeaning(pattern.replacing("{}", with: written))
            #expect(meaning.codes.contains(code), "\(pattern) \(written)")
            #expect(meaning.word == .yes)
        }
    }

    @Test("the letters of a code are no words, and a part of a longer word is no code")
    func edges() throws {
        let code = Self.code()
        #expect(TextMeaning("khong \(code.text)").word == .no)
        #expect(TextMeaning("\(code.text) khong du duoc").word == .no)
        let bare = code.text.filter { $0 != "-" }
        for text in ["x" + bare, bare + "x", bare + "2"] {
            #expect(!TextMeaning(text).codes.contains(code), "\(text)")
        }
        #expect(TextMeaning("\(code.text) \(code.text)").codes == [code])
        let other = Self.code("p002")
        #expect(TextMeaning("\(code.text) va \(other.text)").codes == [code, other])
    }

    @Test("one wrong character makes it no code", arguments: 0..<8)
    func slip(_ place: Int) throws {
        let code = Self.code()
        var letters = Array(code.text.filter { $0 != "-" })
        letters[place] = letters[place] == "A" ? "B" : "A"
        #expect(TextMeaning(String(letters)).codes.isEmpty)
    }

    @Test(
        "whoever was texted by mistake says so",
        arguments: ["Nhầm số rồi", "sai so", "Wrong number!"])
    func stranger(_ text: String) {
        #expect(TextMeaning(text).isFromStranger)
        let decision = TextDecision.of(TextMeaning(text), holders: 1, cases: [])
        #expect(decision == .keep("it may be the wrong number"))
    }

    @Test("with a code it is an answer, unless nobody can tell which")
    func answers() {
        func decide(_ text: String, _ holders: Int) -> TextDecision {
            .of(TextMeaning(text), holders: holders, cases: [])
        }
        #expect(decide("ok", 1) == .answer(.yes))
        #expect(decide("ok", 2) == .answer(.yes))
        #expect(decide("khong", 1) == .answer(.no))
        #expect(decide("khong", 2) == .keep("it has several answer codes, and a no"))
        #expect(decide("khong sao", 1) == .keep("it may say yes or no"))
    }

    @Test("without a code it acknowledges the one case of its number, and of several none")
    func acknowledgements() {
        let entry = Self.escalation(1)
        let meaning = TextMeaning("da nhan")
        #expect(TextDecision.of(meaning, holders: 0, cases: [entry]) == .acknowledge(entry))
        for cases in [[], [entry, Self.escalation(2)]] {
            let decision = TextDecision.of(meaning, holders: 0, cases: cases)
            guard case .keep = decision else {
                Issue.record("\(cases.count) cases: \(decision)")
                continue
            }
        }
    }

    @Test(
        "a number is the same however the network writes it",
        arguments: [
            ("+84900000002", true), ("84900000002", true), ("0900000002", true),
            ("0900 000 002", true), ("+84900000003", false), ("OFFICE", false), ("", false),
        ])
    func numbers(_ number: String, _ isTheirs: Bool) {
        let now = Date(timeIntervalSince1970: 1_637_283_600)
        let found = SenderCases(number, region: "VN", now: now).among([Self.escalation(1)])
        #expect(found.count == (isTheirs ? 1 : 0))
    }

    @Test("who has promised is left alone until that moment")
    func promised() {
        let now = Date(timeIntervalSince1970: 1_637_283_600)
        func isFound(_ promise: Date?) -> Bool {
            let entry = Self.escalation(1, acknowledgedAt: now - 60, promisedBy: promise)
            return !SenderCases("+84900000002", region: "VN", now: now).among([entry]).isEmpty
        }
        #expect(!isFound(nil))
        #expect(!isFound(now + 1))
        #expect(isFound(now))
    }

    private static func escalation(
        _ id: Int64, acknowledgedAt: Date? = nil, promisedBy: Date? = nil
    ) -> Escalation {
        let now = Date(timeIntervalSince1970: 1_637_283_600)
        let rungs = [
            #"["rung","call","recipient","p002","600","+84900000002"]"#,
            #"["rung","call","duty","p001","600","+84900000001"]"#,
        ]
        return Escalation(
            id: id,
            plan: PlannedEscalation(
                conference: "meeting", cause: .mail, about: "invitation", recipient: "p002",
                party: Party(.recipient, "p002"), why: "the mail was refused",
                ladder: rungs.map { $0 + "\n" }.joined(), since: now, deadline: now + 3600),
            openedAt: now, acknowledgedAt: acknowledgedAt, promisedBy: promisedBy, end: nil,
            endedAt: nil, steps: [])
    }
}
