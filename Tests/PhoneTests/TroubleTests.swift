import ConvokeCore
import ScriptedRelay
import Testing

@testable import Phone

/// What goes wrong on the way, for each kind of gateway on the web: never an acceptance.
@Suite("A gateway in trouble")
struct TroubleTests {
    static let kinds: [GatewaySettings.Kind] = [.kannel, .http, .sandbox]

    private static func account(_ kind: GatewaySettings.Kind, _ url: String) -> GatewayAccount {
        var values = ["url": url]
        if kind == .http {
            values["body"] = #"{"to": "{{to}}", "text": "{{text}}"}"#
            values["id"] = "/id"
        }
        return PhoneTests.account(kind, values)
    }

    private func send(
        _ kind: GatewaySettings.Kind, timeLimit: Duration = .seconds(20),
        while goOn: @escaping @Sendable () -> Bool = { true },
        _ answer: @escaping @Sendable (ScriptedSite.Request) -> [Act]
    ) throws -> TextResult {
        let site = ScriptedSite(answer)
        var account = Self.account(kind, site.url(""))
        account.timeLimit = timeLimit
        let result = try account.gateway().send(text(), while: goOn)
        site.stop()
        return result
    }

    @Test("that is down leaves every text where it was", arguments: kinds)
    func down(_ kind: GatewaySettings.Kind) throws {
        let site = ScriptedSite { _ in [] }
        let url = site.url("")
        site.stop()
        let result = try Self.account(kind, url).gateway().send(text())
        #expect(result.outcome == .released)
        #expect(result.problem?.status == .unreachable)
        #expect(
            result.problem?.what == "The text-message gateway cannot be used: nobody answers there")
    }

    @Test("is never spoken to in clear beyond this machine", arguments: kinds)
    func plain(_ kind: GatewaySettings.Kind) throws {
        let result = try Self.account(kind, "http://sms.example").gateway().send(text())
        #expect(result.problem?.status == .file)
        #expect(result.outcome == .released)
    }

    @Test("with a strange certificate gets nothing", arguments: kinds)
    func certificate(_ kind: GatewaySettings.Kind) throws {
        let site = ScriptedSite(certificate: "relay") { .reply(200, body: #"{"id": 1}"#, to: $0) }
        let result = try Self.account(kind, site.url("")).gateway().send(text())
        site.stop()
        #expect(result.problem?.status == .configuration)
        #expect(site.requests.isEmpty)
    }

    @Test("that is slow has the text, perhaps", arguments: kinds)
    func slow(_ kind: GatewaySettings.Kind) throws {
        let result = try send(kind, timeLimit: .milliseconds(300)) { _ in [.silence] }
        #expect(result.outcome == .inDoubt)
        #expect(result.attempt.words == "the gateway had the text and did not answer in time")
    }

    @Test(
        "that is cut after the request has the text, perhaps",
        arguments: kinds,
        [
            [Act.close], [.reset],
            [.raw("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{"), .close],
            [.raw("HTTP/1.1 202 Accep"), .close], [.raw("\u{0}\u{1}garbage\r\n\r\n"), .close],
        ])
    func cut(_ kind: GatewaySettings.Kind, _ acts: [Act]) throws {
        let result = try send(kind) { _ in acts }
        #expect(result.outcome == .inDoubt)
        #expect(result.id == nil)
    }

    @Test(
        "that breaks down with a text in its hands has it, perhaps", arguments: kinds,
        [500, 502, 504])
    func brokenDown(_ kind: GatewaySettings.Kind, _ status: Int) throws {
        #expect(try send(kind) { .reply(status, to: $0) }.outcome == .inDoubt)
    }

    @Test("that is busy is asked again later", arguments: kinds, [429, 503])
    func busy(_ kind: GatewaySettings.Kind, _ status: Int) throws {
        let result = try send(kind) { .reply(status, body: "0: Accepted", to: $0) }
        #expect(result.outcome == .deferred)
        #expect(result.reason == (status == 429 ? .rateLimited : .relayTrouble))
    }

    @Test(
        "that does not let us in says nothing about a number", arguments: kinds,
        [401, 402, 403, 407])
    func login(_ kind: GatewaySettings.Kind, _ status: Int) throws {
        let result = try send(kind) { .reply(status, body: "no", to: $0) }
        #expect(result.outcome == .released)
        #expect(result.problem?.status == .loginRefused)
        #expect(result.problem?.found == "\(status) no")
    }

    @Test("that answers 200 with an error has accepted nothing", arguments: kinds)
    func errorInBody(_ kind: GatewaySettings.Kind) throws {
        let result = try send(kind) { .reply(200, body: #"{"error": "no credit"}"#, to: $0) }
        #expect(result.outcome == .inDoubt)
        #expect(result.id == nil)
        #expect(result.attempt.words == #"200 {"error": "no credit"}"#)
    }

    @Test("is left when the run stops, and the text is in doubt once it is out", arguments: kinds)
    func stopped(_ kind: GatewaySettings.Kind) throws {
        let result = try send(kind, while: { false }) { _ in [.silence] }
        #expect([.inDoubt, .released].contains(result.outcome))
        #expect(result.problem == nil)
    }
}
