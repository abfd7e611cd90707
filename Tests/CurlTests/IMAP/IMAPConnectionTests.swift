import ScriptedRelay
import Testing

@testable import Curl

/// Each expectation here is also a measurement of libcurl: a newer one shows its differences.
@Suite("An IMAP connection as libcurl hands it over")
struct IMAPConnectionTests {
    @Test("greeting, login and then our own words, over TLS from the first byte")
    func fromTheStart() throws {
        let server = ScriptedRelay(
            [.encrypt("relay")] + .loggedIn + [.hear("c1 NOOP"), .say("c1 OK"), .silence])
        let connection = try IMAPConnection(.to(server, .fromTheStart))
        #expect(connection.isEncrypted)
        #expect(!connection.isPreauthenticated)
        #expect(try connection.ask("c1 NOOP\r\n") == "c1 OK\r\n")
        connection.close()
        server.stop()
        #expect(server.surprises.isEmpty, "\(server.surprises)")
        let login = "A002 AUTHENTICATE PLAIN AG9mZmljZQBzZWNyZXQ="
        #expect(server.lines == [["A001 CAPABILITY", login, "c1 NOOP"]])
    }

    @Test("STARTTLS: certificate checked, capabilities asked again, login inside")
    func startTLS() throws {
        let server = ScriptedRelay(
            .mailServer("STARTTLS LOGINDISABLED") + [
                .hear("A002 STARTTLS"), .say("A002 OK go"), .encrypt("relay"),
            ] + .capabilities("AUTH=PLAIN", tag: "A003") + [
                .hear("A004 AUTHENTICATE PLAIN"), .say("+ "), .hear("AG9mZmljZQBzZWNyZXQ="),
                .say("A004 OK in"), .silence,
            ])
        let connection = try IMAPConnection(.to(server, .required))
        #expect(connection.isEncrypted)
        connection.close()
        server.stop()
        #expect(server.surprises.isEmpty, "\(server.surprises)")
    }

    @Test("LOGIN, where nothing better is offered, quotes what is special")
    func login() throws {
        let server = ScriptedRelay(
            .mailServer("") + [.hear("A002 LOGIN"), .say("A002 OK in"), .silence])
        let connection = try IMAPConnection(
            .to(server, .whenOffered, user: #"off"ice"#, password: #"p\a s%(s"#))
        #expect(!connection.isEncrypted)
        connection.close()
        server.stop()
        #expect(server.lines[0].last == #"A002 LOGIN "off\"ice" "p\\a s%(s""#)
    }

    @Test("a server that knows us already is not told the password")
    func preauthenticated() throws {
        let server = ScriptedRelay(
            [.encrypt("relay"), .say("* PREAUTH hello")] + .capabilities("AUTH=PLAIN")
                + [.silence])
        let connection = try IMAPConnection(.to(server, .fromTheStart))
        #expect(connection.isPreauthenticated)
        connection.close()
        server.stop()
        #expect(server.lines == [["A001 CAPABILITY"]])
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let name: String
        let acts: [Act]
        var encryption = IMAPEndpoint.Encryption.required
        var authority = "authority"
        let code: Int
        let stage: ConnectionStage
        var objection: CurlFailure.Objection?
        var words: String?
        var testDescription: String { name }
    }

    @Test(
        "what is not accepted",
        arguments: [
            Refusal(
                name: "a certificate by an authority that we do not trust",
                acts: [.encrypt("relay"), .silence], encryption: .fromTheStart,
                authority: "stranger", code: CurlCode.certificateNotTrusted, stage: .connect),
            Refusal(
                name: "a certificate for another host", acts: [.encrypt("elsewhere"), .silence],
                encryption: .fromTheStart, code: CurlCode.certificateNotTrusted, stage: .connect),
            Refusal(
                name: "the same behind STARTTLS, where it was only offered",
                acts: .mailServer("STARTTLS AUTH=PLAIN") + [
                    .hear("A002 STARTTLS"), .say("A002 OK go"), .encrypt("elsewhere"), .silence,
                ], encryption: .whenOffered, code: CurlCode.certificateNotTrusted,
                stage: .handshake, words: "A002 OK go"),
            Refusal(
                name: "no STARTTLS where it is required",
                acts: .mailServer("AUTH=PLAIN") + [.silence], code: CurlCode.tlsNotAvailable,
                stage: .greeting, words: "A001 OK done"),
            Refusal(
                name: "a greeting that skips the login, and with it STARTTLS",
                acts: [.say("* PREAUTH hello")] + .capabilities("STARTTLS") + [.silence],
                code: CurlCode.tlsNotAvailable, stage: .greeting, words: "A001 OK done"),
            Refusal(
                name: "a refused STARTTLS",
                acts: .mailServer("STARTTLS AUTH=PLAIN") + [
                    .hear("A002 STARTTLS"), .say("A002 NO not now"), .silence,
                ], encryption: .whenOffered, code: CurlCode.writeError, stage: .startTLS,
                objection: .encryptionRefused, words: "A002 NO not now"),
            Refusal(
                name: "bytes that were injected behind STARTTLS's reply",
                acts: .mailServer("STARTTLS") + [
                    .hear("A002 STARTTLS"), .raw("A002 OK go\r\nA003 OK injected\r\n"), .silence,
                ], code: CurlCode.weirdReply, stage: .handshake, words: "A002 OK go"),
            Refusal(
                name: "a login that is refused",
                acts: .mailServer("AUTH=PLAIN SASL-IR") + [
                    .hear("A002 AUTHENTICATE"), .say("A002 NO [AUTHENTICATIONFAILED] wrong"),
                    .silence,
                ], encryption: .whenOffered, code: CurlCode.loginDenied, stage: .login,
                words: "A002 NO [AUTHENTICATIONFAILED] wrong"),
            Refusal(
                name: "no way to log in", acts: .mailServer("LOGINDISABLED") + [.silence],
                encryption: .whenOffered, code: CurlCode.loginDenied, stage: .greeting,
                words: "A001 OK done"),
            Refusal(
                name: "a greeting that says no", acts: [.say("* BYE too many of you"), .silence],
                encryption: .whenOffered, code: CurlCode.weirdReply, stage: .connect,
                words: "* BYE too many of you"),
            Refusal(
                name: "another kind of server", acts: [.say("220 mail.example ESMTP"), .silence],
                encryption: .whenOffered, code: CurlCode.weirdReply, stage: .connect,
                words: "220 mail.example ESMTP"),
            Refusal(
                name: "a greeting without end",
                acts: [.raw("* CAPABILITY " + String(repeating: "x", count: 300_000)), .silence],
                encryption: .whenOffered, code: CurlCode.receiveError, stage: .connect),
        ])
    func refuses(_ refusal: Refusal) {
        let server = ScriptedRelay(refusal.acts)
        let failure = #expect(throws: CurlFailure.self) {
            try IMAPConnection(
                .to(server, refusal.encryption, authority: refusal.authority, limit: .seconds(1)))
        }
        server.stop()
        #expect(failure?.code == refusal.code, "\(String(describing: failure))")
        #expect(failure?.stage == refusal.stage, "\(String(describing: failure))")
        #expect(failure?.objection == refusal.objection)
        #expect(failure?.lastReply == (refusal.words.map { [$0] } ?? []))
        #expect(server.surprises.isEmpty, "\(server.surprises)")
    }

    @Test("silence instead of a greeting ends with the time for it")
    func silent() {
        let server = ScriptedRelay([.silence])
        let failure = #expect(throws: CurlFailure.self) {
            try IMAPConnection(.to(server, .required, limit: .milliseconds(200)))
        }
        server.stop()
        #expect(failure?.code == CurlCode.timedOut)
    }

    @Test("an endpoint as libcurl reads it")
    func urls() {
        func url(_ host: String, _ encryption: IMAPEndpoint.Encryption) -> String {
            IMAPEndpoint(
                host: host, port: 993, encryption: encryption, user: "", password: "",
                caFile: nil, limit: .seconds(1)
            ).url
        }
        #expect(url("mail.example", .required) == "imap://mail.example:993/")
        #expect(url("::1", .fromTheStart) == "imaps://[::1]:993/")
    }
}

extension IMAPConnection {
    fileprivate func ask(_ text: String) throws -> String {
        try Array(text.utf8).withUnsafeBytes { try send($0, by: .now + .seconds(20)) }
        let space = UnsafeMutableRawBufferPointer.allocate(byteCount: 1000, alignment: 1)
        defer { space.deallocate() }
        let got = try receive(into: space, by: .now + .seconds(20))
        return String(decoding: space.prefix(got), as: UTF8.self)
    }
}

extension IMAPEndpoint {
    static func to(
        _ server: ScriptedRelay, _ encryption: Encryption, user: String = "office",
        password: String = "secret", authority: String = "authority",
        limit: Duration = .seconds(20)
    ) -> IMAPEndpoint {
        IMAPEndpoint(
            host: "localhost", port: server.port, encryption: encryption, user: user,
            password: password, caFile: ScriptedRelay.certificate(authority), limit: limit)
    }
}
