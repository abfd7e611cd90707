import ConvokeCore
import Foundation
import Testing

@testable import Composition

@Suite("Calendar entries in a letter") struct LetterCalendarTests {
    private static let before = Array("BEGIN:VCALENDAR\r\nSUMMARY:Họp 100%=?\r\n".utf8)
    private static let after = Array(
        "DESCRIPTION:dòng dài \r\n  có dấu cách ở cuối \r\n .\r\nEND:VCALENDAR\r\n".utf8)
    private static let lines = Array("LOCATION:Hương Khê=\\, \r\n .x\r\nSEQUENCE:0\r\n".utf8)

    private static func sheet(_ name: String, _ method: String = "REQUEST") -> CalendarSheet {
        CalendarSheet(name: name, method: method, before: before, after: after)
    }

    private static func name(_ uid: String) -> [UInt8] { Array("UID:\(uid)\r\n".utf8) }

    private static func object(_ uid: String) -> Data {
        Data(before + name(uid) + lines + after)
    }

    private static func calendar(_ sheets: [CalendarSheet]) throws -> LetterCalendar {
        let entries = sheets.enumerated().map {
            LetterCalendar.Entry($1, nameLine: name("u\($0)"))
        }
        return try #require(LetterCalendar(entries, lines: lines))
    }

    private func bytes(_ part: ParsedMail.Part) -> Data? {
        part.bytes.flatMap { Data(base64Encoded: $0) }
    }

    @Test("the first stands beside the texts, all of them are files, to the byte")
    func structure() throws {
        let calendar = try Self.calendar([Self.sheet("sang.ics"), Self.sheet("chiều.ics")])
        let letter = Sample.letter(calendar: calendar)
        let message = try Sample.composer("x", attach: nil).compose(letter)
        let mail = try PythonMail.read(message.bytes)
        #expect(mail.defects == [])
        #expect(
            mail.parts.map(\.type) == [
                "text/plain", "text/html", "text/calendar", "text/calendar", "text/calendar",
            ])
        #expect(mail.parts.map(\.fileName) == [nil, nil, nil, "sang.ics", "chiều.ics"])
        #expect(mail.parts.dropFirst(2).map(bytes) == ["u0", "u0", "u1"].map(Self.object))
        #expect(mail.parts.allSatisfy { $0.defects.isEmpty })
        let text = String(decoding: message.bytes, as: UTF8.self)
        #expect(text.ranges(of: "method=REQUEST; component=VEVENT").count == 3)
        #expect(message.isSevenBit)
        #expect(message.bytes.allSatisfy { $0 < 128 })
        #expect(longestLine(message.bytes) <= 78)
        #expect(!text.contains("\r\n."))
        #expect(!text.contains(" \r\n"))
    }

    @Test("files of the notice stand before those of the calendar")
    func withAttachments() throws {
        let composer = try Sample.composer(
            "x", attach: "a.bin", attachments: ["a.bin": Attachment(name: "a.bin", bytes: [1])])
        let letter = Sample.letter(calendar: try Self.calendar([Self.sheet("sang.ics", "CANCEL")]))
        let mail = try PythonMail.read(composer.compose(letter).bytes)
        #expect(mail.parts.map(\.fileName) == [nil, nil, nil, "a.bin", "sang.ics"])
        #expect(bytes(mail.parts[4]) == Self.object("u0"))
        #expect(mail.defects == [])
    }

    @Test("a letter without entries is as it was, beside one with them")
    func without() throws {
        let composer = try Sample.composer("x", attach: nil)
        let plain = try composer.compose(Sample.letter()).bytes
        let calendar = try Self.calendar([Self.sheet("sang.ics")])
        _ = try composer.compose(Sample.letter(calendar: calendar))
        #expect(try composer.compose(Sample.letter()).bytes == plain)
        #expect(!String(decoding: plain, as: UTF8.self).contains("multipart/mixed"))
        #expect(LetterCalendar([], lines: Self.lines) == nil)
    }

    @Test("a method is a word, whatever is written")
    func method() throws {
        let calendar = try Self.calendar([Self.sheet("a\r\nX: b.ics", "REQUEST;\r\nX: y")])
        let text = String(
            decoding: try Sample.composer("x").compose(Sample.letter(calendar: calendar)).bytes,
            as: UTF8.self)
        #expect(!text.contains("\r\nX:"))
    }
}
