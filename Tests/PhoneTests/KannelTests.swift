import ConvokeCore
import Foundation
import ScriptedRelay
import Testing

@testable import Phone

@Suite("A text through Kannel")
struct KannelTests {
    private func send(
        _ message: TextMessage = text(), timeLimit: Duration = .seconds(20),
        _ answer: @escaping @Sendable (ScriptedSite.Request) -> [Act]
    ) throws -> (result: TextResult, requests: [ScriptedSite.Request]) {
        let site = ScriptedSite(answer)
        var account = account(
            .kannel, ["url": site.url("/cgi-bin/sendsms"), "user": "convoke", "from": "VANPHONG"],
            secret: "kín & mật")
        account.timeLimit = timeLimit
        let result = try account.gateway().send(message)
        site.stop()
        return (result, site.requests)
    }

    @Test("carries number, letters and everything Kannel needs to report")
    func asked() throws {
        let message = text(reportURL: "http://127.0.0.1:2709/dlr")
        let sent = try send(message) { .reply(202, body: "0: Accepted for delivery", to: $0) }
        let target = try #require(sent.requests.first?.target)
        let parts = try #require(URLComponents(string: target))
        let fields = Dictionary(
            uniqueKeysWithValues: (parts.queryItems ?? []).map { ($0.name, $0.value ?? "") })
        #expect(parts.path == "/cgi-bin/sendsms")
        #expect(
            fields == [
                "username": "convoke", "password": "kín & mật", "from": "VANPHONG",
                "to": "+84900000101", "coding": "2", "charset": "UTF-8", "text": "Kính mời dự họp",
                "dlr-mask": "31",
                "dlr-url": "http://127.0.0.1:2709/dlr?reference=r~5F1&status=%d&answer=%A",
            ])
        #expect(sent.requests.map(\.method) == ["GET"])
    }

    @Test(
        "in plain letters goes in the seven-bit alphabet, and asks for no report that nobody hears")
    func plain() throws {
        let sent = try send(text("OK & 100%")) { .reply(202, body: "0: Accepted", to: $0) }
        let target = try #require(sent.requests.first?.target)
        #expect(target.contains("coding=0&"))
        #expect(target.contains("text=OK%20%26%20100%25"))
        #expect(!target.contains("dlr"))
    }

    struct Case: Sendable {
        let status: Int
        let body: String
        let outcome: Outcome
        var reason: Reason?
        var problem: ConvokeCore.ExitStatus?
    }

    static let cases: [Case] = [
        Case(status: 202, body: "0: Accepted for delivery", outcome: .accepted),
        Case(status: 202, body: "3: Queued for later delivery", outcome: .accepted),
        Case(status: 202, body: "", outcome: .inDoubt, reason: .relayTrouble),
        Case(status: 200, body: "<h1>It works</h1>", outcome: .inDoubt, reason: .relayTrouble),
        Case(status: 202, body: "Error 0: no", outcome: .inDoubt, reason: .relayTrouble),
        Case(
            status: 403, body: "Not routable. Do not try again.", outcome: .refused,
            reason: .addressBad),
        Case(
            status: 403, body: "Authorization failed for sendsms", outcome: .released,
            problem: .loginRefused),
        Case(status: 400, body: "Missing receiver number", outcome: .refused, reason: .other),
        Case(
            status: 400, body: "Sender missing and no global set", outcome: .released,
            problem: .configuration),
        Case(
            status: 503, body: "Temporal failure, try again later.", outcome: .deferred,
            reason: .relayTrouble),
        Case(status: 500, body: "oops", outcome: .inDoubt, reason: .relayTrouble),
        Case(status: 404, body: "Unknown request.", outcome: .released, problem: .configuration),
        Case(status: 302, body: "", outcome: .released, problem: .configuration),
    ]

    @Test("is what its answer says", arguments: cases)
    func answers(_ expected: Case) throws {
        let sent = try send { .reply(expected.status, body: expected.body, to: $0) }
        #expect(sent.result.outcome == expected.outcome)
        #expect(sent.result.reason == expected.reason)
        #expect(sent.result.problem?.status == expected.problem)
        #expect(sent.requests.count == 1)
        if sent.result.problem == nil {
            #expect(sent.result.attempt.reply?.code == expected.status)
        }
    }

    @Test("keeps Kannel's id where there is one")
    func id() throws {
        let sent = try send { .reply(202, body: "0: Accepted for delivery: 3a0c-17\n", to: $0) }
        #expect(sent.result.id == "3a0c-17")
    }

    @Test("never repeats the secret that the gateway throws back")
    func secret() throws {
        let sent = try send {
            .reply(400, body: "bad: kín & mật, k%C3%ADn%20%26%20m%E1%BA%ADt", to: $0)
        }
        #expect(sent.result.attempt.words == "400 bad: …, …")
    }
}
