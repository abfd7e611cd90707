import ConvokeCore
import Testing

@testable import Inbox

@Suite("Reports that mean harm")
struct HostileReportTests {
    private static func report(_ fields: String) -> String {
        """
        From: MAILER-DAEMON@mx.example
        Content-Type: multipart/report; report-type=delivery-status; boundary=b

        --b
        Content-Type: message/delivery-status

        \(fields)

        --b--
        """
    }

    @Test("ten thousand recipients are read to the limit")
    func many() {
        let groups = (0..<10_000).map {
            "Final-Recipient: rfc822; a\($0)@mx.example\nAction: failed\nStatus: 5.1.1\n"
        }
        let found = reading(
            Self.report("Reporting-MTA: dns; mx.example\n\n" + groups.joined(separator: "\n")))
        #expect(found.mailClass == .hard)
        #expect(found.reports.count <= 200)
    }

    @Test(
        "nonsense is read as something and never stops the reader",
        arguments: [
            "", "Action: failed", "Status: 99.99.99\nAction: \u{0}\nFinal-Recipient: ;;;;",
            "Final-Recipient: rfc822; \\x{FFFFFFFF}\\x{\nAction: failed",
            "Action: failed\nStatus: 5.5.5.5.5.5",
            "Final-Recipient: " + String(repeating: "<", count: 10_000) + "\nAction: failed",
            ":::::\n\n\n:\n" + String(repeating: "Action: failed\n\n", count: 5_000),
        ])
    func nonsense(_ fields: String) {
        #expect(!reading(Self.report(fields)).rule.isEmpty)
    }

    @Test("random mails are read without stopping")
    func random() {
        var generator = Seeded(seed: 5_321)
        let pieces =
            Sample.all.compactMap { try? $0.reading().rule } + [
                "From: ", "<>", "\n", "\n\n", "@", "550 5.1.1 ", "Subject: Re: ", "--b\n",
                "Content-Type: multipart/report; boundary=b\n",
                "message/delivery-status", "Final-Recipient: rfc822; a@b.example\n",
                "Action: failed\n", "<<<<", "\u{FEFF}", "…", "expanded from ",
            ]
        for _ in 0..<200 {
            let mail = (0..<Int.random(in: 1...30, using: &generator))
                .compactMap { _ in pieces.randomElement(using: &generator) }.joined()
            #expect(!reading(mail).rule.isEmpty)
        }
    }

    private struct Seeded: RandomNumberGenerator {
        private var state: UInt64

        init(seed: UInt64) { state = seed }

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state
        }
    }
}
