import ConvokeCore
import Foundation
import Testing

@testable import Composition

/// The letters that go out where the conference file has no notice for them.
@Suite struct BuiltInTemplateTests {
    private func composer(_ kind: Notice.Kind) throws -> Composer {
        try Composer(
            templates: kind == .correction
                ? BuiltInTemplate.correction() : BuiltInTemplate.cancellation(),
            layout: nil, notice: Sample.notice(kind: kind), conference: Sample.conference(),
            contacts: [:], settings: Sample.settings(), attachments: [:])
    }

    private func letter(_ language: String, _ changes: [String] = []) -> Letter {
        let contact =
            language == "vi"
            ? Sample.contact()
            : Contact(
                id: "office", name: "District Office", salutation: "Dear", venue: "tinh",
                groups: [], emails: [Sample.address("office")], language: language,
                place: Sample.place)
        return Sample.letter(contact, changes: changes)
    }

    @Test("a correction in Vietnamese")
    func vietnameseCorrection() throws {
        let composer = try composer(.correction)
        let letter = letter(
            "vi", ["Phiên sáng bắt đầu lúc 09 giờ 00.", "Địa điểm: Hội trường B & C."])
        #expect(
            composer.subject(letter) == "Đính chính: Hội nghị Văn hóa toàn quốc, ngày 24/11/2021")
        #expect(
            composer.text(letter) == """
                Đính chính

                Kính gửi Văn phòng UBND huyện Hương Khê,

                Văn phòng Tỉnh ủy trân trọng thông báo một số nội dung điều chỉnh so với thông tin \
                đã gửi về Hội nghị Văn hóa toàn quốc như sau:

                  - Phiên sáng bắt đầu lúc 09 giờ 00.
                  - Địa điểm: Hội trường B & C.

                Các nội dung khác đã thông báo không thay đổi.

                Thời gian, địa điểm sau điều chỉnh

                  - 08 giờ 00 – 11 giờ 30, ngày\u{A0}24/11/2021: Triển khai Nghị quyết.
                  - 14 giờ 00 – 17 giờ 00, ngày\u{A0}24/11/2021: Chiến lược đến năm 2030.

                Địa điểm: UBND huyện Hương Khê.

                Khi trả lời qua thư điện tử hoặc điện thoại, đề nghị nêu mã trả lời K7QX-2M.

                Trân trọng.

                Văn phòng Tỉnh ủy

                """)
        #expect(composer.html(letter).contains("<li>Địa điểm: Hội trường B &amp; C.</li>"))
    }

    @Test("a correction in English, for all other languages", arguments: ["en", "fr"])
    func englishCorrection(_ language: String) throws {
        let composer = try composer(.correction)
        let letter = letter(language, ["The first session begins at 09:00."])
        #expect(
            composer.subject(letter) == "Correction: Hội nghị Văn hóa toàn quốc, 24 November 2021")
        #expect(
            composer.text(letter) == """
                Correction

                Dear District Office,

                Văn phòng Tỉnh ủy wishes to inform you of the following changes to what you were \
                sent about Hội nghị Văn hóa toàn quốc:

                  - The first session begins at 09:00.

                All else that you were sent remains as it was.

                The conference as it now stands

                  - 08:00–11:30, 24 November 2021: Triển khai Nghị quyết.
                  - 14:00–17:00, 24 November 2021: Chiến lược đến năm 2030.

                Venue: Hội trường tỉnh (1 Hoà Bình).

                When you answer by mail or telephone, please give the code K7QX-2M.

                Yours faithfully,

                Văn phòng Tỉnh ủy

                """)
    }

    @Test("a cancellation in Vietnamese")
    func vietnameseCancellation() throws {
        let composer = try composer(.cancellation)
        #expect(
            composer.subject(letter("vi"))
                == "Thông báo hủy: Hội nghị Văn hóa toàn quốc, ngày 24/11/2021")
        #expect(
            composer.text(letter("vi")) == """
                Thông báo về việc hủy tổ chức Hội nghị

                Kính gửi Văn phòng UBND huyện Hương Khê,

                Văn phòng Tỉnh ủy trân trọng thông báo: Hội nghị Văn hóa toàn quốc, dự kiến tổ \
                chức ngày\u{A0}24/11/2021, không tổ chức theo kế hoạch đã thông báo.

                Giấy mời và các thông báo, tài liệu đã gửi không còn hiệu lực. Đề nghị quý cơ \
                quan, đơn vị không tiếp tục thực hiện việc đăng ký, báo cáo, chạy thử đường truyền \
                phục vụ Hội nghị này.

                Khi trả lời qua thư điện tử hoặc điện thoại, đề nghị nêu mã trả lời K7QX-2M.

                Trân trọng.

                Văn phòng Tỉnh ủy

                """)
    }

    @Test("a cancellation in English, with its reason")
    func englishCancellation() throws {
        let composer = try composer(.cancellation)
        let letter = letter("en", ["A storm is forecast."])
        #expect(
            composer.subject(letter) == "Cancelled: Hội nghị Văn hóa toàn quốc, 24 November 2021")
        #expect(
            composer.text(letter) == """
                Notice of cancellation

                Dear District Office,

                Văn phòng Tỉnh ủy regrets to inform you that Hội nghị Văn hóa toàn quốc, planned \
                for 24 November 2021, has been cancelled.

                  - A storm is forecast.

                What you were sent about it no longer applies; you need not register, report or \
                test lines for it.

                When you answer by mail or telephone, please give the code K7QX-2M.

                Yours faithfully,

                Văn phòng Tỉnh ủy

                """)
    }

    @Test("what is not there leaves no gap", arguments: ["vi", "en"])
    func absent(_ language: String) throws {
        let contact = Contact(
            id: "x", name: "N", groups: [], emails: [Sample.address("x")], language: language,
            place: Sample.place)
        for kind in [Notice.Kind.correction, .cancellation] {
            let composer = try composer(kind)
            let text = composer.text(Sample.letter(contact, answerCode: ""))
            #expect(text.contains("\n\nN,\n\n"))
            #expect(!text.contains("\n\n\n"))
            #expect(!text.replacingOccurrences(of: "\n  - ", with: "").contains("  "))
            #expect(!text.contains(language == "vi" ? "mã trả lời" : "the code"))
            #expect(!text.contains(language == "vi" ? "ịa điểm" : "Venue:"))
        }
    }
}
