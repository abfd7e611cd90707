import ConvokeCore
import Foundation
import Testing

@testable import Composition

@Suite struct ComposerTests {
    private let body = """
        {{recipient.salutation}} **{{recipient.name}}**,

        {{conference.convener}} mời dự *{{conference.title}}*, có mặt trước {{conference.arrive}}.

        | Phiên | Ngày | Từ |
        | --- | --- | --- |
        {{#sessions}}
        | {{title}} | {{day}}, {{date}} | {{start_time}} |
        {{/sessions}}

        {{#has_documents}}
        Tài liệu:

        {{#documents}}
        - {{#url}}[{{title}}]({{url}}){{/url}}{{#file}}{{title}} (gửi kèm: {{file}}){{/file}}
        {{/documents}}
        {{/has_documents}}

        {{#obligations}}
        {{title}}: trước {{due}}, báo {{#report_to}}{{name}} ({{phone}}, {{email}}){{/report_to}}.

        {{/obligations}}
        {{#requests}}
        Đề nghị: {{text}}.
        {{/requests}}
        {{#venue}}Điểm cầu: {{name}}{{#address}}, {{address}}{{/address}}.{{/venue}}
        Mã trả lời: {{answer.code}}
        """

    @Test("a letter reads the same for an independent parser as it was meant")
    func wholeLetter() throws {
        let composer = try Sample.composer(body, subject: "Giấy mời dự {{conference.title}}")
        let mail = try PythonMail.read(composer.compose(Sample.letter()).bytes)
        #expect(mail.defects == [])
        #expect(mail.subject == "Giấy mời dự Hội nghị Văn hóa toàn quốc")
        #expect(mail.fromName == "Văn phòng Tỉnh ủy")
        #expect(mail.toName == "Văn phòng UBND huyện Hương Khê")
        #expect(mail.toAddress == "huongkhe@tinh.example")
        #expect(mail.header("Date") == ["Fri, 19 Nov 2021 08:00:00 +0700"])
        #expect(mail.header("Message-ID") == ["<d17.r1.2f9c@tinh.example>"])
        #expect(mail.header("Reply-To") == ["tra-loi@tinh.example"])
        #expect(mail.header("Auto-Submitted") == ["auto-generated"])
        #expect(mail.header("Content-Language") == ["vi"])
        #expect(mail.header("MIME-Version") == ["1.0"])
        #expect(mail.parts.map(\.type) == ["text/plain", "text/html", "application/pdf"])
        #expect(
            mail.part("text/plain")?.text?.replacingOccurrences(of: "\r\n", with: "\n") == """
                Kính gửi Văn phòng UBND huyện Hương Khê,

                Ban Bí thư mời dự Hội nghị Văn hóa toàn quốc, có mặt trước 15 phút.

                | Phiên | Ngày | Từ |
                | --- | --- | --- |
                | Triển khai Nghị quyết | thứ Tư, 24/11/2021 | 08 giờ 00 |
                | Chiến lược đến năm 2030 | thứ Tư, 24/11/2021 | 14 giờ 00 |

                Tài liệu:

                  - Chương trình <https://tailieu.example/ct.pdf?a=1&b=2>
                  - Maket (gửi kèm: Maket Hội nghị.pdf)

                Đăng ký điểm cầu: trước 09 giờ 00 ngày 23/11/2021, báo Kỹ thuật trực \
                (0900\u{A0}000\u{A0}199, 199, kythuat@tinh.example).

                Điểm cầu: UBND huyện Hương Khê.
                Mã trả lời: K7QX-2M

                """)
        let html = try #require(mail.part("text/html")?.text)
        #expect(html.contains("<strong>Văn phòng UBND huyện Hương Khê</strong>"))
        #expect(html.contains("<a href=\"https://tailieu.example/ct.pdf?a=1&amp;b=2\">Chương"))
        #expect(html.contains("<td>Triển khai Nghị quyết</td>"))
        #expect(html.contains("<title>Giấy mời dự Hội nghị Văn hóa toàn quốc</title>"))
        #expect(html.contains("<html lang=\"vi\">"))
        #expect(mail.part("application/pdf")?.fileName == "Maket Hội nghị.pdf")
        #expect(
            mail.part("application/pdf")?.bytes.flatMap { Data(base64Encoded: $0) }
                == Data(Sample.maket.bytes))
    }
}
