import Foundation
import ScriptedRelay
import Testing

@testable import Curl

/// Each expectation here is also a measurement of libcurl: a newer one shows its differences.
@Suite struct HTTPRequestTests {
    @Test("header and body go out as given, and nothing of libcurl's beside them")
    func sent() throws {
        let site = ScriptedSite { .reply(200, "X-Id: 17", body: "{}", to: $0) }
        var request = HTTPRequest(.post, site.url("/send?a=b"))
        request.allowsPlain = true
        request.headers = [
            HTTPHeader("Content-Type", "application/json"), HTTPHeader("X-Key", "kín"),
            HTTPHeader("X-Empty", " "),
        ]
        request.body = Array(#"{"text": "Hội nghị"}"#.utf8) + [0, 13, 10, 255]
        let response = try request.perform()
        site.stop()
        #expect(response.status == 200)
        #expect(response.isSuccess)
        #expect(response.header("x-ID") == "17")
        #expect(response.body == Array("{}".utf8))
        #expect(!response.isCut)
        let seen = try #require(site.requests.first)
        #expect(seen.title == "POST /send?a=b")
        #expect(seen.body == request.body)
        #expect(
            Set(seen.lines) == [
                "Host: 127.0.0.1:\(site.port)", "User-Agent: Convoke", "Accept: */*",
                "Content-Type: application/json", "X-Key: kín", "X-Empty:",
                "Content-Length: \(request.body.count)",
            ])
    }

    @Test(
        "each method by its name, with a body only where it has one",
        arguments: HTTPRequest.Method.allCases)
    func methods(_ method: HTTPRequest.Method) throws {
        let site = ScriptedSite { .reply(204, to: $0) }
        var request = HTTPRequest(method, site.url("/"))
        request.allowsPlain = true
        #expect(try request.perform().status == 204)
        site.stop()
        #expect(site.titles == ["\(method.rawValue) /"])
        let lengths = site.requests[0].values("Content-Length")
        #expect(lengths == ([.post, .put].contains(method) ? ["0"] : []))
        #expect(site.requests[0].values("Content-Type").isEmpty)
    }

    @Test("a large body does not wait for the server's leave")
    func largeBody() throws {
        let site = ScriptedSite { .reply(200, to: $0) }
        var request = HTTPRequest(.put, site.url("/"))
        request.allowsPlain = true
        request.body = [UInt8](repeating: 120, count: 3_000_000)
        #expect(try request.perform().status == 200)
        site.stop()
        #expect(site.requests[0].body.count == 3_000_000)
        #expect(site.requests[0].values("Expect").isEmpty)
    }

    @Test("letters outside ASCII are percent-encoded after the server's name")
    func unicode() throws {
        let site = ScriptedSite { .reply(200, to: $0) }
        var request = HTTPRequest(.get, site.url("/tài-liệu.pdf?q=ế"))
        request.allowsPlain = true
        _ = try request.perform()
        site.stop()
        #expect(site.titles == ["GET /t%C3%A0i-li%E1%BB%87u.pdf?q=%E1%BA%BF"])
    }

    struct Size: Sendable {
        let sent: Int
        let isCut: Bool
    }

    @Test(
        "a body is cut at the limit, and only beyond it",
        arguments: [
            Size(sent: 0, isCut: false), Size(sent: 999, isCut: false),
            Size(sent: 1000, isCut: false), Size(sent: 1001, isCut: true),
            Size(sent: 5_000_000, isCut: true),
        ])
    func cut(_ size: Size) throws {
        let site = ScriptedSite {
            .reply(200, body: String(repeating: "x", count: size.sent), to: $0)
        }
        var request = HTTPRequest(.get, site.url("/"))
        request.allowsPlain = true
        request.largestBody = 1000
        let response = try request.perform()
        site.stop()
        #expect(response.status == 200)
        #expect(response.body == [UInt8](repeating: 120, count: min(size.sent, 1000)))
        #expect(response.isCut == size.isCut)
    }

    @Test("a range asks for the first bytes")
    func range() throws {
        let site = ScriptedSite { .reply(206, body: "%", to: $0) }
        var request = HTTPRequest(.get, site.url("/"))
        request.allowsPlain = true
        request.firstBytes = 1
        #expect(try request.perform().status == 206)
        site.stop()
        #expect(site.requests[0].values("Range") == ["bytes=0-0"])
    }

    @Test("a control character in a reply does not come through")
    func printable() throws {
        let site = ScriptedSite { .reply(200, "X-Title: a\u{1B}[31mb", to: $0) }
        var request = HTTPRequest(.get, site.url("/"))
        request.allowsPlain = true
        #expect(try request.perform().header("X-Title") == "a\u{FFFD}[31mb")
        site.stop()
    }

    @Test("a proxy that the environment names is not asked")
    func proxy() async {
        await #expect(processExitsWith: .success) {
            for name in ["http_proxy", "all_proxy", "ALL_PROXY"] {
                setenv(name, "http://127.0.0.1:1", 1)
            }
            let site = ScriptedSite { .reply(200, to: $0) }
            var request = HTTPRequest(.get, site.url("/"))
            request.allowsPlain = true
            _ = try request.perform()
            site.stop()
        }
    }

    @Test("the caller can stop it")
    func stopped() {
        let site = ScriptedSite { _ in [.silence] }
        var request = HTTPRequest(.get, site.url("/"))
        request.allowsPlain = true
        let failure = #expect(throws: HTTPFailure.self) {
            try request.perform { site.requests.isEmpty }
        }
        site.stop()
        #expect(failure?.kind == .stopped)
        #expect(failure?.requestLeft == true)
    }
}
