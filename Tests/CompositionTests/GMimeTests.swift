import CGMime
import ConvokeCore
import Foundation
import Testing

@testable import Composition

/// The same messages for a second reader: GMime, on which many mail programs stand.
@Suite struct GMimeTests {
    private static let started: Void = cgmime_start()

    private struct Mail {
        let subject: String
        let toName: String
        let toAddress: String
        let headerCount: Int
        let text: String
        let html: String
        let fileName: String

        init?(_ bytes: [UInt8]) {
            _ = GMimeTests.started
            guard let message = cgmime_parse(bytes, bytes.count) else { return nil }
            defer { cgmime_free(message) }
            subject = cgmime_subject(message).map { String(cString: $0) } ?? ""
            toName = cgmime_to_name(message).map { String(cString: $0) } ?? ""
            toAddress = cgmime_to_address(message).map { String(cString: $0) } ?? ""
            headerCount = Int(cgmime_header_count(message))
            text = Self.owned(cgmime_text(message, 0))
            html = Self.owned(cgmime_text(message, 1))
            fileName = cgmime_file_name(message, 2).map { String(cString: $0) } ?? ""
        }

        private static func owned(_ text: UnsafeMutablePointer<CChar>?) -> String {
            guard let text else { return "" }
            defer { g_free(text) }
            return String(cString: text)
        }
    }

    @Test("names, subjects, fields and file names arrive exactly", arguments: HeaderTests.names)
    func exact(_ value: String) throws {
        let composer = try Sample.composer(
            "X{{recipient.name}}X", subject: "S{{conference.title}}S", attach: "a",
            conference: Sample.conference(title: value),
            attachments: ["a": Attachment(name: "f\(value)f", bytes: [1])])
        let letter = Sample.letter(Sample.contact(name: value))
        let mail = try #require(Mail(try composer.compose(letter).bytes))
        #expect(scalars(mail.toName) == scalars(Self.trimmed(value)))
        #expect(mail.toAddress == "huongkhe@tinh.example")
        #expect(scalars(mail.subject) == scalars("S\(value)S"))
        #expect(scalars(mail.text) == scalars("X\(value)X\n"))
        #expect(scalars(mail.fileName) == scalars("f\(value)f"))
    }

    @Test("random names, subjects and fields arrive exactly")
    func random() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = RoundTripTests.Random(state: seed)
        for number in 0..<200 {
            let (name, title) = (random.text(1...150), random.text(0...150))
            let composer = try Sample.composer(
                "X{{recipient.name}}X", subject: "S{{conference.title}}S",
                conference: Sample.conference(title: title))
            let letter = Sample.letter(Sample.contact(name: name))
            let mail = try #require(Mail(try composer.compose(letter).bytes))
            let note = Comment(rawValue: "seed \(seed), message \(number)")
            #expect(scalars(mail.toName) == scalars(Self.trimmed(name)), note)
            #expect(scalars(mail.subject) == scalars("S\(title)S"), note)
            #expect(scalars(mail.text) == scalars("X\(name)X\n"), note)
        }
    }

    @Test("a line break in every value adds no header and no part")
    func injection() throws {
        let value = "x\r\nBcc: thief@evil.example\r\n\r\n--=_a\r\n"
        let composer = try Sample.composer(
            "{{recipient.name}}", subject: "{{recipient.name}}",
            settings: Sample.settings(organisation: value, from: value))
        let plain = try #require(Mail(try composer.compose(Sample.letter()).bytes))
        let letter = Sample.letter(Sample.contact(name: value), answerCode: value)
        let mail = try #require(Mail(try composer.compose(letter).bytes))
        #expect(mail.headerCount == plain.headerCount)
        #expect(mail.toAddress == "huongkhe@tinh.example")
        #expect(mail.text.contains("Bcc: thief@evil.example"))
    }

    /// GMime takes spaces away at the ends of a name, also those that were encoded.
    private static func trimmed(_ name: String) -> String {
        name.trimmingCharacters(in: CharacterSet(charactersIn: " \t"))
    }

    private func scalars(_ text: String) -> [Unicode.Scalar] {
        Array(text.replacingOccurrences(of: "\r\n", with: "\n").unicodeScalars)
    }
}
