import ConvokeCore
import Foundation
import Testing

@testable import Composition

/// What only one letter says: its changes, and that it is late.
@Suite struct ChangesTests {
    private let body = """
        {{#has_changes}}
        Thay đổi:

        {{#changes}}
        - {{text}}
        {{/changes}}
        {{/has_changes}}
        {{^has_changes}}
        Không thay đổi.
        {{/has_changes}}

        {{recipient.name}}
        """

    @Test("each letter has its own changes, as many as there are", arguments: [0, 1, 2, 7, 40])
    func list(count: Int) throws {
        let changes = (0..<count).map { "Nội dung \($0) & sau đó." }
        let composer = try Sample.composer(body)
        let letter = Sample.letter(changes: changes)
        let mail = try PythonMail.read(composer.compose(letter).bytes)
        let text = mail.part("text/plain")?.text?.replacingOccurrences(of: "\r\n", with: "\n")
        let items = changes.map { "  - \($0)\n" }.joined()
        let before = count == 0 ? "Không thay đổi.\n\n" : "Thay đổi:\n\n\(items)\n"
        #expect(text == before + "Văn phòng UBND huyện Hương Khê\n")
        #expect(composer.text(letter) == text)
        let html = mail.part("text/html")?.text ?? ""
        #expect(html.components(separatedBy: "<li>").count == count + 1)
        for change in changes {
            let safe = change.replacingOccurrences(of: "&", with: "&amp;")
            #expect(html.contains("<li>\(safe)</li>"))
        }
    }

    @Test("letters with as many changes share what they have in common, and nothing else")
    func sharing() throws {
        let composer = try Sample.composer(body)
        let lists = [["Một."], ["Hai.", "Ba."], ["Bốn."], [], ["Năm.", "Sáu."]]
        for changes in lists + lists.reversed() {
            let letter = Sample.letter(changes: changes)
            let alone = try Sample.composer(body)
            #expect(try composer.compose(letter).bytes == alone.compose(letter).bytes)
            for other in lists.joined() {
                #expect(composer.text(letter).contains(other) == changes.contains(other))
            }
        }
    }

    @Test("a change that says nothing is left out")
    func blank() throws {
        let composer = try Sample.composer(body)
        let letter = Sample.letter(changes: ["", "Một.", " \n"])
        #expect(letter.changes == ["Một."])
        #expect(composer.text(letter).hasPrefix("Thay đổi:\n\n  - Một.\n\n"))
        #expect(composer.text(Sample.letter(changes: [""])).hasPrefix("Không thay đổi.\n"))
    }

    @Test("a template that does not ask makes no difference between letters")
    func notAsked() throws {
        let composer = try Sample.composer("{{recipient.name}} {{notice.kind}}")
        let plain = try composer.compose(Sample.letter()).bytes
        let letter = Sample.letter(changes: ["Một."], isLate: true)
        #expect(try composer.compose(letter).bytes == plain)
        let facts = Facts(
            notice: Sample.notice(), conference: Sample.conference(), contacts: [:],
            settings: Sample.settings(), uses: [])
        #expect(facts.shape(of: letter.personal) == facts.shape(of: Sample.letter().personal))
    }

    @Test("a late notice can say so", arguments: ["notice.late", "notice}}{{#late"])
    func late(_ section: String) throws {
        let ends = section == "notice.late" ? "{{/notice.late}}" : "{{/late}}{{/notice}}"
        let composer = try Sample.composer(
            "{{#\(section)}}Gửi muộn. {{/x}}{{^notice.late}}Đúng giờ.{{/notice.late}}"
                .replacingOccurrences(of: "{{/x}}", with: ends))
        #expect(composer.text(Sample.letter(isLate: true)) == "Gửi muộn.\n")
        #expect(composer.text(Sample.letter()) == "Đúng giờ.\n")
        let late = try PythonMail.read(composer.compose(Sample.letter(isLate: true)).bytes)
        #expect(late.part("text/plain")?.text == "Gửi muộn.\r\n")
    }

    @Test("a list and a yes or no cannot stand as a text")
    func wrongUse() {
        let found = problems(
            in: "---\nsubject: s\n---\n{{changes}}\n{{has_changes}}\n{{notice.late}}\n"
                + "{{#changes}}{{txt}}{{/changes}}")
        #expect(
            found.map(\.what) == [
                "{{changes}} stands for a list and can only open a section",
                "{{has_changes}} is a yes or no and can only open a section",
                "{{notice.late}} is a yes or no and can only open a section",
                "{{txt}} is not a field that Convoke knows here",
            ])
        #expect(found.last?.expected == "text")
    }

    @Test("a text message says the changes too, and that it is late")
    func sms() throws {
        var found: [Problem] = []
        let template = try #require(
            SMSTemplate.read(
                "Đính chính:{{#changes}} {{text}}{{/changes}}{{#notice.late}} (muộn){{/notice.late}}",
                file: "t.sms.txt", into: &found))
        let composer = try SMSComposer(
            template: template, notice: Sample.notice(kind: .correction),
            conference: Sample.conference(), contacts: [:], settings: Sample.settings())
        let recipient = Sample.recipient()
        #expect(composer.text(to: recipient, answerCode: "") == "Đính chính:")
        let text = composer.text(
            to: recipient, answerCode: "", changes: ["*Một* <b>.", " ", "{{Hai}}."], isLate: true)
        #expect(text == "Đính chính: *Một* <b>. {{Hai}}. (muộn)")
    }

    @Test("random changes arrive exactly")
    func random() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = RoundTripTests.Random(state: seed)
        let composer = try Sample.composer("{{#changes}}\n\nX{{text}}X\n\n{{/changes}}")
        let lists = (0..<100).map { _ in
            (0..<Int.random(in: 1...5, using: &random)).map { _ in "a" + random.text(1...120) }
        }
        let messages = try lists.map { try composer.compose(Sample.letter(changes: $0)).bytes }
        for (index, mail) in try PythonMail.read(messages).enumerated() {
            let expected = lists[index].map { "X\($0)X\r\n" }.joined(separator: "\r\n")
            let text = mail.part("text/plain")?.text ?? ""
            #expect(
                Array(text.unicodeScalars) == Array(expected.unicodeScalars),
                "seed \(seed), message \(index)")
        }
    }
}
