import ConvokeCore
import Foundation
import Testing

@testable import Composition

@Suite struct HeaderTests {
    static let names = [
        "Office", "Office of the Committee", "Smith, John", "O'Brien & Sons (Ltd.)",
        "Đồng chí Nguyễn Văn A", "\"Quoted\" name", "back\\slash", "a <b@c.example>", "a@b.example",
        "=?utf-8?q?fake?=", "=?utf-8?q?fake?= và thật", "  spaces  ", "two  spaces",
        "right-to-left \u{202E}mark\u{200F}", "עברית, ועוד", "😀👩‍👩‍👧‍👦 gia đình",
        "Cộng hòa ".decomposedStringWithCanonicalMapping, "tab\there", "semi;colon:group",
        "e\u{301}", "_underscore_ =3D", ".", "\u{FEFF}mark",
    ]

    @Test("display names and subjects read back exactly")
    func namesAndSubjects() throws {
        let messages = try Self.names.map { name in
            let composer = try Sample.composer(
                "x", subject: "Về: {{conference.title}}",
                conference: Sample.conference(title: name))
            return try composer.compose(Sample.letter(Sample.contact(name: name))).bytes
        }
        for (name, mail) in zip(Self.names, try PythonMail.read(messages)) {
            #expect(Array(mail.toName.unicodeScalars) == Array(name.unicodeScalars))
            #expect(mail.toAddress == "huongkhe@tinh.example")
            #expect(Array(mail.subject.unicodeScalars) == Array("Về: \(name)".unicodeScalars))
        }
    }

    @Test(
        "a text of 300 characters stays within its lines",
        arguments: ["ệ", "a", "a b ", "😀", "=", "日本", "Hội nghị, "])
    func longTexts(_ piece: String) throws {
        let text = String(repeating: piece, count: 300 / piece.count)
            .trimmingCharacters(in: .whitespaces)
        let composer = try Sample.composer("x", subject: "{{recipient.name}}")
        let message = try composer.compose(Sample.letter(Sample.contact(name: text))).bytes
        #expect(longestLine(message) <= 78)
        let mail = try PythonMail.read(message)
        #expect(mail.toName == text)
        #expect(mail.subject == text)
    }

    @Test("an ASCII subject that fits is left readable")
    func plainSubject() throws {
        let composer = try Sample.composer("x", subject: "Invitation: a conference")
        let text = String(decoding: try composer.compose(Sample.letter()).bytes, as: UTF8.self)
        #expect(text.contains("\r\nSubject: Invitation: a conference\r\n"))
    }

    @Test(
        "a value with a line break in it adds no header",
        arguments: [
            "x\r\nBcc: thief@evil.example", "x\nBcc: thief@evil.example",
            "x\rBcc: thief@evil.example", "x\r\n\r\n<script>", "x\0y",
            "x\u{2028}Bcc: thief@evil.example", "x\u{85}Bcc: thief@evil.example",
            "\r\n.\r\nQUIT\r\n", "?=\r\nBcc: thief@evil.example",
        ])
    func injection(_ value: String) throws {
        let address = EmailAddress(
            localPart: "a\(value)", domain: "b\(value)", asciiDomain: "b\(value)")
        let letter = Letter(
            recipient: Sample.recipient(Sample.contact(name: value, language: value)),
            address: address, messageID: "id\(value)@x", date: Sample.date, answerCode: value,
            inReplyTo: ["first@x", "second\(value)@x"])
        let composer = try Sample.composer(
            "{{recipient.name}} {{organisation.name}}", subject: "{{recipient.name}}",
            attach: "a.pdf", conference: Sample.conference(title: value),
            settings: Sample.settings(organisation: value, from: value, replyTo: address),
            attachments: [
                "a.pdf": Attachment(
                    name: "a\(value).pdf", bytes: [1], mediaType: "application/\(value)")
            ])
        let bytes = try composer.compose(letter).bytes
        let mail = try PythonMail.read(bytes)
        #expect(
            mail.headers.map { $0[0] } == [
                "Date", "From", "Reply-To", "To", "Subject", "Message-ID", "In-Reply-To",
                "References", "MIME-Version", "Auto-Submitted", "Content-Type",
            ])
        #expect(mail.parts.map(\.type) == ["text/plain", "text/html", "application/octet-stream"])
        #expect(!hasBareLineEnd(bytes))
    }

    @Test("a local part outside ASCII stays UTF-8 and the message says so")
    func internationalAddress() throws {
        let composer = try Sample.composer("x")
        let address = EmailAddress(
            localPart: "vănphòng", domain: "tỉnh.example", asciiDomain: "xn--tnh-2ma.example")
        let message = try composer.compose(Sample.letter(address: address))
        #expect(!message.isSevenBit)
        let text = String(decoding: message.bytes, as: UTF8.self)
        #expect(text.contains("<vănphòng@xn--tnh-2ma.example>\r\n"))
        #expect(try composer.compose(Sample.letter()).isSevenBit)
        #expect(try composer.compose(Sample.letter()).bytes.allSatisfy { $0 < 0x80 })
    }

    @Test("an answer names the letters that it follows")
    func thread() throws {
        let composer = try Sample.composer("x")
        let letter = Sample.letter(inReplyTo: ["a@x.example", "b@x.example"])
        let mail = try PythonMail.read(composer.compose(letter).bytes)
        #expect(mail.header("In-Reply-To") == ["<b@x.example>"])
        #expect(mail.header("References") == ["<a@x.example> <b@x.example>"])
        let alone = try PythonMail.read(composer.compose(Sample.letter()).bytes)
        #expect(alone.header("In-Reply-To") == [])
    }

    @Test("an address that no mail can carry is a problem")
    func tooLong() throws {
        let address = Sample.address(String(repeating: "a", count: 400))
        let problem = #expect(throws: Problem.self) {
            try Sample.composer("x").compose(Sample.letter(address: address))
        }
        #expect(problem?.what == "A mail address is longer than mail can carry")
    }

    @Test(
        "a date is written as mail has it",
        arguments: [
            ("2021-11-19T08:00:00+07:00", "Asia/Ho_Chi_Minh", "Fri, 19 Nov 2021 08:00:00 +0700"),
            ("2024-02-29T23:59:59Z", "UTC", "Thu, 29 Feb 2024 23:59:59 +0000"),
            ("2024-07-01T12:00:00Z", "America/St_Johns", "Mon, 1 Jul 2024 09:30:00 -0230"),
        ])
    func date(_ instant: String, _ zone: String, _ expected: String) throws {
        let date = try #require(Instant.parse(instant))
        #expect(MailDate.text(date, in: try #require(TimeZone(identifier: zone))) == expected)
    }
}

/// Without its line end.
func longestLine(_ message: [UInt8]) -> Int {
    String(decoding: message, as: UTF8.self).components(separatedBy: "\r\n")
        .map(\.utf8.count).max() ?? 0
}

func hasBareLineEnd(_ message: [UInt8]) -> Bool {
    message.indices.contains { index in
        (message[index] == 10 && (index == 0 || message[index - 1] != 13))
            || (message[index] == 13
                && (index + 1 == message.count || message[index + 1] != 10))
            || message[index] == 0
    }
}
