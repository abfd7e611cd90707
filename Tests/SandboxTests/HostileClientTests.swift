import Foundation
import Testing

@testable import Sandbox

@Suite("A hostile client", .timeLimit(.minutes(10)))
struct HostileClientTests {
    @Test("that sends lines without end hears 500, and may go on")
    func longLine() async throws {
        try await TestRelay.run { test async throws in
            let client = try await SMTPClient.greeted(test.port)
            let long = String(repeating: "x", count: 10_000)
            #expect(try await client.ask("NOOP " + long).hasPrefix("500 5.5.6"))
            #expect(try await client.ask("NOOP").hasPrefix("250"))
            #expect(try await client.ask("MAIL FROM:<\(long)@b.example>").hasPrefix("500 5.5.6"))
        }
    }

    @Test("whose line has no end at all is left")
    func endlessLine() async throws {
        try await TestRelay.run { test async throws in
            let client = try await SMTPClient.greeted(test.port)
            try await client.say(bytes: [UInt8](repeating: 0, count: 66_000))
            #expect(try await client.reply().hasPrefix("500 5.5.6"))
            #expect(try await client.reply().isEmpty)
        }
    }

    @Test("that makes mistake after mistake is left")
    func mistakes() async throws {
        try await TestRelay.run { test async throws in
            let client = try await SMTPClient.greeted(test.port)
            for _ in 1...19 { #expect(try await client.ask("?").hasPrefix("500 5.5.2")) }
            #expect(try await client.ask("?").hasPrefix("500 5.5.2"))
            #expect(try await client.reply().hasPrefix("421 4.7.0"))
            #expect(try await client.reply().isEmpty)
        }
    }

    @Test("that goes away in the middle of a message leaves nothing behind")
    func goesAway() async throws {
        let witness = Witness()
        try await TestRelay.with { $0.hook = witness.hook() }.run { test async throws in
            let client = try await SMTPClient.greeted(test.port)
            try await client.say("MAIL FROM:<a@b.example>", "RCPT TO:<c@d.example>", "DATA")
            #expect(try await client.codes(3) == ["250", "250", "354"])
            try await client.say("half a", "message", "..")
            client.hangUp()
            let stages = await witness.moments(until: .closed).map(\.stage)
            #expect(!stages.contains(.dot))
            #expect(try test.envelopes().isEmpty)
            #expect(try test.files("mail/new").isEmpty)
            #expect(try test.files("mail/tmp").isEmpty)
        }
    }

    @Test("that goes away in the middle of a line, or at once, harms nobody")
    func halfALine() async throws {
        let witness = Witness()
        try await TestRelay.with { $0.hook = witness.hook() }.run { test async throws in
            for bytes in ["", "MAIL FR", "AUTH PLAIN\r\n", "\r", "\u{16}\u{3}\u{1}"] {
                let client = try SMTPClient(port: test.port)
                try await client.say(bytes: Array(bytes.utf8))
                client.hangUp()
                _ = await witness.moments(until: .closed)
            }
            #expect(try await test.send(to: "c@d.example").last == "250")
            #expect(test.relay.record.sessions == 6)
        }
    }

    @Test("that closes its sending half still hears the replies")
    func halfClosed() async throws {
        try await TestRelay.run { test async throws in
            let client = try await SMTPClient.greeted(test.port)
            try await client.say("MAIL FROM:<a@b.example>", "NOOP")
            client.fallSilent()
            #expect(try await client.codes(2) == ["250", "250"])
            #expect(try await client.reply().isEmpty)
        }
    }

    @Test("that sends random bytes is survived")
    func randomBytes() async throws {
        let seed = UInt64.random(in: .min ... .max)
        print("seed of random bytes: \(seed)")
        var generator = SplitMix(state: seed)
        let words = [
            "EHLO x\r\n", "MAIL FROM:<", "a@b>", "RCPT TO:<", "DATA\r\n", "\r\n.\r\n", "\0",
        ]
        let witness = Witness()
        try await TestRelay.with {
            $0.hook = witness.hook()
            $0.credentials = .init(user: "x", password: "y")
        }.run { test async throws in
            for _ in 1...100 {
                let client = try SMTPClient(port: test.port)
                var bytes: [UInt8] = []
                for _ in 1...40 {
                    bytes += Array((words.randomElement(using: &generator) ?? "").utf8)
                    bytes.append(.random(in: .min ... .max, using: &generator))
                }
                // The relay may have hung up before the last byte: that is its good right.
                try? await client.say(bytes: bytes)
                client.hangUp()
                _ = await witness.moments(until: .closed)
            }
            #expect(test.relay.record.openSessions == 0)
            #expect(try await SMTPClient.greeted(test.port).ask("NOOP").hasPrefix("250"))
        }
    }

    @Test("that ends lines with a bare line feed is corrected")
    func bareLineFeed() async throws {
        try await TestRelay.run { test async throws in
            let client = try await SMTPClient.greeted(test.port)
            try await client.say(bytes: Array("NOOP\n".utf8))
            #expect(try await client.reply().hasPrefix("500 5.5.2"))
        }
    }

    @Test("that says nothing is left after the idle limit")
    func idle() async throws {
        try await TestRelay.with { $0.idleLimit = .seconds(3) }.run { test async throws in
            let client = try await SMTPClient.greeted(test.port)
            #expect(try await client.reply().hasPrefix("421 4.4.2"))
            #expect(try await client.reply().isEmpty)
        }
    }

    @Test("that smuggles a second message behind odd line ends has sent one")
    func smuggling() async throws {
        try await TestRelay.run { test async throws in
            let client = try await SMTPClient.greeted(test.port)
            try await client.say("MAIL FROM:<a@b.example>", "RCPT TO:<c@d.example>", "DATA")
            _ = try await client.codes(3)
            try await client.say(
                bytes: Array("x\n.\r\nMAIL FROM:<a@b.example>\r\ny\r\n.\nz\r.\r\n\r\n.\r\n".utf8))
            #expect(try await client.reply().hasPrefix("250"))
            #expect(try await client.ask("NOOP").hasPrefix("250"))
            #expect(try test.messages().count == 1)
        }
    }

    @Test("that sends a line of 999 octets is refused after its dot; 998 are allowed")
    func textLine() async throws {
        try await TestRelay.run { test async throws in
            let long = String(repeating: "x", count: 998)
            #expect(try await test.send(to: "c@d.example", text: [long]).last == "250")
            #expect(try await test.send(to: "c@d.example", text: ["." + long]).last == "250")
            #expect(try await test.send(to: "c@d.example", text: ["x" + long]).last == "554")
            #expect(test.relay.record.refused == [.longLine: 1])
        }
    }

    @Test("that sends much faster than it is served waits, and everything is kept")
    func floods() async throws {
        try await TestRelay.run { test async throws in
            let client = try await SMTPClient.greeted(test.port)
            try await client.say("MAIL FROM:<a@b.example>", "RCPT TO:<c@d.example>", "DATA")
            _ = try await client.codes(3)
            let line = [UInt8](repeating: 65, count: 900) + [13, 10]
            let text = [[UInt8]](repeating: line, count: 3000).flatMap(\.self)
            try await client.say(bytes: text + Array(".\r\n".utf8))
            #expect(try await client.reply().hasPrefix("250"))
            #expect(try test.messages() == [Data(text)])
        }
    }
}

/// A generator whose numbers can be had again from their seed.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
