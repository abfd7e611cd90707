import Foundation
import ScriptedRelay
import Testing

@testable import Curl

@Suite struct LinkCheckTests {
    typealias Reply = Result<HTTPResponse, HTTPFailure>

    private static func status(_ number: Int) -> Reply { .success(HTTPResponse(status: number)) }

    @Test(
        "what a status means",
        arguments: [
            (200, true), (204, true), (206, true), (299, true), (416, true), (199, false),
            (301, false), (304, false), (400, false), (401, false), (403, false), (404, false),
            (405, false), (410, false), (429, false), (500, false), (503, false), (0, false),
        ])
    func statuses(status: Int, answers: Bool) {
        let verdict = LinkVerdict(Self.status(status))
        #expect(verdict == (answers ? .answers : .refused(status: status)))
        #expect(verdict.isGood == answers)
        #expect((verdict.wording == nil) == answers)
    }

    @Test("GET decides where HEAD alone may be refused, and nowhere else")
    func needsGet() {
        let asked = (0...599).filter { LinkVerdict.needsGet(Self.status($0)) }
        #expect(asked == [403, 405, 501])
        for kind in HTTPFailure.Kind.allCases {
            let failure = HTTPFailure(kind, "words", requestLeft: true)
            #expect(!LinkVerdict.needsGet(.failure(failure)))
            #expect(LinkVerdict(.failure(failure)) == .unreachable(failure))
            #expect(LinkVerdict(.failure(failure)).detail == "words")
        }
    }

    @Test("each failure has words of its own")
    func wording() {
        let all = HTTPFailure.Kind.allCases.filter { $0 != .headerRefused }.compactMap {
            LinkVerdict.unreachable(HTTPFailure($0, "")).wording
        }
        #expect(Set(all.map(\.what)).count == HTTPFailure.Kind.allCases.count - 1)
        for wording in all {
            #expect(!wording.what.hasSuffix("."))
            #expect(wording.fix.hasSuffix("."))
        }
        #expect(
            LinkVerdict.refused(status: 404).wording
                == .init(
                    what: "The server has no such document (404)",
                    fix: "Open the link in a browser and correct it."))
    }

    /// A site with one link of each kind.
    private static func library(certificate: String? = nil) -> ScriptedSite {
        ScriptedSite(certificate: certificate) { request in
            switch request.title {
            case "HEAD /good", "GET /no-head", "GET /signed": .reply(200, body: "pdf", to: request)
            case "HEAD /moved": .reply(301, "Location: /good", to: request)
            case "HEAD /circle": .reply(302, "Location: /circle", to: request)
            case "HEAD /no-head": .reply(405, to: request)
            case "HEAD /signed", "HEAD /secret", "GET /secret": .reply(403, to: request)
            case "HEAD /empty": .reply(501, to: request)
            case "GET /empty": .reply(416, to: request)
            case "HEAD /slow": [.silence]
            case "HEAD /broken": [.reset]
            case "HEAD /ill": .reply(503, to: request)
            default: .reply(404, to: request)
            }
        }
    }

    @Test(
        "each link by itself, with the requests that it takes",
        arguments: [
            ("/good", "answers", ["HEAD /good"]),
            ("/moved", "answers", ["HEAD /moved", "HEAD /good"]),
            ("/no-head", "answers", ["HEAD /no-head", "GET /no-head"]),
            ("/signed", "answers", ["HEAD /signed", "GET /signed"]),
            ("/empty", "answers", ["HEAD /empty", "GET /empty"]),
            ("/secret", "403", ["HEAD /secret", "GET /secret"]),
            ("/gone", "404", ["HEAD /gone"]), ("/ill", "503", ["HEAD /ill"]),
            ("/broken", "brokenOff", ["HEAD /broken"]), ("/slow", "tooSlow", ["HEAD /slow"]),
            ("/circle", "redirectsInCircles", [String](repeating: "HEAD /circle", count: 11)),
        ])
    func link(path: String, verdict: String, titles: [String]) throws {
        let site = Self.library()
        var check = LinkCheck()
        check.timeLimit = path == "/slow" ? .milliseconds(200) : .seconds(20)
        let verdicts = check.run([site.url(path)])
        site.stop()
        #expect(verdicts.mapValues(\.brief) == [site.url(path): verdict])
        #expect(site.titles == titles)
        for request in site.requests where request.method == "GET" {
            #expect(request.values("Range") == ["bytes=0-0"])
        }
    }

    @Test("many links at once: one verdict for each, none asked twice")
    func many() {
        let site = Self.library()
        let good = (0..<30).map { site.url("/good?\($0)") }
        let urls = [site.url("/good"), site.url("/gone"), "mailto:office@example.example"]
        let verdicts = LinkCheck().run(urls + urls + good)
        site.stop()
        #expect(verdicts.count == 33)
        #expect(verdicts[urls[0]] == .answers)
        #expect(verdicts[urls[1]] == .refused(status: 404))
        #expect(verdicts[urls[2]]?.brief == "notAnAddress")
        #expect(good.allSatisfy { verdicts[$0] == .refused(status: 404) })
        #expect(site.requests.count == 32)
    }

    @Test("no links, no threads")
    func none() {
        #expect(LinkCheck().run([]).isEmpty)
    }

    @Test("four are asked at the same time, never five")
    func atOnce() {
        let crowd = Crowd(size: 4)
        let site = ScriptedSite { request in
            crowd.enter()
            defer { crowd.leave() }
            return .reply(200, "Connection: close", to: request)
        }
        let verdicts = LinkCheck().run((0..<12).map { site.url("/\($0)") })
        site.stop()
        #expect(verdicts.values.allSatisfy { $0 == .answers })
        #expect(crowd.largest == 4)
    }

    @Test("certificates are verified here too")
    func certificates() {
        let site = Self.library(certificate: "relay")
        var check = LinkCheck()
        #expect(check.run([site.url("/good")]).values.map(\.brief) == ["certificateNotTrusted"])
        check.caFile = ScriptedRelay.certificate("authority")
        #expect(check.run([site.url("/good")]).values.map(\.brief) == ["answers"])
        site.stop()
        #expect(site.titles == ["HEAD /good"])
    }

    @Test("once stopped, what is left is not asked")
    func stopped() {
        let site = Self.library()
        var check = LinkCheck()
        check.atOnce = 1
        let urls = ["/good?1", "/good?2", "/slow"].map(site.url)
        let verdicts = check.run(urls) { site.requests.isEmpty }
        site.stop()
        #expect(site.requests.count == 1)
        #expect(verdicts.count == 3)
        #expect(verdicts[urls[1]]?.brief == "stopped")
        #expect(verdicts[urls[2]]?.brief == "stopped")
    }
}

/// Those who are inside at the same time. The first wait until the crowd has its size, so that it is
/// seen whatever the machine is busy with; a check that never sends so many ends after a while.
private final class Crowd: @unchecked Sendable {  // every field is used under the lock
    private let lock = NSCondition()
    private let size: Int
    private var inside = 0
    private var peak = 0

    init(size: Int) { self.size = size }

    var largest: Int { lock.withLock { peak } }

    func enter() {
        lock.withLock {
            inside += 1
            peak = max(peak, inside)
            lock.broadcast()
            let end = Date(timeIntervalSinceNow: 10)
            while peak < size, lock.wait(until: end) {}
        }
    }

    func leave() { lock.withLock { inside -= 1 } }
}

extension LinkVerdict {
    fileprivate var brief: String {
        switch self {
        case .answers: "answers"
        case .refused(let status): String(status)
        case .unreachable(let failure): failure.kind.rawValue
        }
    }
}
