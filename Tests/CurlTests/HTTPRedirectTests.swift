import ScriptedRelay
import Testing

@testable import Curl

@Suite struct HTTPRedirectTests {
    /// `/n` leads to `/n-1`, and `/0` is the end.
    private static func staircase() -> ScriptedSite {
        ScriptedSite { request in
            let number = Int(request.target.dropFirst()) ?? 0
            return number == 0
                ? .reply(200, "X-Place: end", body: "here", to: request)
                : .reply(302, "Location: /\(number - 1)", "X-Place: way", body: "no", to: request)
        }
    }

    private static func request(_ url: String, redirects: Int) -> HTTPRequest {
        var request = HTTPRequest(.get, url)
        request.allowsPlain = true
        request.redirects = redirects
        return request
    }

    @Test("as many redirects as allowed, and only the last reply counts")
    func followed() throws {
        let site = Self.staircase()
        let response = try Self.request(site.url("/3"), redirects: 3).perform()
        site.stop()
        #expect(response.status == 200)
        #expect(response.url == site.url("/0"))
        #expect(response.headers.map(\.name) == ["Content-Length", "X-Place"])
        #expect(response.body == Array("here".utf8))
        #expect(site.titles == ["GET /3", "GET /2", "GET /1", "GET /0"])
    }

    @Test("one more than allowed")
    func tooMany() {
        let site = Self.staircase()
        let failure = #expect(throws: HTTPFailure.self) {
            try Self.request(site.url("/3"), redirects: 2).perform()
        }
        site.stop()
        #expect(failure?.kind == .redirectsInCircles)
        #expect(site.titles == ["GET /3", "GET /2", "GET /1"])
    }

    @Test("none is followed where none is allowed, and the reply says where it led")
    func none() throws {
        let site = Self.staircase()
        let response = try Self.request(site.url("/3"), redirects: 0).perform()
        site.stop()
        #expect(response.status == 302)
        #expect(response.header("Location") == "/2")
    }

    @Test("a redirect in circles")
    func circle() {
        let site = ScriptedSite { .reply(301, "Location: /", to: $0) }
        let failure = #expect(throws: HTTPFailure.self) {
            try Self.request(site.url("/"), redirects: 5).perform()
        }
        site.stop()
        #expect(failure?.kind == .redirectsInCircles)
        #expect(site.requests.count == 6)
    }

    @Test("a site that wants its cookie back before it shows anything")
    func cookie() throws {
        let site = ScriptedSite { request in
            request.values("Cookie") == ["seen=1"]
                ? .reply(200, to: request)
                : .reply(302, "Location: /", "Set-Cookie: seen=1", to: request)
        }
        #expect(try Self.request(site.url("/"), redirects: 5).perform().status == 200)
        site.stop()
    }

    @Test("a secret in a header and a body stay with the server that was named")
    func kept() throws {
        let site = Self.staircase()
        var request = Self.request(site.url("/1"), redirects: 5)
        request.headers = [HTTPHeader("X-Key", "secret")]
        #expect(try request.perform().status == 302)
        request.headers = []
        request.method = .post
        request.body = [120]
        #expect(try request.perform().status == 302)
        site.stop()
        #expect(site.titles == ["GET /1", "POST /1"])
    }

    @Test(
        "a redirect away from the web is not followed",
        arguments: [
            "file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/x", "smtp://127.0.0.1",
            "http://user:secret@127.0.0.1/", "http://bad host/",
        ])
    func refused(_ location: String) {
        let site = ScriptedSite { .reply(302, "Location: \(location)", to: $0) }
        let failure = #expect(throws: HTTPFailure.self) {
            try Self.request(site.url("/"), redirects: 5).perform()
        }
        site.stop()
        #expect(failure?.kind == .redirectRefused, "\(String(describing: failure))")
        #expect(site.requests.count == 1)
    }

    @Test("a redirect from HTTPS to plain HTTP is followed only where plain is allowed")
    func downgraded() throws {
        let plain = ScriptedSite { .reply(200, to: $0) }
        let target = plain.url("/plain")
        let site = ScriptedSite(certificate: "relay") {
            .reply(302, "Location: \(target)", to: $0)
        }
        var request = Self.request(site.url("/"), redirects: 5)
        request.caFile = ScriptedRelay.certificate("authority")
        request.allowsPlain = false
        let failure = #expect(throws: HTTPFailure.self) { try request.perform() }
        #expect(failure?.kind == .redirectRefused)
        #expect(plain.requests.isEmpty)
        request.allowsPlain = true
        #expect(try request.perform().url == target)
        site.stop()
        plain.stop()
    }
}
