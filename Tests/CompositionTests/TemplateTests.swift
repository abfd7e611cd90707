import ConvokeCore
import Testing

@testable import Composition

@Suite struct TemplateTests {
    private let head = "---\nsubject: Giấy mời\n---\n"

    @Test("a misspelt field is named with its line and the nearest one")
    func unknownField() {
        #expect(
            problems(in: head + "Kính gửi\n{{recipient.nam}}") == [
                Problem(
                    .file, "{{recipient.nam}} is not a field that Convoke knows here",
                    at: Place("templates/t.md", line: 5), found: "recipient.nam",
                    expected: "recipient.name",
                    fix: "Write {{recipient.name}} if that is what you mean.")
            ])
    }

    @Test("a field that resembles none is refused without a guess")
    func strangeField() {
        #expect(
            problems(in: head + "{{qwertyuiop}}") == [
                Problem(
                    .file, "{{qwertyuiop}} is not a field that Convoke knows here",
                    at: Place("templates/t.md", line: 4), found: "qwertyuiop",
                    fix: "Delete it, or write one of the fields that docs/templates.md lists.")
            ])
    }

    @Test("what no recipient would see is checked too")
    func unseen() {
        let body = "{{#requests}}\n{{#has_documents}}\n{{txet}}\n{{/has_documents}}\n{{/requests}}"
        let found = problems(in: head + body)
        #expect(found.map(\.place?.line) == [6])
        #expect(found.first?.expected == "text")
        #expect(found.first?.fix == "Write {{text}} if that is what you mean.")
    }

    @Test("every problem of a template is found at once")
    func everything() {
        let text = """
            ---
            subjct: x
            attach: [a.pdf]
            attach: b.pdf
            subject: "{{conference.titel}}"
            ---
            {{#sesions}}
            {{recipient.name
            {{/sesions}}
            {{> head}} {{{recipient.name}}} {{&recipient.name}} {{=<% %>=}} {{% CONTENT_TYPE:TEXT}}
            {{sessions}} {{has_requests}} {{recipient}} {{.}}
            {{/venue}}
            {{#venue}}
            """
        #expect(
            problems(in: text).map { "\($0.place?.line ?? 0): \($0.what)" } == [
                "2: \"subjct\" is not a setting of a template",
                "4: \"attach\" is given twice",
                "5: {{conference.titel}} is not a field that Convoke knows here",
                "7: {{#sesions}} is not a field that Convoke knows here",
                "8: A field is opened with {{ and not closed on the same line",
                "10: {{> head}} is a form of field that templates here do not have",
                "10: {{{recipient.name}}} would put a field into the letter as HTML",
                "10: {{&recipient.name}} would put a field into the letter as HTML",
                "10: {{=<% %>=}} is a form of field that templates here do not have",
                "10: {{% CONTENT_TYPE:TEXT}} is a form of field that templates here do not have",
                "11: {{sessions}} stands for a list and can only open a section",
                "11: {{has_requests}} is a yes or no and can only open a section",
                "11: {{recipient}} stands for several fields and can only open a section",
                "11: {{.}} is not a field that Convoke knows here",
                "12: {{/venue}} closes a section that is not open",
                "13: The section {{#venue}} is not closed",
            ])
    }

    @Test("a section closed by another's name is explained")
    func wrongEnd() {
        #expect(
            problems(in: head + "{{#sessions}}\n{{title}}\n{{/documents}}\n{{/sessions}}") == [
                Problem(
                    .file, "{{/documents}} closes a section other than the one that is open",
                    at: Place("templates/t.md", line: 6), found: "{{/documents}}",
                    expected: "{{/sessions}}, for the section that begins in line 4",
                    fix: "Write {{/sessions}} here.")
            ])
    }

    @Test(
        "head lines that cannot be understood are problems",
        arguments: [
            ("no head", "The template does not say what the mail's subject is"),
            ("---\nsubject: x\n", "The lines at the head of the template are not closed"),
            ("---\nattach: a\n---\n", "The template does not say what the mail's subject is"),
            ("---\nsubject:\n---\n", "The template does not say what the mail's subject is"),
            ("---\nsubject: \"x\n---\n", "A line at the head of the template cannot be read"),
            ("---\nsubject: [x]\n---\n", "A line at the head of the template cannot be read"),
            ("---\nsubject: |\n  x\n---\n", "A line at the head of the template cannot be read"),
            ("---\nsubject: x\n- a\n---\n", "A line at the head of the template cannot be read"),
        ])
    func head(_ text: String, _ what: String) {
        #expect(problems(in: text).first?.what == what)
    }

    @Test(
        "a head is read in all its forms",
        arguments: [
            "---\nsubject: Giấy mời\nattach: a.pdf\n---\nx",
            "\u{FEFF}---\r\nsubject: \"Giấy mời\"\r\nattach: [\"a.pdf\"]\r\n---\r\nx",
            "---\n# a comment\n\nattach:\n  - 'a.pdf'\nsubject: 'Giấy mời'\n---\nx",
        ])
    func forms(_ text: String) throws {
        var found: [Problem] = []
        let template = TemplateFile.read(text, file: "t.md", into: &found)
        #expect(found == [])
        #expect(template?.attachmentPaths == ["a.pdf"])
        #expect(template.map { "\($0.subject)" } == "Giấy mời")
    }

    @Test("a template about an obligation does not fit a notice about none")
    func absentSubject() {
        let thrown = #expect(throws: Problems.self) {
            try Sample.composer("{{obligation.title}}{{#obligation}}{{due}}{{/obligation}}")
        }
        #expect(
            thrown?.list == [
                Problem(
                    .file,
                    "The notice \"giay-moi\" is not about an obligation, but its template names one",
                    at: Place("templates/t.md", line: 4), found: "{{obligation.title}}",
                    fix: "Give the notice `about: ID` in conferences/van-hoa.yaml, line 7, or put "
                        + "the text between {{#obligation}} and {{/obligation}}.")
            ])
    }

    @Test("a contact who is not in the book stops the letter that names it")
    func unknownContact() throws {
        let template = try Sample.template(
            "{{#line_tests}}{{#contacts}}{{name}}{{/contacts}}{{/line_tests}}")
        let thrown = #expect(throws: Problems.self) {
            try Composer(
                template: template, layout: nil, notice: Sample.notice(),
                conference: Sample.conference(), contacts: [:], settings: Sample.settings(),
                attachments: [:])
        }
        #expect(thrown?.list.map(\.what) == ["\"ky-thuat\" is not in the contact book"])
        #expect(thrown?.list.map(\.place) == [Sample.place.field("call")])
    }

    @Test("a layout needs a place for the text, in three braces")
    func layout() {
        var found: [Problem] = []
        #expect(Layout.read("<p>{{subject}}</p>", file: "l.html", into: &found)?.file == nil)
        #expect(Layout.read("<p>{{body}}</p>", file: "l.html", into: &found)?.file == nil)
        #expect(Layout.read("{{{subject}}}{{{body}}}", file: "l.html", into: &found)?.file == nil)
        #expect(Layout.read("<p>{{{body}}}</p>", file: "l.html", into: &found)?.file == "l.html")
        #expect(
            found.map(\.what) == [
                "The layout has no place for the letter's text",
                "The letter's text needs three braces in the layout",
                "{{{subject}}} would put a field into the letter as HTML",
            ])
    }

    @Test("a text message has fields and no Markdown")
    func sms() throws {
        var found: [Problem] = []
        let template = try #require(
            SMSTemplate.read(
                "{{recipient.name}}: *{{conference.title}}* & {{answer.code}}\n", file: "t.sms.txt",
                into: &found))
        let composer = try SMSComposer(
            template: template, notice: Sample.notice(),
            conference: Sample.conference(title: "<A & B>"), contacts: [:],
            settings: Sample.settings())
        let recipient = Sample.recipient(Sample.contact(name: "{{x}} 'y'"))
        #expect(
            composer.text(to: recipient, answerCode: "K7") == "{{x}} 'y': *<A & B>* & K7")
        #expect(SMSTemplate.read("{{recipient.nme}}", file: "t.sms.txt", into: &found)?.file == nil)
        #expect(found.map(\.expected) == ["recipient.name"])
    }
}
