import ConvokeCore
import MailFuzz
import Testing

@testable import Inbox

@Suite("What the author of a reply wrote")
struct ReplyTextTests {
    private static let own = "Sẽ tham dự.\n\nVăn An"

    /// Under each of these is the quoted invitation.
    private static let introductions = [
        "On Mon, 8 Nov 2021 at 08:00, Office <office@office.example> wrote:",
        "On Mon, 8 Nov 2021 at 08:00, Office of the conference\n<office@office.example>\nwrote:",
        "Vào Th 2, 8 thg 11, 2021 vào lúc 08:00 Văn phòng <office@office.example>\nđã viết:",
        "Vào 08:00, Th 2, 8 thg 11, 2021 Văn phòng <office@office.example> đã viết:",
        "Ngày 8/11/2021 lúc 08:00, Văn phòng viết:",
        "2021-11-08 8:00 GMT+07:00 Office <office@office.example>:",
        "Am 08.11.2021 um 08:00 schrieb Office:",
        "Le lun. 8 nov. 2021 à 08:00, Office <office@office.example> a écrit :",
    ]

    private static let endings = [
        "-----Original Message-----\nFrom: Office\nSent: Monday",
        "----- Tin nhắn gốc -----", "---------- Forwarded message ---------",
        "________________________________\nFrom: Office", "________________________________",
        "From: Office <office@office.example>\nSent: Monday, November 8, 2021 8:00 AM\nTo: Unit\nSubject: Invitation",
        "*From:* Office\n*Date:* Monday\n*Subject:* Invitation",
        "Từ: Văn phòng <office@office.example>\nĐã gửi: Thứ Hai\nĐến: Đơn vị\nChủ đề: Giấy mời",
        "Từ: Văn phòng\n\nNgày: 8/11\n\nTới: Đơn vị", "-- \nOffice", "--\nOffice",
    ]

    @Test("is above what introduces the quoted mail", arguments: introductions + endings)
    func above(_ mark: String) {
        for quoted in ["Please confirm attendance.\nMã: K7QF-3MXA\n", "> Please\n> confirm\n"] {
            let text = "\(Self.own)\n\n\(mark)\n\n\(quoted)"
            #expect(ReplyText(plain: text).words == Self.own)
            #expect(ReplyText(plain: text).whole == text)
        }
    }

    @Test("is below or between what is quoted line by line", arguments: introductions)
    func below(_ mark: String) {
        let text =
            "\(mark)\n\n> Please confirm\n>\n>> attendance.\n\nSẽ tham dự.\n\n> Mã: 1\n\nVăn An\n"
        #expect(ReplyText(plain: text).words == "Sẽ tham dự.\n\n\nVăn An")
    }

    @Test(
        "is without what telephones write under it",
        arguments: [
            "Sent from my iPhone", "Đã gửi từ iPhone của tôi", "Được gửi từ iPad của tôi",
            "Gửi từ Outlook", "Get Outlook for Android", "Tải Outlook cho iOS",
        ])
    func devices(_ line: String) {
        #expect(ReplyText(plain: "\(Self.own)\n\n\(line)\n").words == Self.own)
    }

    @Test(
        "stays where nothing is quoted",
        arguments: [
            "Sẽ tham dự:\n12 điểm cầu", "On Monday we will attend", "From: 8h\nwe are there",
            "Từ: ngày mai\nchúng tôi đi", "a - b -- c", "---\na", "Danh sách:\n1. A\n2. B",
            "Ngày 8/11 chúng tôi sẽ tham dự, gồm:\n- A",
        ])
    func stays(_ text: String) {
        #expect(ReplyText(plain: text).words == text)
    }

    private static let marks = [
        "<div class=\"gmail_quote\"><div class=gmail_attr>x</div><div>Please confirm</div></div>",
        "<blockquote type='cite'><div><blockquote>a</blockquote>Please confirm</div></blockquote>",
        "<div id=\"divRplyFwdMsg\"><b>From:</b></div><div>Please confirm</div>",
        "<div id='x_appendonsend'></div><hr><div>Please confirm</div>",
        "<div id=mail-editor-reference-message-container><p>Please confirm</p></div>",
        "<div class='yahoo_quoted x'>Please confirm</div>",
        "<div><b>Từ:</b> A</div><div><b>Đã gửi:</b> B</div><div><b>Đến:</b> C</div>Please confirm",
        "<p>-----Original Message-----</p><p>Please confirm</p>",
    ]

    @Test("is found in HTML that marks what it quotes", arguments: marks)
    func html(_ mark: String) {
        let mail = opened("Content-Type: text/html\n\n<p>Sẽ tham dự.</p>\(mark)")
        #expect(ReplyText(mail).words == "Sẽ tham dự.")
        #expect(ReplyText(mail).whole.contains("confirm"))
    }

    @Test("below a quotation in HTML stays")
    func belowInHTML() {
        let mail = opened(
            "Content-Type: text/html\n\n<div class=gmail_quote><div>a</div></div><p>Sẽ tham dự.</p>"
        )
        #expect(ReplyText(mail).words == "Sẽ tham dự.")
    }

    @Test("is the plain text before the HTML, no attachment, and never empty where there is HTML")
    func whichPart() {
        func words(_ parts: [(String, String)]) -> String {
            let body = parts.map { "--b\n\($0.0)\n\n\($0.1)\n" }.joined()
            return ReplyText(opened("Content-Type: multipart/mixed; boundary=b\n\n\(body)--b--"))
                .words
        }
        let (plain, html) = ("Content-Type: text/plain", "Content-Type: text/html")
        let attached = "Content-Disposition: attachment"
        #expect(words([(html, "<p>b"), (plain, "a")]) == "a")
        #expect(words([(plain, " \n"), (html, "<p>b")]) == "b")
        #expect(words([(attached, "c"), (html, "<p>b")]) == "b")
        #expect(words([(attached, "c")]) == "")
        #expect(words([("Content-Type: message/rfc822", "\nd")]) == "")
    }

    @Test("means what it means, and the code is found in what it quotes")
    func together() throws {
        let code = AnswerCode([1, 2, 3, 4, 5, 6, 7])
        let text =
            "Subject: Re\n\nXác nhận tham dự.\n\n> Mã: \(code.text)\n> Không dự được thì báo lại\n"
        let mail = opened(text)
        #expect(ReplyMeaning(ReplyText(mail).words) == .accepts([.attends]))
        #expect(ReplyText.codes(in: mail) == [code])
        #expect(ReplyText.codes(in: opened("Subject: Re: \(code.text)\n\nok")) == [code])
        let seed = SeedMails.all.first { $0.name == "html" }?.text ?? ""
        #expect(ReplyMeaning(ReplyText(opened(seed)).words) == .declines)
    }

    @Test("is found in time that grows as the text does")
    func long() {
        for line in ["On 1 x\n", "On 1 wrote:\n", "> a\n", "From: a\n", "-\n", "\n", "a:\n", "x"] {
            let text = String(repeating: line, count: 20_000)
            #expect(ReplyText(plain: text).words.utf8.count <= text.utf8.count)
        }
    }
}
