import ConvokeCore
import Foundation
import Testing

@testable import Composition

/// The templates of the workspace that comes with the program.
@Suite struct SampleTemplateTests {
    static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("templates")
    static let names =
        (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []

    @Test("each of them can be read", arguments: names.sorted())
    func reads(_ name: String) throws {
        let text = try String(
            contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
        var found: [Problem] = []
        if name.hasSuffix(".md") {
            #expect(TemplateFile.read(text, file: name, into: &found)?.file == name)
        } else if name.hasSuffix(".sms.txt") {
            #expect(SMSTemplate.read(text, file: name, into: &found)?.file == name)
        } else if name == "layout.html" {
            #expect(Layout.read(text, file: name, into: &found)?.file == name)
        }
        #expect(found == [])
    }

    @Test("a correction and a cancellation say what they are to say")
    func corrections() throws {
        let changes = ["Phiên chiều bắt đầu lúc 14 giờ 30.", "Thêm một buổi chạy thử."]
        let list = "\n\n" + changes.map { "  - \($0)\n" }.joined() + "\n"
        for (name, word) in [("dinh-chinh.md", "Đính chính"), ("huy.md", "Thông báo hủy")] {
            let composer = try composer(name)
            let text = composer.text(Sample.letter(changes: changes))
            #expect(text.contains(list))
            #expect(text.contains("mã trả lời K7QX-2M."))
            #expect(text.hasSuffix("T/L BAN THƯỜNG VỤ\nCHÁNH VĂN PHÒNG\n"))
            #expect(!text.contains("\n\n\n"))
            let plain = composer.text(Sample.letter())
            #expect(!plain.contains("\n\n\n"))
            #expect(!plain.contains("như sau"))
            #expect(
                composer.subject(Sample.letter())
                    == "\(word): Hội nghị Văn hóa toàn quốc, ngày 24/11/2021")
        }
    }

    private func composer(_ name: String) throws -> Composer {
        let text = try String(
            contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
        var found: [Problem] = []
        guard let template = TemplateFile.read(text, file: name, into: &found) else {
            throw Problems(found)
        }
        return try Composer(
            template: template, layout: nil, notice: Sample.notice(kind: .correction),
            conference: Sample.conference(), contacts: [:], settings: Sample.settings(),
            attachments: [:])
    }
}
