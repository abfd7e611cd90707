import ConvokeCore
import Foundation
import Testing

@testable import Composition

@Suite struct AttachmentTests {
    @Test(
        "a file's name and bytes arrive as they are",
        arguments: [
            "plan.pdf", "Chương trình Hội nghị.pdf", "a \"quoted\" name.docx", "semi;colon=x.csv",
            "x'y%41.txt", String(repeating: "Nghị quyết ", count: 27) + ".pdf", "😀.png",
            "no ending", "bidi\u{202E}fdp.exe", "back\\slash.pdf",
        ])
    func names(_ name: String) throws {
        let content = (0..<1000).map { UInt8(truncatingIfNeeded: $0 * 7) }
        let composer = try Sample.composer(
            "x", attach: "a.bin", attachments: ["a.bin": Attachment(name: name, bytes: content)])
        let bytes = try composer.compose(Sample.letter()).bytes
        let part = try #require(try PythonMail.read(bytes).parts.last)
        #expect(part.fileName == name)
        #expect(part.bytes.flatMap { Data(base64Encoded: $0) } == Data(content))
        #expect(part.defects == [])
        #expect(longestLine(bytes) <= 78)
    }

    @Test("bytes of every length survive base64", arguments: [0, 1, 2, 3, 56, 57, 58, 114, 115])
    func lengths(_ count: Int) throws {
        let content = [UInt8](repeating: 0xFE, count: count)
        let part = Attachment(name: "x.bin", bytes: content).part.bytes
        let text = String(decoding: part, as: UTF8.self)
        let encoded = try #require(text.components(separatedBy: "\r\n\r\n").last)
        #expect(
            encoded.replacingOccurrences(of: "\r\n", with: "")
                == Data(content).base64EncodedString())
    }

    @Test("a document goes to those who are told of it, and to nobody else")
    func audience() throws {
        let body = "{{#documents}}{{title}} {{/documents}}"
        let composer = try Sample.composer(body)
        let district = try PythonMail.read(composer.compose(Sample.letter()).bytes)
        #expect(district.parts.count == 3)
        let province = Sample.letter(Sample.contact(id: "tinh", venue: "tinh"))
        let other = try PythonMail.read(composer.compose(province).bytes)
        #expect(other.parts.map(\.type) == ["text/plain", "text/html"])
        #expect(composer.text(province).contains("Chương trình"))
        #expect(!composer.text(province).contains("Maket"))
    }

    @Test("a template that does not speak of documents attaches none")
    func unmentioned() throws {
        let template = try Sample.template("x", attach: "[a.pdf, \"b, c.pdf\"]")
        #expect(template.attachmentPaths == ["a.pdf", "b, c.pdf"])
        #expect(Composer.requiredFiles(template, Sample.conference()) == ["a.pdf", "b, c.pdf"])
        let composer = try Sample.composer("x")
        #expect(try composer.compose(Sample.letter()).chunks.count == 1)
    }

    @Test("an attachment is the same memory for every message")
    func shared() throws {
        let composer = try Sample.composer("{{#documents}}{{title}}{{/documents}}")
        let chunks = try (0..<2).map { number in
            try composer.compose(Sample.letter(id: "\(number)@x.example")).chunks[1].bytes
        }
        let starts = chunks.map { $0.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) } }
        #expect(starts[0] == starts[1])
    }

    @Test("a file that is not there stops everything, with its place")
    func missing() throws {
        let problems = #expect(throws: Problems.self) {
            try Sample.composer(
                "x {{#has_documents}}{{/has_documents}}", attach: "b.pdf", attachments: [:])
        }
        #expect(
            problems?.list == [
                Problem(
                    .file, "The file to attach is not there",
                    at: Place("templates/t.md", line: 3, field: "attach"), found: "b.pdf",
                    fix: "Put the file there, or write the path of one that exists."),
                Problem(
                    .file, "The file to attach is not there", at: Sample.place.field("file"),
                    found: "documents/Maket Hội nghị.pdf",
                    fix: "Put the file there, or write the path of one that exists."),
            ])
    }

    @Test(
        "a name's ending gives the media type",
        arguments: [
            ("a.PDF", "application/pdf"), ("a.ics", "text/calendar; charset=utf-8"),
            ("a", "application/octet-stream"), ("a.b.unknown", "application/octet-stream"),
        ])
    func mediaTypes(_ name: String, _ type: String) {
        #expect(MediaType.of(name) == type)
    }
}
