import Curl
import Foundation
import ScriptedRelay
import Synchronization
import Testing

@testable import Sandbox

@Suite("The sandbox's text-message gateway")
struct GatewayTests {
    private let directory = FileManager.default.temporaryDirectory
        .appending(path: "sandbox-sms-\(UUID().uuidString)")

    private func run(
        _ change: (inout SandboxGatewayConfiguration) -> Void = { _ in },
        _ test: (SandboxGateway) async throws -> Void
    ) async throws {
        var configuration = SandboxGatewayConfiguration(directory: directory)
        configuration.delay = .milliseconds(10)
        change(&configuration)
        let gateway = try await SandboxGateway.start(configuration)
        let result: Result<Void, any Error>
        do {
            result = .success(try await test(gateway))
        } catch {
            result = .failure(error)
        }
        try await gateway.stop()
        try FileManager.default.removeItem(at: directory)
        try result.get()
    }

    /// `status body`, or why there was none; on a thread of its own, because it blocks.
    private func ask(
        _ gateway: SandboxGateway, _ body: String, _ method: HTTPRequest.Method = .post,
        _ path: String = "/send"
    ) async -> String {
        var request = HTTPRequest(method, gateway.url + path)
        request.allowsPlain = true
        if method != .get { request.body = Array(body.utf8) }
        let asked = request
        return await withCheckedContinuation { done in
            Thread.detachNewThread {
                do throws(HTTPFailure) {
                    let response = try asked.perform()
                    let body = String(decoding: response.body, as: UTF8.self)
                    done.resume(returning: "\(response.status) \(body)")
                } catch {
                    done.resume(returning: error.kind.rawValue)
                }
            }
        }
    }

    private func text(_ number: String = "+84900000101", report: String? = nil) -> String {
        let report = report.map { #", "report": "\#($0)""# } ?? ""
        return #"{"to": "\#(number)", "text": "Hội nghị", "reference": "r1"\#(report)}"#
    }

    @Test("numbers its texts, also after it was started again in the same folder")
    func numbers() async throws {
        let configuration = SandboxGatewayConfiguration(directory: directory)
        for expected in [#"200 {"id":"T1"}"#, #"200 {"id":"T2"}"#] {
            let gateway = try await SandboxGateway.start(configuration)
            #expect(await ask(gateway, text()) == expected)
            try await gateway.stop()
        }
        let kept = try SandboxText.read(from: directory.appending(path: "texts.jsonl"))
        #expect(kept.map(\.id) == ["T1", "T2"])
        #expect(kept.map(\.text) == ["Hội nghị", "Hội nghị"])
        #expect(kept.map(\.report) == [nil, nil])
        let file = try FileManager.default.attributesOfItem(
            atPath: directory.path + "/texts.jsonl")
        #expect(file[.posixPermissions] as? Int == 0o600)
        try FileManager.default.removeItem(at: directory)
    }

    @Test("keeps nothing of what it cannot read")
    func unreadable() async throws {
        try await run { gateway in
            #expect(await ask(gateway, "{").hasPrefix("400 "))
            #expect(
                await ask(gateway, #"{"to": "", "text": "x", "reference": ""}"#).hasPrefix("400 "))
            #expect(await ask(gateway, text(), .get).hasPrefix("405 "))
            #expect(await ask(gateway, text(), .post, "/").hasPrefix("404 "))
            let endless = await ask(gateway, String(repeating: " ", count: 100_000) + text())
            #expect(endless == HTTPFailure.Kind.brokenOff.rawValue)
            #expect(gateway.record.kept == 0)
            #expect(gateway.record.refused == 4)
        }
    }

    @Test(
        "misbehaves for the numbers of its table",
        arguments: [
            (TextMisbehaviour.refused, #"422 {"error":"no such number"}"#, 0),
            (.breaksDown, #"500 {"error":"something broke"}"#, 0),
            (.errorInBody, #"200 {"error":"no credit left"}"#, 0),
            (.closes, "brokenOff", 1), (.busy, #"503 {"error":"too much to do"}"#, 0),
            (.slow, #"200 {"id":"T1"}"#, 1), (.deliveredLate, #"200 {"id":"T1"}"#, 1),
        ])
    func misbehaves(_ misbehaviour: TextMisbehaviour, _ answer: String, _ kept: Int) async throws {
        try await run { gateway in
            #expect(await ask(gateway, text(misbehaviour.number)) == answer)
            #expect(gateway.record.kept == kept)
            #expect(gateway.record.accepted == (answer.contains("id") ? 1 : 0))
        }
    }

    @Test("is busy for a number once")
    func busy() async throws {
        try await run { gateway in
            let number = TextMisbehaviour.busy.number
            #expect(await ask(gateway, text(number)).hasPrefix("503"))
            #expect(await ask(gateway, text(number)) == #"200 {"id":"T1"}"#)
        }
    }

    @Test("misbehaves for any number that a test names")
    func named() async throws {
        try await run({ $0.misbehaviours = ["+84900000101": .refused] }) { gateway in
            #expect(await ask(gateway, text()).hasPrefix("422"))
        }
    }

    @Test("tells a hook of every stage, and the last one when its report is through")
    func stages() async throws {
        let site = ScriptedSite { .reply(200, to: $0) }
        let seen = Mutex<[TextStage]>([])
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        let hook: TextHook = { moment in
            seen.withLock { $0.append(moment.stage) }
            if moment.stage == .reported { end.yield() }
            return .proceed
        }
        try await run({ $0.hook = hook }) { gateway in
            _ = await ask(gateway, text(report: site.url("/dlr?reference=r1")))
            for await _ in ends { break }
            #expect(gateway.record.reported == 1)
        }
        site.stop()
        #expect(seen.withLock { $0 } == [.received, .kept, .replied, .reporting, .reported])
        #expect(site.titles == ["GET /dlr?reference=r1&status=1&answer=delivered"])
    }

    @Test(
        "does what a hook says",
        arguments: [
            (TextStage.received, TextDirective.close, "brokenOff", 0),
            (.kept, .close, "brokenOff", 1),
            (.received, .answer(status: 429, body: "wait"), "429 wait", 0),
            (.kept, .answer(status: 200, body: "lies"), "200 lies", 1),
        ])
    func hook(
        _ stage: TextStage, _ directive: TextDirective, _ answer: String, _ kept: Int
    ) async throws {
        try await run({ $0.hook = { $0.stage == stage ? directive : .proceed } }) { gateway in
            #expect(await ask(gateway, text()) == answer)
            #expect(gateway.record.kept == kept)
            #expect(gateway.record.accepted == 0)
        }
    }

    @Test(
        "never reports beyond this machine",
        arguments: [
            "http://sms.example/dlr", "https://127.0.0.1/dlr", "http://127.evil.example/dlr", "x",
        ])
    func reportsAtHome(_ url: String) async throws {
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        let hook: TextHook = { moment in
            if moment.stage == .reported { end.yield() }
            return .proceed
        }
        try await run({ $0.hook = hook }) { gateway in
            _ = await ask(gateway, text(report: url))
            for await _ in ends { break }
            #expect(gateway.record.unreported == 1)
        }
    }

    @Test("listens on this machine alone")
    func loopback() async throws {
        var configuration = SandboxGatewayConfiguration(directory: directory)
        configuration.host = "0.0.0.0"
        await #expect(throws: SandboxError.notLoopback(host: "0.0.0.0")) {
            _ = try await SandboxGateway.start(configuration)
        }
    }

    @Test("says when its port is taken")
    func taken() async throws {
        try await run { gateway in
            var configuration = SandboxGatewayConfiguration(directory: directory)
            configuration.port = gateway.port
            let error = await #expect(throws: SandboxError.self) {
                _ = try await SandboxGateway.start(configuration)
            }
            guard case .cannotListen(_, let port, _) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(port == gateway.port)
        }
    }

    @Test("has one number for each misbehaviour, and knows it again")
    func table() {
        #expect(Set(TextMisbehaviour.allCases.map(\.number)).count == 9)
        for misbehaviour in TextMisbehaviour.allCases {
            #expect(TextMisbehaviour(number: misbehaviour.number) == misbehaviour)
            #expect(TextMisbehaviour.table.contains(misbehaviour.number + "  "))
        }
        #expect(TextMisbehaviour(number: "+84900000101") == nil)
    }
}
