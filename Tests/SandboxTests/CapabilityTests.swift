import Foundation
import Testing

@testable import Sandbox

@Suite("A capability", .timeLimit(.minutes(10)))
struct CapabilityTests {
    private static let credentials = SandboxConfiguration.Credentials(
        user: "office", password: "secret")

    @Test("is announced when switched on")
    func announced() async throws {
        try await TestRelay.with { $0.credentials = Self.credentials }.run { test async throws in
            let client = try SMTPClient(port: test.port)
            _ = try await client.reply()
            #expect(
                try await client.ask("EHLO x").components(separatedBy: "\r\n") == [
                    "250-localhost", "250-PIPELINING", "250-SIZE 26214400", "250-STARTTLS",
                    "250-AUTH PLAIN LOGIN", "250-ENHANCEDSTATUSCODES", "250-8BITMIME", "250-DSN",
                    "250-SMTPUTF8", "250 HELP",
                ])
            #expect(try await client.ask("HELO x") == "250 localhost")
        }
    }

    @Test("is not announced when switched off", arguments: SandboxCapabilities.names.map(\.keyword))
    func switchedOff(keyword: String) async throws {
        try await TestRelay.with {
            $0.credentials = Self.credentials
            let isKnown = $0.capabilities.switchOff(keyword.lowercased())
            #expect(isKnown)
        }.run { test async throws in
            let client = try SMTPClient(port: test.port)
            _ = try await client.reply()
            let reply = try await client.ask("EHLO x")
            #expect(!reply.contains("250-" + keyword))
            #expect(reply.hasPrefix(keyword == "EHLO" ? "502 5.5.1" : "250-localhost"))
            #expect(try await client.ask("HELO x").hasPrefix("250 "))
        }
    }

    @Test("that nobody knows cannot be switched off")
    func unknown() {
        var capabilities = SandboxCapabilities.all
        let isKnown = capabilities.switchOff("CHUNKING")
        #expect(!isKnown)
        #expect(capabilities == .all)
    }

    @Test(
        "that is switched off is refused when it is used",
        arguments: [
            ("SIZE", ["MAIL FROM:<a@b.example> SIZE=1"], "555 5.5.4"),
            ("8BITMIME", ["MAIL FROM:<a@b.example> BODY=8BITMIME"], "555 5.5.4"),
            ("SMTPUTF8", ["MAIL FROM:<a@b.example> SMTPUTF8"], "555 5.5.4"),
            ("SMTPUTF8", ["MAIL FROM:<ă@b.example>"], "553 5.6.7"),
            ("DSN", ["MAIL FROM:<a@b.example> RET=HDRS"], "555 5.5.4"),
            ("DSN", ["MAIL FROM:<a@b.example> ENVID=x"], "555 5.5.4"),
            (
                "DSN", ["MAIL FROM:<a@b.example>", "RCPT TO:<a@b.example> NOTIFY=NEVER"],
                "555 5.5.4"
            ),
            ("STARTTLS", ["STARTTLS"], "502 5.5.1"),
            ("AUTH", ["AUTH PLAIN"], "502 5.5.1"),
            ("ENHANCEDSTATUSCODES", ["RCPT TO:<a@b.example>"], "503 MAIL comes first"),
            ("EHLO", ["MAIL FROM:<a@b.example> SIZE=1"], "503"),
        ])
    func refused(keyword: String, lines: [String], expected: String) async throws {
        try await TestRelay.with { _ = $0.capabilities.switchOff(keyword) }.run {
            test async throws in
            let client = try await SMTPClient.greeted(test.port)
            var last = ""
            for line in lines { last = try await client.ask(line) }
            #expect(last.hasPrefix(expected), "\(last)")
        }
    }

    @Test("PIPELINING switched off: who sends ahead is cut off")
    func noPipelining() async throws {
        try await TestRelay.with { $0.capabilities.pipelining = false }.run { test async throws in
            #expect(try await test.send(to: "c@d.example") == ["250", "250", "354", "250"])
            let client = try await SMTPClient.greeted(test.port)
            try await client.say("MAIL FROM:<a@b.example>", "RCPT TO:<c@d.example>")
            #expect(try await client.reply().hasPrefix("503 5.5.0"))
            #expect(try await client.reply().isEmpty)
        }
    }

    @Test("PIPELINING switched on: nothing may follow EHLO, DATA or AUTH")
    func lastOfGroup() async throws {
        try await TestRelay.run { test async throws in
            for line in ["EHLO x", "DATA", "STARTTLS", "AUTH PLAIN"] {
                let client = try await SMTPClient.greeted(test.port)
                try await client.say(line, "NOOP")
                #expect(try await client.reply().hasPrefix("503 5.5.0"))
                #expect(try await client.reply().isEmpty)
            }
            #expect(test.relay.record.refused == [.sequence: 4])
        }
    }

    @Test("8BITMIME switched off: a message with such octets is refused after its dot")
    func noEightBit() async throws {
        try await TestRelay.with { $0.capabilities.eightBitMIME = false }.run { test async throws in
            #expect(
                try await test.send(to: "c@d.example", text: ["Kính mời"])
                    == ["250", "250", "354", "554"])
            #expect(try await test.send(to: "c@d.example", text: ["Kinh moi"]).last == "250")
        }
    }

    @Test("SIZE: a larger message is refused, at MAIL when announced, else after its dot")
    func sizeLimit() async throws {
        try await TestRelay.with { $0.sizeLimit = 10 }.run { test async throws in
            let client = try await SMTPClient.greeted(test.port)
            #expect(
                try await client.ask("MAIL FROM:<a@b.example> SIZE=11").hasPrefix("552 5.3.4"))
            #expect(try await test.send(to: "c@d.example", text: ["12345678"]).last == "250")
            #expect(try await test.send(to: "c@d.example", text: [".2345678"]).last == "250")
            #expect(try await test.send(to: "c@d.example", text: ["123456789"]).last == "552")
            #expect(test.relay.record.refused == [.tooLarge: 2])
            #expect(test.relay.record.kept == 2)
        }
    }

    @Test(
        "AUTH: mistakes and their replies",
        arguments: [
            (["MAIL FROM:<a@b.example>"], "530 5.7.0"),
            (["AUTH PLAIN AG9mZmljZQBzZWNyZXQ="], "235 2.7.0"),
            (["AUTH PLAIN", "AG9mZmljZQBzZWNyZXQ="], "235 2.7.0"),
            (["AUTH LOGIN", "b2ZmaWNl", "c2VjcmV0"], "235 2.7.0"),
            (["AUTH login b2ZmaWNl", "c2VjcmV0"], "235 2.7.0"),
            (["AUTH LOGIN", "b2ZmaWNl", "d3Jvbmc="], "535 5.7.8"),
            (["AUTH PLAIN AG9mZmljZQB3cm9uZw=="], "535 5.7.8"),
            (["AUTH PLAIN AG9mZmljZQB3cm9uZw==", "MAIL FROM:<a@b.example>"], "530 5.7.0"),
            (["AUTH PLAIN", "*"], "501 5.7.0"), (["AUTH PLAIN !"], "501 5.5.2"),
            (["AUTH PLAIN AAAA AAAA"], "501 5.5.4"), (["AUTH PLAIN b2ZmaWNl"], "501 5.5.2"),
            (["AUTH CRAM-MD5"], "504 5.5.4"), (["AUTH"], "501 5.5.4"),
            (["AUTH PLAIN AG9mZmljZQBzZWNyZXQ=", "AUTH PLAIN"], "503 5.5.1"),
            (["AUTH PLAIN AG9mZmljZQBzZWNyZXQ=", "MAIL FROM:<a@b.example> AUTH=<>"], "250 2.1.0"),
            (["AUTH PLAIN", String(repeating: "A", count: 13_000)], "500 5.5.6"),
        ])
    func login(lines: [String], expected: String) async throws {
        try await TestRelay.with { $0.credentials = Self.credentials }.run { test async throws in
            let client = try await SMTPClient.greeted(test.port)
            var last = ""
            for line in lines { last = try await client.ask(line) }
            #expect(last.hasPrefix(expected), "\(last)")
        }
    }

    @Test("AUTH in three steps: the challenges are those that clients know")
    func challenges() async throws {
        try await TestRelay.with { $0.credentials = Self.credentials }.run { test async throws in
            let client = try await SMTPClient.greeted(test.port)
            #expect(try await client.ask("AUTH LOGIN") == "334 VXNlcm5hbWU6")
            #expect(try await client.ask("b2ZmaWNl") == "334 UGFzc3dvcmQ6")
            #expect(try await client.ask("c2VjcmV0").hasPrefix("235"))
            #expect(try await client.ask("AUTH PLAIN AA==").hasPrefix("503"))
        }
    }
}
