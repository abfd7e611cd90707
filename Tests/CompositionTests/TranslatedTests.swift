import ConvokeCore
import Foundation
import Testing

@testable import Composition

@Suite struct TranslatedTests {
    @Test(
        "each language has its version, or that of its family, or the usual one",
        arguments: [
            ("vi", "Việt"), ("VI", "Việt"), ("vi-VN", "Việt"), ("en", "usual"), ("", "usual"),
            ("fr", "usual"), ("zh-Hant-TW", "phồn thể"), ("zh-Hant", "phồn thể"), ("zh", "usual"),
            ("viet", "usual"), ("-", "usual"), ("vi-", "Việt"),
        ])
    func versions(_ language: String, _ expected: String) {
        let text = Translated("usual", ["vi": "Việt", "zh-HANT": "phồn thể"])
        #expect(text.of(language) == expected)
        #expect(text.all == ["usual", "Việt", "phồn thể"])
    }

    @Test("one composer writes to each in the language that they read")
    func letters() throws {
        let templates = Translated(
            try Sample.template("Dear {{recipient.name}}", subject: "Invitation", attach: "en.pdf"),
            ["vi": try Sample.template("Gửi {{recipient.name}}", attach: "vi.pdf")])
        let composer = try Composer(
            templates: templates, layout: nil, notice: Sample.notice(),
            conference: Sample.conference(), contacts: [:], settings: Sample.settings(),
            attachments: [
                "en.pdf": Attachment(name: "en.pdf", bytes: [1]),
                "vi.pdf": Attachment(name: "vi.pdf", bytes: [2]),
            ])
        let letters = ["en", "vi", "fr", "vi-VN"].map {
            Sample.letter(Sample.contact(name: "N", language: $0))
        }
        let mails = try PythonMail.read(letters.map { try composer.compose($0).bytes })
        #expect(mails.map(\.subject) == ["Invitation", "Giấy mời", "Invitation", "Giấy mời"])
        #expect(
            mails.map { $0.part("text/plain")?.text } == [
                "Dear N\r\n", "Gửi N\r\n", "Dear N\r\n", "Gửi N\r\n",
            ])
        let files = mails.map { $0.parts.last?.fileName }
        #expect(files == ["en.pdf", "vi.pdf", "en.pdf", "vi.pdf"])
        #expect(letters.map(composer.subject) == mails.map(\.subject))
    }

    @Test("every version is checked, and its files are asked for")
    func checked() throws {
        let templates = Translated(
            try Sample.template("x", attach: "en.pdf"),
            ["vi": try Sample.template("{{obligation.title}}{{#documents}}{{/documents}}")])
        let conference = Sample.conference()
        #expect(
            Composer.requiredFiles(templates, conference) == [
                "en.pdf", "documents/Maket Hội nghị.pdf",
            ])
        let thrown = #expect(throws: Problems.self) {
            try Composer(
                templates: templates, layout: nil, notice: Sample.notice(), conference: conference,
                contacts: [:], settings: Sample.settings(), attachments: [:])
        }
        #expect(
            thrown?.list.map(\.what) == [
                "The file to attach is not there", "The file to attach is not there",
                "The notice \"giay-moi\" is not about an obligation, but its template names one",
            ])
    }

    @Test("text messages have versions too")
    func sms() throws {
        var found: [Problem] = []
        let english = try #require(SMSTemplate.read("Hello", file: "t.sms.txt", into: &found))
        let vietnamese = try #require(SMSTemplate.read("Chào", file: "t.sms.txt", into: &found))
        let composer = try SMSComposer(
            templates: Translated(english, ["vi": vietnamese]), notice: Sample.notice(),
            conference: Sample.conference(), contacts: [:], settings: Sample.settings())
        let texts = ["vi", "en"].map {
            composer.text(to: Sample.recipient(Sample.contact(language: $0)), answerCode: "")
        }
        #expect(texts == ["Chào", "Hello"])
    }
}
