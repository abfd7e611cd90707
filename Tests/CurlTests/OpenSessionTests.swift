import Foundation
import ScriptedRelay
import Testing

@testable import Curl

/// Each expectation here is also a measurement of libcurl: a newer one shows its differences.
@Suite struct OpenSessionTests {
    @Test("the banner may take longer than connecting may")
    func slowBanner() throws {
        let relay = ScriptedRelay(
            [.pause(.milliseconds(1500))] + .greeting("PIPELINING") + .farewell)
        let session = try OpenSession(.to(relay, connectLimit: .seconds(1)))
        #expect(session.greeting == ["relay.example", "PIPELINING"])
        #expect(session.banner == ["220 relay.example ESMTP"])
        #expect(!session.isEncrypted)
        #expect(!session.isLoggedIn)
        session.close()
        relay.stop()
    }

    @Test("EHLO carries our name, an address literal too")
    func ehloName() throws {
        let relay = ScriptedRelay(.greeting() + [.silence])
        let session = try OpenSession(.to(relay, ehloName: "[127.0.0.1]"))
        session.close()
        relay.stop()
        #expect(relay.lines == [["EHLO [127.0.0.1]"]])
    }

    @Test("nothing is said on a session that is closed, not even QUIT")
    func closesSilently() throws {
        let relay = ScriptedRelay(.greeting() + [.hear("MAIL")])
        do {
            let session = try OpenSession(.to(relay))
            session.close()
        }
        relay.stop()
        #expect(relay.surprises == ["the client left instead of MAIL"])
    }

    @Test("STARTTLS: certificate checked, login inside, the second greeting holds")
    func startTLS() throws {
        let relay = ScriptedRelay(
            .greeting("STARTTLS", "OLD") + [
                .hear("STARTTLS"), .say("220 go"), .encrypt("relay"), .hear("EHLO"),
                .raw("250-relay.example\r\n250-AUTH PLAIN\r\n250 PIPELINING\r\n"),
                .hear("AUTH PLAIN"), .say("334 "), .hear("AG9mZmljZQBzZWNyZXQ="), .say("235 in"),
                .hear("NOOP"), .say("250 still here"), .silence,
            ])
        let session = try OpenSession(
            .to(
                relay, .required, host: "localhost",
                login: .init(user: "office", password: "secret"),
                caFile: ScriptedRelay.certificate("authority")))
        #expect(session.isEncrypted)
        #expect(session.isLoggedIn)
        #expect(session.greeting == ["relay.example", "AUTH PLAIN", "PIPELINING"])
        #expect(try session.ask("NOOP\r\n") == "250 still here\r\n")
        session.close()
        relay.stop()
        #expect(relay.surprises.isEmpty, "\(relay.surprises)")
    }

    @Test("TLS from the first byte")
    func fromTheStart() throws {
        let relay = ScriptedRelay([.encrypt("relay")] + .greeting("PIPELINING") + [.silence])
        let session = try OpenSession(
            .to(
                relay, .fromTheStart, host: "localhost",
                caFile: ScriptedRelay.certificate("authority")))
        #expect(session.isEncrypted)
        session.close()
        relay.stop()
    }

    @Test("a large write over TLS arrives whole")
    func largeOverTLS() throws {
        let relay = ScriptedRelay(
            [.encrypt("relay")] + .greeting() + [.read(3_000_000), .say("250 got it"), .silence])
        let session = try OpenSession(
            .to(
                relay, .fromTheStart, host: "localhost",
                caFile: ScriptedRelay.certificate("authority")))
        #expect(try session.ask(String(repeating: "x", count: 3_000_000)) == "250 got it\r\n")
        session.close()
        relay.stop()
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let name: String
        let acts: [Act]
        var encryption = SMTPEndpoint.Encryption.fromTheStart
        var host = "localhost"
        var caFile: String? = ScriptedRelay.certificate("authority")
        var login: SMTPEndpoint.Login?
        let code: Int
        let stage: ConnectionStage
        var objection: CurlFailure.Objection?
        var testDescription: String { name }
    }

    @Test(
        "what libcurl does not accept",
        arguments: [
            Refusal(
                name: "a certificate by an authority that we do not trust",
                acts: [.encrypt("relay"), .silence],
                caFile: ScriptedRelay.certificate("stranger"),
                code: CurlCode.certificateNotTrusted, stage: .connect),
            Refusal(
                name: "a certificate by an authority that the system does not know",
                acts: [.encrypt("relay"), .silence], caFile: nil,
                code: CurlCode.certificateNotTrusted, stage: .connect),
            Refusal(
                name: "a certificate for another host", acts: [.encrypt("elsewhere"), .silence],
                code: CurlCode.certificateNotTrusted, stage: .connect),
            Refusal(
                name: "the same behind STARTTLS, where it was only offered",
                acts: .greeting("STARTTLS", "AUTH PLAIN") + [
                    .hear("STARTTLS"), .say("220 go"), .encrypt("elsewhere"), .silence,
                ], encryption: .whenOffered, login: .init(user: "office", password: "secret"),
                code: CurlCode.certificateNotTrusted, stage: .handshake),
            Refusal(
                name: "a file of authorities that is not there", acts: [.silence],
                caFile: "/nonexistent/ca.pem", code: CurlCode.caFileUnreadable, stage: .connect),
            Refusal(
                name: "no STARTTLS where it is required", acts: .greeting("SIZE") + [.silence],
                encryption: .required, code: CurlCode.tlsNotAvailable, stage: .greeting),
            Refusal(
                name: "a refused STARTTLS",
                acts: .greeting("STARTTLS") + [.hear("STARTTLS"), .say("454 no"), .silence],
                encryption: .whenOffered, code: CurlCode.writeError, stage: .startTLS,
                objection: .encryptionRefused),
            Refusal(
                name: "bytes that were injected behind STARTTLS's reply",
                acts: .greeting("STARTTLS") + [
                    .hear("STARTTLS"), .raw("220 go\r\n250 injected\r\n"), .silence,
                ], encryption: .required, code: CurlCode.weirdReply, stage: .handshake),
            Refusal(
                name: "a login that is refused",
                acts: .greeting("AUTH PLAIN") + [
                    .hear("AUTH"), .say("334 "), .hear(""), .say("535 5.7.8 no"), .silence,
                ], encryption: .none, login: .init(user: "office", password: "wrong"),
                code: CurlCode.loginDenied, stage: .login),
            Refusal(
                name: "a banner that says no", acts: [.say("554 no"), .silence], encryption: .none,
                code: CurlCode.weirdReply, stage: .banner),
        ])
    func refuses(_ refusal: Refusal) {
        let relay = ScriptedRelay(refusal.acts)
        let endpoint = SMTPEndpoint.to(
            relay, refusal.encryption, host: refusal.host, login: refusal.login,
            caFile: refusal.caFile)
        let failure = #expect(throws: CurlFailure.self) { try OpenSession(endpoint) }
        relay.stop()
        #expect(failure?.code == refusal.code, "\(String(describing: failure))")
        #expect(failure?.stage == refusal.stage, "\(String(describing: failure))")
        #expect(failure?.objection == refusal.objection)
        let secrets = relay.lines.joined().filter { $0.hasPrefix("AUTH") }
        #expect(secrets.isEmpty || refusal.login != nil && refusal.stage == .login)
    }

    @Test("nobody listens")
    func unreachable() {
        let relay = ScriptedRelay()
        relay.stop()
        let failure = #expect(throws: CurlFailure.self) { try OpenSession(.to(relay)) }
        #expect(failure?.code == CurlCode.couldNotConnect)
        #expect(failure?.stage == .connect)
    }

    @Test("silence where TLS comes first ends with the time for connecting")
    func silentTLS() {
        let relay = ScriptedRelay([.silence])
        let failure = #expect(throws: CurlFailure.self) {
            try OpenSession(.to(relay, .fromTheStart, connectLimit: .milliseconds(200)))
        }
        relay.stop()
        #expect(failure?.objection == .connectsTooSlowly)
    }

    @Test("a broken connection tells how much may have left")
    func broken() throws {
        let relay = ScriptedRelay(.greeting() + [.read(10), .reset])
        let session = try OpenSession(.to(relay))
        let bytes = [UInt8](repeating: 120, count: 30_000_000)
        var count = 0
        #expect(throws: OpenSession.Interruption.self) { try session.put(bytes, &count) }
        relay.stop()
        #expect((10..<bytes.count).contains(count))
    }

    @Test("whoever reads when nothing is there is told so, and does not wait")
    func nothingYet() throws {
        let relay = ScriptedRelay(.greeting() + [.silence])
        let session = try OpenSession(.to(relay))
        let space = UnsafeMutableRawBufferPointer.allocate(byteCount: 100, alignment: 1)
        defer { space.deallocate() }
        #expect(try session.read(into: space) == nil)
        session.close()
        relay.stop()
    }

    @Test("an endpoint as libcurl reads it")
    func urls() {
        func url(_ host: String, _ encryption: SMTPEndpoint.Encryption) -> String {
            SMTPEndpoint(
                host: host, port: 25, encryption: encryption, login: nil, caFile: nil,
                ehloName: "[::1]/x y", connectLimit: .seconds(1), replyLimit: .seconds(1)
            ).url
        }
        #expect(url("mail.example", .required) == "smtp://mail.example:25/%5B%3A%3A1%5D%2Fx%20y")
        #expect(url("::1", .fromTheStart).hasPrefix("smtps://[::1]:25/"))
        #expect(url("[::1]", .none).hasPrefix("smtp://[::1]:25/"))
    }
}

extension OpenSession {
    /// Sends all bytes; counts those that may have left.
    fileprivate func put(_ bytes: [UInt8], _ count: inout Int) throws {
        var sent = 0
        while sent < bytes.count {
            count = max(count, sent + atStake(of: bytes.count - sent))
            let more = try bytes[sent...].withUnsafeBytes { try write($0) }
            if let more { sent += more } else { try wait(POLLOUT) }
            count = max(count, sent)
        }
    }

    fileprivate func ask(_ text: String) throws -> String {
        var count = 0
        let bytes = Array(text.utf8)
        try put(bytes, &count)
        #expect(count == bytes.count)
        return try String(decoding: answer(), as: UTF8.self)
    }

    private func answer() throws -> [UInt8] {
        let space = UnsafeMutableRawBufferPointer.allocate(byteCount: 1000, alignment: 1)
        defer { space.deallocate() }
        while true {
            if let got = try read(into: space) { return Array(space.prefix(got)) }
            try wait(POLLIN)
        }
    }

    private func wait(_ event: Int32) throws {
        var entry = pollfd(fd: descriptor, events: Int16(event), revents: 0)
        try #require(poll(&entry, 1, 20_000) == 1, "nothing for 20 seconds")
    }
}

extension SMTPEndpoint {
    static func to(
        _ relay: ScriptedRelay, _ encryption: Encryption = .none, host: String = "127.0.0.1",
        login: Login? = nil, caFile: String? = nil, ehloName: String = "office.example",
        connectLimit: Duration = .seconds(10), replyLimit: Duration = .seconds(20)
    ) -> SMTPEndpoint {
        SMTPEndpoint(
            host: host, port: relay.port, encryption: encryption, login: login, caFile: caFile,
            ehloName: ehloName, connectLimit: connectLimit, replyLimit: replyLimit)
    }
}
