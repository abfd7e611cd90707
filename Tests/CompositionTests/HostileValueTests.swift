import ConvokeCore
import Foundation
import Testing

@testable import Composition

/// Values are texts: never Mustache, Markdown or HTML, wherever they stand.
@Suite struct HostileValueTests {
    static let values = [
        "<script>alert(1)</script>", "</p><img src=x onerror=alert(1)>", "{{recipient.id}}",
        "{{#sessions}}", "{{{x}}}", "**bold** _em_ `code`", "# heading", "- item", "1. item",
        "[link](https://evil.example)", "![image](https://evil.example/x.png)", "> quote",
        "| a | b |", "&lt;script&gt; &amp; \"quotes\" 'single'", "\\*backslash\\*", "---", "~~~",
        "<https://evil.example>", "https://evil.example", "a\u{202E}b", ".", "..", " .x",
        "From here", "=3D=20", "x=", "trailing space ", "\ttab",
    ]

    @Test("a value stands in both parts exactly as it is")
    func everywhere() throws {
        let body = """
            {{recipient.name}}

            **{{recipient.name}}** and _{{conference.title}}_:

            - {{conference.title}}

            {{recipient.name}} and {{recipient.name}}
            """
        let messages = try Self.values.map { value in
            try Sample.composer(body, conference: Sample.conference(title: value))
                .compose(Sample.letter(Sample.contact(name: value))).bytes
        }
        let mails = try PythonMail.read(messages)
        for (value, mail) in zip(Self.values, mails) {
            #expect(
                mail.part("text/plain")?.text?.replacingOccurrences(of: "\r\n", with: "\n") == """
                    \(value)

                    \(value) and \(value):

                      - \(value)

                    \(value) and \(value)

                    """)
            let safe = escaped(value)
            let html = mail.part("text/html")?.text ?? ""
            #expect(html.contains("<p>\(safe)</p>"))
            #expect(html.contains("<p><strong>\(safe)</strong> and <em>\(safe)</em>:</p>"))
            #expect(html.contains("<li>\(safe)</li>"))
        }
        for message in messages {
            #expect(longestLine(message) <= 78)
            #expect(!hasBareLineEnd(message))
        }
    }

    @Test(
        "a link leads only where links may lead",
        arguments: [
            ("https://a.example/x?b=1&c='2'", "https://a.example/x?b=1&amp;c=&#39;2&#39;"),
            ("https://a.example/Hội nghị", "https://a.example/H%E1%BB%99i%20ngh%E1%BB%8B"),
            ("javascript:alert(1)", ""), ("JAVASCRIPT:alert(1)", ""), (" javascript:x", ""),
            ("data:text/html,x", ""), ("x\" onclick=\"y", "x%22%20onclick=%22y"),
            ("mailto:a@b.example", "mailto:a@b.example"),
        ])
    func links(_ url: String, _ expected: String) throws {
        let documents = [
            Document(
                id: "d", title: "D", source: .link(url), audience: .all, place: Sample.place)
        ]
        let composer = try Sample.composer(
            "{{#documents}}[{{title}}]({{url}}) <{{url}}>{{/documents}}",
            conference: Sample.conference(documents: documents))
        let html = composer.html(Sample.letter())
        #expect(html.contains("<a href=\"\(expected)\">D</a>"))
        #expect(html.contains("<a href=\"\(expected)\">\(escaped(url))</a>"))
        #expect(composer.text(Sample.letter()) == "D <\(url)> \(url)\n")
    }

    @Test("a value within a link's target cannot leave it")
    func withinLink() throws {
        let composer = try Sample.composer(
            "[x](https://a.example/{{recipient.name}}?k={{answer.code}})")
        let letter = Sample.letter(Sample.contact(name: "a\" b>&"), answerCode: "K7")
        let expected = "<a href=\"https://a.example/a%22%20b%3E&amp;?k=K7\">x</a>"
        #expect(composer.html(letter).contains(expected))
        let mail = try PythonMail.read(composer.compose(letter).bytes)
        #expect(mail.part("text/html")?.text?.contains(expected) == true)
    }

    @Test("a change stands in both parts exactly as it is, in a list, a table and the subject")
    func changes() throws {
        let body = """
            {{#changes}}
            - **{{text}}**
            {{/changes}}

            | x | y |
            | --- | --- |
            {{#changes}}
            | {{text}} | [z](https://a.example/{{text}}) |
            {{/changes}}
            """
        let composer = try Sample.composer(body, subject: "{{#changes}}<{{text}}>{{/changes}}")
        let messages = try Self.values.map { value in
            try composer.compose(Sample.letter(changes: [value, "x\(value)"])).bytes
        }
        let mails = try PythonMail.read(messages)
        for (value, mail) in zip(Self.values, mails) {
            let text = mail.part("text/plain")?.text?.replacingOccurrences(of: "\r\n", with: "\n")
            #expect(text?.hasPrefix("  - \(value)\n  - x\(value)\n\n") == true)
            let html = mail.part("text/html")?.text ?? ""
            for change in [value, "x\(value)"].map(escaped) {
                #expect(html.contains("<li><strong>\(change)</strong></li>"))
                #expect(html.contains("<td>\(change)</td>"))
            }
            #expect(html.components(separatedBy: "<a href=\"https://a.example/").count == 3)
            #expect(html.components(separatedBy: "<li>").count == 3)
            #expect(mail.subject == "<\(value)><x\(value)>")
            #expect(mail.defects == [])
        }
    }

    @Test("a line break in a change adds no header and no part")
    func breakingChange() throws {
        let composer = try Sample.composer(
            "{{#changes}}{{text}}{{/changes}}", subject: "{{#changes}}{{text}}{{/changes}}")
        let breaking = "x\r\nBcc: thief@evil.example\r\n\r\n--=_a\r\n.\r\n"
        let messages = try [["x"], [breaking]].map {
            try composer.compose(Sample.letter(changes: $0))
        }
        let mails = try PythonMail.read(messages.map(\.bytes))
        #expect(mails[1].headers.map(\.first) == mails[0].headers.map(\.first))
        #expect(mails[1].parts.count == mails[0].parts.count)
        #expect(mails[1].part("text/plain")?.text?.contains("Bcc: thief@evil.example") == true)
        #expect(messages[1].chunks.allSatisfy { !Message.Chunk($0.bytes).hasLeadingDot })
    }

    @Test("HTML in a template is left out, and its text kept")
    func rawHTML() throws {
        let composer = try Sample.composer(
            "<div onclick=x>\n\n<b>hello</b> <!-- c --> [x](javascript:alert)\n\n</div>")
        let html = composer.html(Sample.letter())
        #expect(html.contains("<p>hello  <a href=\"\">x</a></p>"))
        #expect(!html.contains("onclick"))
    }

    @Test("an empty text opens no section, and hides no field of the same name")
    func emptiness() throws {
        let body = """
            {{#line_tests}}{{#contacts}}{{#email}}{{email}}{{/email}}{{^title}}none{{/title}}\
            [{{title}}]{{/contacts}}{{/line_tests}}{{^venue}}no venue{{/venue}}\
            {{^has_requests}}no requests{{/has_requests}}{{#recipient.unit}}({{.}}){{/recipient.unit}}
            """
        let template = try Sample.template(body)
        let technician = Contact(
            id: "ky-thuat", name: "N", groups: ["ky-thuat"], emails: [], place: Sample.place)
        let composer = try Composer(
            template: template, layout: nil, notice: Sample.notice(),
            conference: Sample.conference(), contacts: ["ky-thuat": technician],
            settings: Sample.settings(), attachments: [:])
        let letter = Sample.letter(technician, address: Sample.address("kt"))
        #expect(composer.text(letter) == "none[]no venueno requests\n")
        let other = Sample.letter(Sample.contact(unit: "UBND"))
        #expect(composer.text(other) == "no requests(UBND)\n")
    }

    private func escaped(_ text: String) -> String {
        var result = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }
}
