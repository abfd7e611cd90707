import Foundation
import MailFuzz
import Testing

@testable import Inbox

@Suite("A hostile mail")
struct HostileTests {
    private static let head = "From: a@unit.example\nContent-Type: "

    /// How deep it lies, and what lies at the bottom.
    private func depth(_ part: MailPart) -> Int {
        switch part.content {
        case .parts(let parts): 1 + (parts.map(depth).max() ?? 0)
        case .message(let mail): 1 + depth(mail.body)
        default: 0
        }
    }

    /// As on a thread whose stack is small.
    private func onSmallStack<Result: Sendable>(
        _ work: @escaping @Sendable () -> Result
    ) async -> Result {
        await withCheckedContinuation { continuation in
            let thread = Thread { continuation.resume(returning: work()) }
            thread.stackSize = 512 << 10
            thread.start()
        }
    }

    @Test("of 10,000 parts in parts is read as deep as anybody writes, on a small stack")
    func nestedParts() async {
        var text = Self.head
        for number in 0..<10_000 {
            text += "multipart/mixed; boundary=b\(number)\n\n--b\(number)\nContent-Type: "
        }
        let whole = text + "text/plain\n\nbottom\n"
        let mail = await onSmallStack { opened(whole) }
        #expect(mail.cuts == [.depth])
        #expect(depth(mail.body) == MailLimits.usual.depth + 1)
    }

    @Test("of 10,000 mails in mails is read as deep as anybody writes, on a small stack")
    func nestedMails() async {
        let text = Self.head + String(repeating: "message/rfc822\n\nContent-Type: ", count: 10_000)
        let mail = await onSmallStack { opened(text + "text/plain\n\nbottom\n") }
        #expect(mail.cuts == [.depth])
        #expect(depth(mail.body) == MailLimits.usual.depth)
    }

    @Test("of mails in mails, each encoded once more, is read in bounded memory")
    func nestedEncodings() {
        var inner = Array("Subject: bottom\n\ntext\n".utf8)
        for _ in 0..<30 {
            let encoded = Data(inner).base64EncodedString()
            let head = "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
            inner = Array((head + encoded).utf8)
        }
        var limits = MailLimits.usual
        #expect(opened(inner, limits: limits).cuts == [.depth])
        limits.decoded = inner.count
        #expect(opened(inner, limits: limits).cuts == [.size])
    }

    @Test("of 10,000 parts beside each other has 500")
    func manyParts() {
        let parts = String(repeating: "--b\n\nx\n", count: 10_000)
        let mail = opened(Self.head + "multipart/mixed; boundary=b\n\n" + parts)
        #expect(mail.cuts == [.parts])
        #expect(mail.body.leaves.count == MailLimits.usual.parts - 1)
    }

    @Test("of 100,000 fields has 1,000")
    func manyFields() {
        let fields = String(repeating: "A: b\n", count: 100_000)
        let mail = opened(fields + "Subject: last\n\ntext\n")
        #expect(mail.cuts == [.header])
        #expect(mail.header.fields.count == MailLimits.usual.fields)
        #expect(mail.texts == ["text\n"])
    }

    @Test(
        "of a header line without end has as much of it as is read",
        arguments: ["x", "x\r\n ", "=?utf-8?q?", "=?utf-8?q?a?= ", ";a=", "\u{0}", "\""])
    func endlessLine(_ piece: String) {
        let line = String(repeating: piece, count: (2 << 20) / piece.utf8.count)
        for name in ["Subject", "Content-Type", "Content-Disposition"] {
            let mail = opened(Array("\(name): a/b;\(line)\r\n\r\ntext\n".utf8))
            #expect(mail.cuts == [.header])
            #expect((mail.header.first(name)?.utf8.count ?? .max) <= MailLimits.usual.header)
        }
    }

    @Test("of 50 MB is read to the limit, and not kept twice")
    func large() {
        let line = [UInt8](repeating: UInt8(ascii: "a"), count: 79) + [.lineFeed]
        let start = Array("Subject: large\n\n".utf8)
        var octets = start
        octets.reserveCapacity(51 << 20)
        for _ in 0..<((50 << 20) / 80) { octets.append(contentsOf: line) }
        let mail = opened(octets)
        #expect(mail.cuts == [.size])
        #expect(mail.subject == "large")
        #expect(mail.texts.map(\.utf8.count) == [MailLimits.usual.texts])
    }

    @Test("has its texts cut where they are too long together, and its attachments each")
    func sizes() {
        var limits = MailLimits.usual
        limits.texts = 10
        limits.attachment = 4
        let text = """
            Content-Type: multipart/mixed; boundary=b

            --b

            seven 7
            --b
            Content-Type: text/plain; charset=iso-8859-1
            Content-Transfer-Encoding: quoted-printable

            =E1=E1=E1
            --b
            Content-Type: application/octet-stream

            12345
            --b
            Content-Disposition: attachment

            1234
            --b--
            """
        let mail = opened(text, limits: limits)
        #expect(mail.cuts == [.size])
        #expect(mail.texts == ["seven 7", "á", "1234"])
        #expect(mail.body.parts[2].octets == Array("1234".utf8))
    }

    @Test("names what was cut from a mail inside it there, and once for the whole")
    func innerCuts() {
        var limits = MailLimits.usual
        limits.fields = 2
        let mail = opened("Content-Type: message/rfc822\n\nA: b\nC: d\nE: f\n\ng", limits: limits)
        #expect(mail.cuts == [.header])
        #expect(mail.body.message?.cuts == [.header])
        let beside = """
            Content-Type: multipart/digest; boundary=b
            X: y

            --b

            A: b
            C: d
            E: f

            g
            --b

            A: b

            c
            --b--
            """
        let parts = opened(beside, limits: limits).body.parts
        #expect(parts.map { $0.message?.cuts } == [[.header], []])
    }

    @Test("of nothing but line ends, hyphens, or beginnings of something is read like any other")
    func monotonous() {
        let pieces = [
            "\n", "\r", "--b", "--b\n", "\n--b--", "-", ":", "A:\n", " \n", "=\n", "=", "\u{0}",
        ]
        for piece in pieces {
            for type in [
                "text/html", "multipart/mixed; boundary=b", "multipart/mixed", "message/rfc822",
            ] {
                let text = Self.head + type + "\n\n" + String(repeating: piece, count: 20_000)
                #expect(Round(Array(text.utf8)).run() == [], "\(piece) \(type)")
            }
        }
    }

    @Test("is not unpacked: an archive stays what it is")
    func archive() {
        let mail = opened(
            "Content-Type: application/zip; name=a.zip\nContent-Transfer-Encoding: base64\n\nUEsDBA=="
        )
        #expect(mail.body.octets == [0x50, 0x4B, 3, 4])
    }

    @Test("made at random breaks no bound", arguments: 0..<20)
    func random(_ number: UInt64) {
        let start = ProcessInfo.processInfo.environment["FUZZ_SEED"].flatMap { UInt64($0) } ?? 1_620
        for seed in (start + number * 25)..<(start + (number + 1) * 25) {
            #expect(Round(seed: seed).run() == [], "seed \(seed)")
        }
    }
}
