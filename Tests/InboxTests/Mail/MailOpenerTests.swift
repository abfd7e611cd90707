import MailFuzz
import Testing

@testable import Inbox

@Suite("An opened mail")
struct MailOpenerTests {
    private func seed(_ name: String) -> IncomingMail {
        opened(SeedMails.all.first { $0.name == name }?.text ?? "")
    }

    @Test("has its header decoded and its text in UTF-8 with LF")
    func plain() {
        let mail = seed("plain")
        #expect(mail.subject == "Re: Xác nhận tham dự")
        #expect(mail.header.first("FROM") == "Đơn vị Am <reply@unit.example>")
        #expect(mail.body.type.description == "text/plain")
        #expect(mail.texts.first?.hasPrefix("Đơn vị xác nhận tham dự đầy đủ.\n\nVào") == true)
        #expect(mail.cuts.isEmpty)
    }

    @Test("has its alternatives as parts, whatever they are wrapped in")
    func alternative() {
        let parts = seed("alternative").body.parts
        #expect(parts.map(\.type.subtype) == ["plain", "html"])
        #expect(parts[0].text == "Đã nhận, đơn vị đăng ký 12 điểm cầu.\n")
        #expect(parts[1].text?.hasPrefix("<div>Đã nhận.</div><div class=\"gmail_quote\">") == true)
    }

    @Test("has the parts of a report: a text, the report as a text, the returned mail as a mail")
    func report() throws {
        let mail = seed("report")
        #expect(mail.body.type.parameters["report-type"] == "delivery-status")
        let parts = mail.body.parts
        #expect(parts.count == 3)
        #expect(parts[0].text == "The address does not exist.\n")
        #expect(parts[1].type.description == "message/delivery-status")
        #expect(
            parts[1].text?.contains("Diagnostic-Code: smtp; 550 5.1.1 no such\n address\n") == true)
        let returned = try #require(parts[2].message)
        #expect(returned.subject == "Giấy mời")
        #expect(returned.body.parts.map(\.text) == ["The invitation.", nil])
        #expect(returned.body.parts[1].octets == Array("%PDF-1.4\n".utf8))
    }

    @Test("has attachments with their names, and knows them from what is to be read")
    func attachments() {
        let parts = seed("attachments").body.parts
        #expect(parts.map(\.isAttachment) == [false, true, true])
        #expect(parts.map(\.fileName) == [nil, "Danh sách đại bieu.xls", "DS.csv"])
        #expect(parts[1].octets == Array(0...9))
        #expect(parts[2].text == "a,b\n1,2")
    }

    @Test("keeps the method of a calendar, and the case of parameters' values")
    func calendar() {
        let body = seed("calendar").body
        #expect(
            body.type == MediaType("text", "calendar", ["method": "REPLY", "charset": "UTF-8"]))
        #expect(body.text?.hasPrefix("BEGIN:VCALENDAR\nMETHOD:REPLY\n") == true)
    }

    @Test("has receipts and returned headers as texts")
    func receipt() {
        let parts = seed("receipt").body.parts
        #expect(parts.count == 3)
        #expect(parts.allSatisfy { $0.text != nil })
        #expect(parts[2].text?.hasPrefix("Subject: invitation\n") == true)
    }

    @Test("holds the mail that is its whole body, and those of a digest")
    func messages() {
        #expect(seed("forwarded").body.message?.subject == "invitation")
        let digest = seed("digest").body.parts
        #expect(digest.map { $0.message?.subject } == ["one", "two"])
    }

    @Test(
        "is the same with line ends of any system",
        arguments: ["\n", "\r\n", "\r\r\n"])
    func lineEnds(_ end: String) {
        for (name, text) in SeedMails.all {
            let mail = opened(Array(text.replacing("\n", with: end).utf8))
            #expect(mail.header == opened(text).header, "\(name)")
            #expect(mail.texts == opened(text).texts, "\(name)")
        }
    }

    @Test(
        "holds the mail inside it also where that is encoded, or only said to be",
        arguments: ["message/rfc822", "message/global"])
    func encodedMessage(_ type: String) {
        let head = "Content-Type: \(type)\nContent-Transfer-Encoding: "
        let encoded = opened(head + "base64\n\nU3ViamVjdDogw6EKCnRleHQ=\n")
        #expect(encoded.body.message?.subject == "á")
        let quoted = opened(head + "quoted-printable\n\nSubject: =C3=A1\n\nte=\nxt\n")
        #expect(quoted.body.message?.subject == "á")
        #expect(quoted.body.message?.texts == ["text\n"])
        let claimed = opened(head + "base64\n\nSubject: x\n\ntext\n")
        #expect(claimed.body.message?.subject == "x")
    }

    @Test(
        "of other message types are texts",
        arguments: [
            "message/partial; id=1; number=1; total=2", "message/external-body; access-type=url",
            "message/feedback-report", "message/global-delivery-status", "message/global-headers",
            "message/disposition-notification", "text/rfc822-headers", "text/x-anything",
        ])
    func texts(_ type: String) {
        #expect(opened("Content-Type: \(type)\n\nA: b\n").texts == ["A: b\n"])
    }

    @Test("leaves uuencode as it is")
    func uuencode() {
        let text = "begin 644 a.txt\n#86)C\n`\nend\n"
        #expect(opened("Content-Transfer-Encoding: x-uuencode\n\n" + text).texts == [text])
    }
}
