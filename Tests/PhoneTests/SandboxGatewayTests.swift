import ConvokeCore
import Foundation
import Sandbox
import ScriptedRelay
import Synchronization
import Testing

@testable import Phone

/// Our own gateway against the sandbox's, as a rehearsal uses them.
@Suite("A text to the sandbox")
struct SandboxGatewayTests {
    private let scratch = Scratch()

    /// Sends on a thread of its own, as the program does.
    private func send(_ message: TextMessage, _ sandbox: SandboxGateway) async throws -> TextResult
    {
        let gateway = try account(.sandbox, ["url": sandbox.url]).gateway()
        return await withCheckedContinuation { done in
            Thread.detachNewThread { done.resume(returning: gateway.send(message)) }
        }
    }

    private func configuration() -> SandboxGatewayConfiguration {
        SandboxGatewayConfiguration(directory: URL(filePath: scratch.path + "/sms"))
    }

    @Test("is kept word for word")
    func kept() async throws {
        let sandbox = try await SandboxGateway.start(configuration())
        let result = try await send(text("Ông \"Đỗ\"\nlúc 8h"), sandbox)
        let kept = try SandboxText.read(from: sandbox.texts)
        try await sandbox.stop()
        #expect(result.outcome == .accepted)
        #expect(result.id == "T1")
        #expect(kept.map(\.text) == ["Ông \"Đỗ\"\nlúc 8h"])
        #expect(kept.map(\.to) == ["+84900000101"])
        #expect(kept.map(\.reference) == ["r_1"])
        #expect(sandbox.record.accepted == 1)
    }

    struct Case: Sendable {
        let misbehaviour: TextMisbehaviour
        let outcome: Outcome
        let kept: Int
    }

    @Test(
        "to a number that misbehaves has the outcome that is meant",
        arguments: [
            Case(misbehaviour: .refused, outcome: .refused, kept: 0),
            Case(misbehaviour: .breaksDown, outcome: .inDoubt, kept: 0),
            Case(misbehaviour: .errorInBody, outcome: .inDoubt, kept: 0),
            Case(misbehaviour: .closes, outcome: .inDoubt, kept: 1),
            Case(misbehaviour: .busy, outcome: .deferred, kept: 0),
            Case(misbehaviour: .slow, outcome: .accepted, kept: 1),
            Case(misbehaviour: .neverReported, outcome: .accepted, kept: 1),
        ])
    func misbehaves(_ expected: Case) async throws {
        var configuration = configuration()
        configuration.delay = .milliseconds(20)
        let sandbox = try await SandboxGateway.start(configuration)
        let result = try await send(text(to: expected.misbehaviour.number), sandbox)
        let kept = try SandboxText.read(from: sandbox.texts)
        try await sandbox.stop()
        #expect(result.outcome == expected.outcome)
        #expect(kept.count == expected.kept)
    }

    @Test(
        "is reported on as its number asks for",
        arguments: [
            ("+84900000101", DeliveryReport.State.delivered),
            (TextMisbehaviour.deliveredLate.number, .delivered),
            (TextMisbehaviour.failsLater.number, .failed(.other)),
        ])
    func reported(number: String, state: DeliveryReport.State) async throws {
        let (calls, call) = AsyncStream.makeStream(of: String.self)
        let site = ScriptedSite { request in
            call.yield(request.target)
            return .reply(204, to: request)
        }
        var configuration = configuration()
        configuration.delay = .milliseconds(20)
        let sandbox = try await SandboxGateway.start(configuration)
        let result = try await send(text(to: number, reportURL: site.url("/dlr?k=v")), sandbox)
        #expect(result.outcome == .accepted)
        let target = try #require(await calls.first { _ in true })
        try await sandbox.stop()
        site.stop()
        let report = try #require(DeliveryReport(query: target))
        #expect(report.reference == "r_1")
        #expect(report.state == state)
    }

    @Test("waits while the gateway is out, and goes out when it is back")
    func outage() async throws {
        let sandbox = try await SandboxGateway.start(configuration())
        try await sandbox.setOutage(.unreachable)
        let down = try await send(text(), sandbox)
        try await sandbox.setOutage(.unavailable)
        let busy = try await send(text(), sandbox)
        try await sandbox.setOutage(.none)
        let back = try await send(text(), sandbox)
        let kept = try SandboxText.read(from: sandbox.texts)
        try await sandbox.stop()
        #expect(down.problem?.status == .unreachable)
        #expect(busy.outcome == .deferred)
        #expect(back.outcome == .accepted)
        #expect(kept.count == 1)
    }
}
