import Foundation
import Testing

@testable import Sandbox

@Suite("Encryption", .timeLimit(.minutes(10)))
struct EncryptionTests {
    private static let smtplib = """
        import smtplib, ssl, sys
        port, ca, how, host = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
        context = ssl.create_default_context(cafile=ca if ca else None)
        try:
            if how == 'smtps':
                s = smtplib.SMTP_SSL(host, port, context=context, timeout=10)
            else:
                s = smtplib.SMTP(host, port, timeout=10)
                s.ehlo()
                print('plain', s.has_extn('auth'))
                s.starttls(context=context)
            s.ehlo()
            print('offers', s.has_extn('starttls'), s.has_extn('auth'))
            s.login('office', sys.argv[5])
            s.sendmail('vănphòng@b.example', ['nhận@d.example'],
                       'Subject: Kính mời\\r\\n\\r\\n.chấm\\r\\n'.encode(),
                       mail_options=['SMTPUTF8', 'BODY=8BITMIME'])
            s.quit()
            print('sent')
        except ssl.SSLCertVerificationError: print('not trusted')
        except smtplib.SMTPAuthenticationError as e: print('login', e.smtp_code)
        """

    private static func secured(_ configuration: inout SandboxConfiguration) {
        configuration.credentials = .init(user: "office", password: "secret")
        configuration.requiresTLS = true
        configuration.smtpsPort = 0
    }

    @Test(
        "and login as Python's client does them, with an address and text in UTF-8",
        arguments: [("starttls", "localhost"), ("starttls", "127.0.0.1"), ("smtps", "127.0.0.1")])
    func sent(how: String, host: String) async throws {
        try await TestRelay.with(Self.secured).run { test async throws in
            let port = how == "smtps" ? try #require(test.relay.smtpsPort) : test.port
            let lines = try await Python.run(
                Self.smtplib, ["\(port)", test.relay.caFile.path, how, host, "secret"])
            let before = how == "smtps" ? [] : ["plain False"]
            let offer = how == "smtps" ? "offers False True" : "offers False True"
            #expect(lines == before + [offer, "sent"])
            let envelope = try #require(try test.envelopes().first)
            #expect(envelope.tls == "TLSv1.3" && envelope.user == "office")
            #expect(envelope.sender.address == "vănphòng@b.example")
            #expect(envelope.sender.parameters["SMTPUTF8"] == "")
            #expect(envelope.recipients.map(\.address) == ["nhận@d.example"])
            #expect(try test.messages() == [Data("Subject: Kính mời\r\n\r\n.chấm\r\n".utf8)])
        }
    }

    @Test("is not trusted without the sandbox's own authority")
    func notTrusted() async throws {
        try await TestRelay.with(Self.secured).run { test async throws in
            let lines = try await Python.run(
                Self.smtplib, ["\(test.port)", "", "starttls", "localhost", "secret"])
            #expect(lines == ["plain False", "not trusted"])
        }
    }

    @Test("does not make a wrong password right")
    func wrongPassword() async throws {
        try await TestRelay.with(Self.secured).run { test async throws in
            let lines = try await Python.run(
                Self.smtplib,
                ["\(test.port)", test.relay.caFile.path, "starttls", "localhost", "wrong"])
            #expect(lines.last == "login 535")
            // PLAIN, and then LOGIN.
            #expect(test.relay.record.refused == [.login: 2])
        }
    }

    @Test("that is required stands before MAIL and AUTH")
    func required() async throws {
        try await TestRelay.with(Self.secured).run { test async throws in
            let client = try await SMTPClient.greeted(test.port)
            #expect(try await client.ask("MAIL FROM:<a@b.example>").hasPrefix("530 5.7.0"))
            #expect(try await client.ask("AUTH PLAIN AA==").hasPrefix("530 5.7.0"))
        }
    }

    @Test("takes nothing that was slipped in before the handshake")
    func injected() async throws {
        try await TestRelay.run { test async throws in
            let together = try await SMTPClient.greeted(test.port)
            try await together.say("STARTTLS", "MAIL FROM:<a@b.example>")
            #expect(try await together.reply().hasPrefix("503 5.5.0"))
            #expect(try await together.reply().isEmpty)
            let after = try await SMTPClient.greeted(test.port)
            #expect(try await after.ask("STARTTLS").hasPrefix("220 2.0.0"))
            try await after.say("MAIL FROM:<a@b.example>", "RCPT TO:<c@d.example>")
            let answer = try await after.reply()
            #expect(!answer.hasPrefix("250"))
            #expect(test.relay.record.accepted == 0)
        }
    }

    @Test("forgets what was said before it, and is not offered twice")
    func reset() async throws {
        let script = """
            import smtplib, ssl, sys
            s = smtplib.SMTP('localhost', int(sys.argv[1]), timeout=10)
            s.ehlo()
            s.starttls(context=ssl.create_default_context(cafile=sys.argv[2]))
            print(s.docmd('MAIL FROM:<a@b.example>')[0])
            s.ehlo()
            print(s.docmd('STARTTLS')[0])
            print(s.docmd('MAIL FROM:<a@b.example>')[0])
            """
        try await TestRelay.run { test async throws in
            let lines = try await Python.run(script, ["\(test.port)", test.relay.caFile.path])
            #expect(lines == ["503", "503", "250"])
        }
    }
}
