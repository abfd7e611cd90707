import Foundation
import Testing

@testable import Sandbox

@Suite("A session", .timeLimit(.minutes(10)))
struct SessionTests {
    @Test("keeps a message byte by byte, leading dots, NUL and bare line ends included")
    func bytes() async throws {
        let wire = Array(
            "Subject: x\r\n\r\n..one\r\n...two\r\na\n.\nb\r.\rc\0\r\n.. \r\n.\r\n".utf8)
        let kept = Array("Subject: x\r\n\r\n.one\r\n..two\r\na\n.\nb\r.\rc\0\r\n. \r\n".utf8)
        try await TestRelay.run { test async throws in
            let client = try await SMTPClient.greeted(test.port)
            try await client.say("MAIL FROM:<a@b.example>", "RCPT TO:<c@d.example>", "DATA")
            #expect(try await client.codes(3) == ["250", "250", "354"])
            try await client.say(bytes: wire)
            #expect(try await client.reply() == "250 2.0.0 Ok: queued as S1M1")
            #expect(try test.messages() == [Data(kept)])
            #expect(try test.envelopes()[0].size == kept.count)
        }
    }

    @Test("takes a message that comes one byte at a time")
    func slowly() async throws {
        try await TestRelay.run { test async throws in
            let client = try await SMTPClient.greeted(test.port)
            let before = ["MAIL FROM:<a@b.example>", "RCPT TO:<c@d.example>", "DATA"]
            for line in before {
                for octet in [line].wire { try await client.say(bytes: [octet]) }
                _ = try await client.reply()
            }
            for octet in ["..a", "."].wire {
                try await client.say(bytes: [octet])
            }
            #expect(try await client.reply().hasPrefix("250"))
            #expect(try test.messages() == [Data(".a\r\n".utf8)])
        }
    }

    @Test("takes the dot and the next envelope in one write")
    func pipelinedDot() async throws {
        try await TestRelay.run { test async throws in
            let client = try await SMTPClient.greeted(test.port)
            let envelope = ["MAIL FROM:<a@b.example>", "RCPT TO:<c@d.example>", "DATA"]
            try await client.say(bytes: envelope.wire)
            #expect(try await client.codes(3) == ["250", "250", "354"])
            for number in 1...50 {
                try await client.say(bytes: (["Text \(number)", "."] + envelope).wire)
                #expect(try await client.codes(4) == ["250", "250", "250", "354"])
            }
            try await client.say("last", ".", "QUIT")
            #expect(try await client.codes(2) == ["250", "221"])
            #expect(try test.messages().count == 51)
            #expect(try test.messages()[7] == Data("Text 8\r\n".utf8))
            #expect(test.relay.record.accepted == 51)
        }
    }

    @Test("puts files into private folders, nothing left in tmp")
    func privateFiles() async throws {
        try await TestRelay.run { test async throws in
            #expect(try await test.send(to: "c@d.example") == ["250", "250", "354", "250"])
            #expect(try test.files("mail/tmp").isEmpty)
            let file = try #require(try test.files("mail/new").first)
            func mode(_ path: String) throws -> Int? {
                let attributes = try FileManager.default.attributesOfItem(atPath: path)
                return (attributes[.posixPermissions] as? NSNumber)?.intValue
            }
            #expect(try mode(file.path) == 0o600)
            #expect(try mode(file.deletingLastPathComponent().path) == 0o700)
            #expect(try mode(test.relay.envelopes.path) == 0o600)
        }
    }

    @Test("records the envelope with its parameters as they were given")
    func envelope() async throws {
        try await TestRelay.run { test async throws in
            let client = try await SMTPClient.greeted(test.port)
            _ = try await client.ask(
                "MAIL FROM:<a@b.example> size=12 BODY=8BITMIME RET=HDRS ENVID=conv+2Boke")
            _ = try await client.ask(
                "RCPT TO:<\"x > y\"@d.example> NOTIFY=FAILURE,DELAY ORCPT=rfc822;c@d.example")
            _ = try await client.ask("RCPT TO:<Postmaster>")
            try await client.say("DATA")
            _ = try await client.reply()
            try await client.say("x", ".")
            _ = try await client.reply()
            let envelope = try #require(try test.envelopes().first)
            #expect(envelope.sender.address == "a@b.example")
            #expect(
                envelope.sender.parameters == [
                    "SIZE": "12", "BODY": "8BITMIME", "RET": "HDRS", "ENVID": "conv+2Boke",
                ])
            #expect(envelope.recipients.map(\.address) == ["\"x > y\"@d.example", "Postmaster"])
            #expect(
                envelope.recipients[0].parameters == [
                    "NOTIFY": "FAILURE,DELAY", "ORCPT": "rfc822;c@d.example",
                ])
            #expect(envelope.hello == "client.example" && envelope.extended)
            #expect(envelope.tls == nil && envelope.user == nil && envelope.session == 1)
            #expect(abs(envelope.receivedAt.timeIntervalSinceNow) < 600)
        }
    }

    @Test(
        "answers commands out of order",
        arguments: [
            (["MAIL FROM:<a@b.example>"], "503 5.5.1"),
            (["EHLO x", "RCPT TO:<a@b.example>"], "503 5.5.1"),
            (["EHLO x", "DATA"], "503 5.5.1"),
            (["EHLO x", "MAIL FROM:<a@b.example>", "DATA"], "554 5.5.1"),
            (["EHLO x", "MAIL FROM:<a@b.example>", "MAIL FROM:<a@b.example>"], "503 5.5.1"),
            (["EHLO x", "MAIL FROM:<a@b.example>", "RSET", "RCPT TO:<a@b.example>"], "503 5.5.1"),
            (
                ["EHLO x", "MAIL FROM:<a@b.example>", "EHLO x", "RCPT TO:<a@b.example>"],
                "503 5.5.1"
            ),
            (["EHLO x", "MAIL FROM:<a@b.example>", "STARTTLS"], "503 5.5.1"),
            (["STARTTLS"], "502 5.5.1"), (["EHLO x", "AUTH PLAIN AGEAYg=="], "502 5.5.1"),
            (["HELO x", "MAIL FROM:<a@b.example> SIZE=1"], "555 5.5.4"),
            (["EHLO"], "501 5.5.4"), (["HELO a b"], "501 5.5.4"), (["VRFY"], "501 5.5.4"),
            (["EHLO x", "DATA now"], "501 5.5.4"), (["QUIT now"], "501 5.5.4"),
            (["VRFY someone"], "252 2.1.5"), (["NOOP whatever"], "250 2.0.0"),
            (["HELP"], "214-2.0.0"), (["EXPN list"], "502 5.5.1"), (["GARBAGE"], "500 5.5.2"),
            ([""], "500 5.5.2"), (["\u{0}\u{1}"], "500 5.5.2"), (["QUIT"], "221 2.0.0"),
        ])
    func sequence(lines: [String], expected: String) async throws {
        try await TestRelay.run { test async throws in
            let client = try SMTPClient(port: test.port)
            var last = try await client.reply()
            for line in lines { last = try await client.ask(line) }
            #expect(last.hasPrefix(expected), "\(last)")
        }
    }

    @Test("says in its help what the local parts do")
    func help() async throws {
        try await TestRelay.run { test async throws in
            let help = try await SMTPClient.greeted(test.port).ask("HELP")
            for misbehaviour in Misbehaviour.allCases {
                #expect(help.contains(misbehaviour.rawValue))
            }
        }
    }

    @Test("speaks over IPv6, and by the name localhost")
    func hosts() async throws {
        try await TestRelay.with { $0.host = "::1" }.run { test async throws in
            _ = try await SMTPClient.greeted(test.port, host: "::1")
        }
        try await TestRelay.with { $0.host = "localhost" }.run { test async throws in
            _ = try await SMTPClient.greeted(test.port)
        }
    }

    @Test(
        "never listens to a network",
        arguments: ["0.0.0.0", "::", "192.0.2.1", "mail.example", "", "127.0.0.1.example"])
    func loopbackOnly(host: String) async throws {
        var configuration = SandboxConfiguration(
            directory: FileManager.default.temporaryDirectory.appending(path: "never-made"))
        configuration.host = host
        await #expect(throws: SandboxError.notLoopback(host: host)) {
            try await SandboxRelay.start(configuration)
        }
        #expect(!FileManager.default.fileExists(atPath: configuration.directory.path))
    }

    @Test("cannot start where the port is taken or the folder cannot be made")
    func cannotStart() async throws {
        try await TestRelay.run { test async throws in
            var configuration = SandboxConfiguration(
                directory: test.relay.directory.appending(path: "second"))
            configuration.port = test.port
            let error = await #expect(throws: SandboxError.self) {
                try await SandboxRelay.start(configuration)
            }
            guard case .cannotListen(_, test.port, _) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            configuration.directory = test.relay.caFile.appending(path: "below-a-file")
            await #expect(throws: SandboxError.self) {
                try await SandboxRelay.start(configuration)
            }
        }
    }

    @Test("serves 20 sessions side by side, and keeps every message once")
    func parallel() async throws {
        try await TestRelay.run { test async throws in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...20 {
                    group.addTask {
                        let client = try await SMTPClient.greeted(test.port)
                        for message in 1...25 {
                            try await client.say(
                                "MAIL FROM:<a@b.example>", "RCPT TO:<c@d.example>", "DATA")
                            #expect(try await client.codes(3) == ["250", "250", "354"])
                            try await client.say("\(number)-\(message)", ".")
                            #expect(try await client.reply().hasPrefix("250"))
                        }
                    }
                }
                try await group.waitForAll()
            }
            let texts = Set(try test.messages().map { String(decoding: $0, as: UTF8.self) })
            #expect(texts.count == 500)
            #expect(try test.files("mail/new").count == 500)
            #expect(test.relay.record.accepted == 500 && test.relay.record.sessions == 20)
        }
    }
}
