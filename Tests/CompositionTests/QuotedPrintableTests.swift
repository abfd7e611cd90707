import ConvokeCore
import Foundation
import Testing

@testable import Composition

@Suite struct QuotedPrintableTests {
    @Test(
        "a fixed text is encoded by the rules",
        arguments: [
            ("a b\n", "a b\r\n"), ("a=b\n", "a=3Db\r\n"), ("end \n", "end=20\r\n"),
            ("tab\t\n", "tab=09\r\n"), (".\n", "=2E\r\n"), ("é\n", "=C3=A9\r\n"),
            ("\n\n", "\r\n\r\n"),
            ("\u{7F}\0\n", "=7F=00\r\n"),
        ])
    func rules(_ text: String, _ expected: String) {
        var encoder = QuotedPrintable()
        encoder.literal(Array(text.utf8))
        #expect(encoder.finish() == [.bytes(Array(expected.utf8))])
    }

    @Test("a value stands between soft line breaks, except where lines begin and end anyway")
    func gaps() {
        var encoder = QuotedPrintable()
        encoder.slot(.word(.title), .text)
        encoder.literal(Array("\nDear ".utf8))
        encoder.slot(.word(.recipientName), .html)
        encoder.slot(.word(.unit), .text)
        encoder.literal(Array(", x\n".utf8))
        #expect(
            encoder.finish() == [
                .slot(.word(.title), .text), .bytes(Array("\r\nDear =\r\n".utf8)),
                .slot(.word(.recipientName), .html), .bytes(Array("=\r\n".utf8)),
                .slot(.word(.unit), .text),
                .bytes(Array("=\r\n, x\r\n".utf8)),
            ])
    }

    @Test(
        "a value is encoded for its place",
        arguments: [
            ("a<b", Form.text, "a<b"), ("a<b>&\"'", .html, "a&lt;b&gt;&amp;&quot;&#39;"),
            (". end ", .text, "=2E end=20"), ("a\nb\r\nc\rd", .text, "a\r\nb\r\nc\r\nd"),
            ("x y=1", .linkRest, "x%20y=3D1"), ("javascript:x", .link, ""),
            ("javascript:x", .linkRest, "javascript:x"),
        ])
    func values(_ value: String, _ form: Form, _ expected: String) {
        let bytes = ByteWriter.array(capacity: ByteWriter.capacity(ofValue: value.utf8.count)) {
            writer in value.withBytes { writer.putValue($0, form) }
        }
        #expect(String(decoding: bytes, as: UTF8.self) == expected)
    }

    @Test("the longest that a value can become fits into what is set aside for it")
    func capacity() {
        for byte in UInt8(0)...127 {
            for form in [Form.text, .html, .link, .linkRest] {
                let value = [UInt8](repeating: byte, count: 500)
                let bytes = ByteWriter.array(capacity: ByteWriter.capacity(ofValue: 500)) {
                    writer in value.withUnsafeBufferPointer { writer.putValue($0, form) }
                }
                let longest = bytes.split(separator: 10).map(\.count).max() ?? 0
                #expect(longest <= 77)
            }
        }
    }

    @Test("encoded words of any text fit into their lines and into what is set aside for them")
    func encodedWords() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = RoundTripTests.Random(state: seed)
        for _ in 0..<5000 {
            let letters = ["a", "=", "é", "ệ", "😀"].shuffled(using: &random).prefix(2)
            let text = (0..<Int.random(in: 0...120, using: &random))
                .map { _ in letters.randomElement(using: &random) ?? "" }.joined()
            let capacity = ByteWriter.capacity(ofHeader: text.utf8.count)
            let bytes = ByteWriter.array(capacity: capacity) { writer in
                text.withBytes { _ = writer.putPhrase($0, column: 9) }
            }
            let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
            let longest = lines.map(\.utf8.count).max() ?? 0
            #expect(longest <= 76 && lines[0].utf8.count <= 67, "seed \(seed)")
        }
    }

    @Test("a value's place in HTML is found")
    func places() {
        let forms: [(String, Form)] = [
            ("<p>", .html), ("<a href=\"", .link), ("<a href=\"https://", .linkRest),
            ("<a title='", .html), ("<a href=\"x\" title=\"", .html), ("<img SRC = '", .link),
            ("<!-- <a href=\" --><p>", .html), ("<a href=", .linkRest), ("a > b < c \"", .html),
        ]
        for (text, form) in forms {
            var places = HTMLPlaces()
            places.read(Array(text.utf8))
            #expect(places.form() == form, Comment(rawValue: text))
        }
    }
}
