import ScriptedRelay
import Testing

@testable import Curl

@Suite struct HTTPFailureTests {
    struct Refused: Sendable, CustomTestStringConvertible {
        let url: String
        let kind: HTTPFailure.Kind
        var headers: [HTTPHeader] = []

        init(_ url: String, _ kind: HTTPFailure.Kind = .notAnAddress) {
            self.url = url
            self.kind = kind
        }

        init(_ name: String, value: String) {
            self.init("https://gateway.example/", .headerRefused)
            headers = [HTTPHeader(name, value)]
        }

        var testDescription: String { "\(url.debugDescription) \(headers)" }
    }

    @Test(
        "what is refused before anything leaves",
        arguments: [
            Refused(""), Refused("https:/x"), Refused("gateway.example/x"), Refused("ftp://x/y"),
            Refused("file:///etc/passwd"), Refused("https://"), Refused("https://a b/"),
            Refused("https://gateway.example/a b"), Refused("https://gateway.example/\r\nX: y"),
            Refused("https://gateway.example/\nX: y"), Refused("https://gateway.example/\u{0}"),
            Refused("https://gateway.example/\u{7F}"), Refused("https://gateway.example\t/"),
            Refused("https://user:secret@gateway.example/"), Refused("https://hội.example/"),
            Refused("https://gateway.example:99999/"),
            Refused("http://gateway.example/", .plainRefused),
            Refused("HTTP://gateway.example/", .plainRefused),
            Refused("X-Key", value: "a\r\nX-Other: b"), Refused("X-Key", value: "a\nb"),
            Refused("X-Key", value: "a\u{0}b"), Refused("X-Key\r\nX-Other", value: "b"),
            Refused("X Key", value: "b"), Refused("", value: "b"), Refused("X-Key:", value: "b"),
            Refused("Content-Length", value: "3"), Refused("transfer-encoding", value: "chunked"),
        ])
    func refused(_ row: Refused) {
        var request = HTTPRequest(.post, row.url)
        request.headers = row.headers
        let failure = #expect(throws: HTTPFailure.self) { try request.perform() }
        #expect(failure?.kind == row.kind, "\(String(describing: failure))")
        #expect(failure?.requestLeft == false)
        #expect(failure?.detail.contains("secret") == false)
    }

    @Test(
        "libcurl's numbers in our words",
        arguments: [
            (1, false, .notHTTP), (1, true, .redirectRefused), (3, false, .notAnAddress),
            (3, true, .redirectRefused), (6, false, .hostUnknown), (7, false, .unreachable),
            (8, false, .notHTTP), (16, false, .brokenOff), (18, false, .brokenOff),
            (28, true, .tooSlow), (35, false, .encryptionFailed), (42, false, .stopped),
            (47, true, .redirectsInCircles), (52, false, .brokenOff), (55, false, .brokenOff),
            (56, false, .brokenOff), (60, false, .certificateNotTrusted),
            (67, false, .notAnAddress), (67, true, .redirectRefused),
            (77, false, .authoritiesUnreadable), (92, false, .brokenOff),
            (27, false, .libraryFailed), (23, false, .libraryFailed),
        ] as [(Int, Bool, HTTPFailure.Kind)])
    func codes(code: Int, redirected: Bool, kind: HTTPFailure.Kind) {
        #expect(HTTPFailure.Kind(code: code, redirected: redirected) == kind)
    }

    struct Break: Sendable, CustomTestStringConvertible {
        let name: String
        let acts: [Act]
        let kind: HTTPFailure.Kind
        var testDescription: String { name }
    }

    @Test(
        "a reply that is none",
        arguments: [
            Break(name: "reset", acts: [.reset], kind: .brokenOff),
            Break(name: "closed", acts: [.close], kind: .brokenOff),
            Break(
                name: "closed in the head", acts: [.raw("HTTP/1.1 200 OK\r\nX: "), .close],
                kind: .brokenOff),
            Break(
                name: "closed in the body",
                acts: [.raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"), .close],
                kind: .brokenOff),
            Break(name: "SMTP", acts: [.say("220 relay.example"), .close], kind: .notHTTP),
            Break(
                name: "a status that is no number", acts: [.say("HTTP/1.1 ok\r\n"), .close],
                kind: .notHTTP),
            Break(
                name: "endless headers",
                acts: [.say("HTTP/1.1 200 OK")]
                    + (0..<2000).map { .say("X-\($0): " + String(repeating: "x", count: 90)) },
                kind: .notHTTP),
        ])
    func broken(_ row: Break) {
        let site = ScriptedSite { _ in row.acts }
        var request = HTTPRequest(.post, site.url("/"))
        request.allowsPlain = true
        let failure = #expect(throws: HTTPFailure.self) { try request.perform() }
        site.stop()
        #expect(failure?.kind == row.kind, "\(String(describing: failure))")
        #expect(failure?.requestLeft == true)
    }

    @Test(
        "a server that is too slow",
        arguments: [
            [Act.silence], [.raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"), .silence],
            [
                .drip(
                    "HTTP/1.1 200 OK" + String(repeating: "x", count: 40), pause: .milliseconds(20))
            ],
        ])
    func slow(_ acts: [Act]) {
        let site = ScriptedSite { _ in acts + [.close] }
        var request = HTTPRequest(.get, site.url("/"))
        request.allowsPlain = true
        request.timeLimit = .milliseconds(300)
        let failure = #expect(throws: HTTPFailure.self) { try request.perform() }
        site.stop()
        #expect(failure?.kind == .tooSlow, "\(String(describing: failure))")
        #expect(failure?.requestLeft == true)
    }

    @Test("the time limit is for all redirects together")
    func slowRedirects() {
        let site = ScriptedSite {
            [.pause(.milliseconds(100))] + .reply(302, "Location: /", to: $0)
        }
        var request = HTTPRequest(.get, site.url("/"))
        request.allowsPlain = true
        request.redirects = 50
        request.timeLimit = .milliseconds(500)
        let failure = #expect(throws: HTTPFailure.self) { try request.perform() }
        site.stop()
        #expect(failure?.kind == .tooSlow)
    }

    @Test("nobody listens")
    func unreachable() {
        let site = ScriptedSite { .reply(200, to: $0) }
        site.stop()
        var request = HTTPRequest(.post, site.url("/"))
        request.allowsPlain = true
        let failure = #expect(throws: HTTPFailure.self) { try request.perform() }
        #expect(failure?.kind == .unreachable)
        #expect(failure?.requestLeft == false)
    }

    @Test("a trusted certificate")
    func trusted() throws {
        let site = ScriptedSite(certificate: "relay") { .reply(200, to: $0) }
        var request = HTTPRequest(.get, site.url("/"))
        request.caFile = ScriptedRelay.certificate("authority")
        let response = try request.perform()
        site.stop()
        #expect(response.status == 200)
        #expect(response.url == site.url("/"))
    }

    struct Distrust: Sendable, CustomTestStringConvertible {
        let name: String
        var certificate = "relay"
        var caFile: String? = ScriptedRelay.certificate("authority")
        var kind = HTTPFailure.Kind.certificateNotTrusted
        var testDescription: String { name }
    }

    @Test(
        "a certificate that is not trusted gets no request",
        arguments: [
            Distrust(
                name: "by an authority that we do not trust",
                caFile: ScriptedRelay.certificate("stranger")),
            Distrust(name: "by an authority that the system does not know", caFile: nil),
            Distrust(name: "for another host", certificate: "elsewhere"),
            Distrust(
                name: "no authorities to read", caFile: "/nonexistent/ca.pem",
                kind: .authoritiesUnreadable),
        ])
    func distrusted(_ row: Distrust) {
        let site = ScriptedSite(certificate: row.certificate) { .reply(200, to: $0) }
        var request = HTTPRequest(.post, site.url("/"))
        request.caFile = row.caFile
        let failure = #expect(throws: HTTPFailure.self) { try request.perform() }
        site.stop()
        #expect(failure?.kind == row.kind, "\(String(describing: failure))")
        #expect(failure?.requestLeft == false)
        #expect(site.requests.isEmpty)
    }

    @Test("HTTPS to a server that speaks none")
    func noTLS() {
        let relay = ScriptedRelay([.say("220 relay.example"), .silence])
        let url = "https://127.0.0.1:\(relay.port)/"
        let failure = #expect(throws: HTTPFailure.self) { try HTTPRequest(.get, url).perform() }
        relay.stop()
        #expect(failure?.kind == .encryptionFailed)
        #expect(failure?.requestLeft == false)
    }
}
