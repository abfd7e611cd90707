import ConvokeCore
import Foundation
import Testing

@testable import Composition

/// Random values, read back by an independent parser.
@Suite struct RoundTripTests {
    /// SplitMix64: the same values for the same seed.
    struct Random: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }

        mutating func text(_ length: ClosedRange<Int>) -> String {
            let alphabets = [
                "abcdefghij KLMNOP0123456789",
                "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ ",
                "\"\\<>@,;:()[].=?_&'#*`{}|~!$%^+-/ ", "😀🇻🇳עשلا日本\u{202E}\u{200F}\u{301} ",
            ].map { Array($0.unicodeScalars) }
            let count = Int.random(in: length, using: &self)
            var scalars = String.UnicodeScalarView()
            for _ in 0..<count {
                let alphabet = alphabets[Int.random(in: 0..<4, using: &self)]
                scalars.append(alphabet[Int.random(in: 0..<alphabet.count, using: &self)])
            }
            return String(scalars)
        }
    }

    @Test("random names, subjects, fields and file names arrive exactly")
    func everything() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = Random(state: seed)
        var expected: [(name: String, title: String, code: String, file: String)] = []
        var messages: [[UInt8]] = []
        for number in 0..<300 {
            let texts = (
                name: random.text(1...(number % 10 == 0 ? 300 : 60)), title: random.text(0...120),
                code: random.text(1...200), file: random.text(1...80)
            )
            let composer = try Sample.composer(
                "X{{answer.code}}X\n\nY{{recipient.name}}Y", subject: "S{{conference.title}}S",
                attach: "a", conference: Sample.conference(title: texts.title),
                attachments: ["a": Attachment(name: texts.file, bytes: [1, 2, 3])])
            let contact = Sample.contact(name: texts.name)
            let letter = Sample.letter(contact, answerCode: texts.code)
            messages.append(try composer.compose(letter).bytes)
            expected.append(texts)
        }
        for (index, mail) in try PythonMail.read(messages).enumerated() {
            let (name, title, code, file) = expected[index]
            let note = Comment(rawValue: "seed \(seed), message \(index)")
            #expect(scalars(mail.toName) == scalars(name), note)
            #expect(scalars(mail.subject) == scalars("S\(squeezed(title))S"), note)
            #expect(
                mail.part("text/plain").map { scalars($0.text ?? "") }
                    == scalars("X\(code)X\r\n\r\nY\(name)Y\r\n"), note)
            #expect(mail.parts.last?.fileName.map(scalars) == scalars(file), note)
            #expect(longestLine(messages[index]) <= 78, note)
            #expect(messages[index].allSatisfy { $0 < 0x80 }, note)
            #expect(!hasBareLineEnd(messages[index]), note)
        }
    }

    @Test("no line of a message begins with a dot, and its chunks say so")
    func dots() throws {
        var random = Random(state: 7)
        let composer = try Sample.composer(".\n\n..x\n\n{{recipient.name}}\n\n.{{answer.code}}.")
        for length in 1...200 {
            let name = random.text(length...length) + String(repeating: ".", count: length)
            let message = try composer.compose(
                Sample.letter(Sample.contact(name: name), answerCode: "." + name))
            #expect(message.chunks.allSatisfy { !Message.Chunk($0.bytes).hasLeadingDot })
            #expect(message.chunks.allSatisfy { !$0.hasLeadingDot })
            #expect(longestLine(message.bytes) <= 78)
        }
    }

    @Test("the same letter has the same bytes, in another composer too")
    func sameBytes() throws {
        let body =
            "{{recipient.name}} {{#sessions}}{{title}} {{/sessions}} {{#documents}}{{url}}{{/documents}}"
        let letter = Sample.letter()
        let first = try Sample.composer(body).compose(letter).bytes
        let composer = try Sample.composer(body)
        _ = try composer.compose(
            Sample.letter(Sample.contact(name: "x", venue: nil, language: "en")))
        #expect(try composer.compose(letter).bytes == first)
        #expect(try composer.compose(Sample.letter(id: "other@x.example")).bytes != first)
    }

    @Test("eight threads compose the same bytes as one")
    func threads() async throws {
        let body =
            "{{recipient.name}} {{#obligations}}{{title}}{{/obligations}} {{#requests}}{{text}}{{/requests}}"
        let letters = (0..<400).map { number in
            Sample.letter(
                Sample.contact(
                    id: "c\(number)", name: "Cơ quan \(number)",
                    unit: number % 3 == 0 ? "Điện lực" : "x",
                    venue: number % 2 == 0 ? "huong-khe" : nil,
                    language: number % 5 == 0 ? "en" : "vi"),
                id: "d\(number)@x.example")
        }
        let alone = try letters.map { try Sample.composer(body).compose($0).bytes }
        let shared = try Sample.composer(body)
        try await withThrowingTaskGroup(of: [[UInt8]].self) { group in
            for _ in 0..<8 {
                group.addTask { try letters.map { try shared.compose($0).bytes } }
            }
            for try await bytes in group { #expect(bytes == alone) }
        }
    }

    private func scalars(_ text: String) -> [Unicode.Scalar] { Array(text.unicodeScalars) }

    /// A subject is one line with single spaces.
    private func squeezed(_ text: String) -> String { text }
}
