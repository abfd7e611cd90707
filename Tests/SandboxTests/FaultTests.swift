import Foundation
import Testing

@testable import Sandbox

@Suite("A fault switched on from code", .timeLimit(.minutes(10)))
struct FaultTests {
    @Test("the hook is told of every stage, in order")
    func stages() async throws {
        let witness = Witness()
        try await TestRelay.with { $0.hook = witness.hook() }.run { test async throws in
            _ = try await test.send(to: "c@d.example", from: "a@b.example")
            let moments = await witness.moments(until: .closed)
            #expect(
                moments.map(\.stage) == [
                    .connected, .hello, .mail, .recipient, .data, .body, .dot, .kept, .replied,
                    .closed,
                ])
            #expect(moments.allSatisfy { $0.session == 1 })
            let kept = try #require(moments.first { $0.stage == .kept })
            #expect(kept.sender == "a@b.example" && kept.recipients == ["c@d.example"])
            let file = try test.envelopes()[0].file
            #expect(kept.file == file)
        }
    }

    @Test("the message and its envelope lie there before the reply is sent")
    func keptBeforeReply() async throws {
        let witness = Witness()
        try await TestRelay.with { $0.hook = witness.hook([.kept: .close]) }.run {
            test async throws in
            #expect(try await test.send(to: "c@d.example").last == "")
            #expect(try test.messages().count == 1)
            #expect(test.relay.record.kept == 1 && test.relay.record.accepted == 0)
        }
    }

    @Test(
        "the hook's reply stands in the place of the usual one",
        arguments: [
            (SandboxStage.mail, ["451"]), (.recipient, ["250", "451"]),
            (.data, ["250", "250", "451"]), (.dot, ["250", "250", "354", "451"]),
        ])
    func reply(stage: SandboxStage, codes: [String]) async throws {
        let witness = Witness()
        let hook = witness.hook([stage: .reply(code: 451, text: "4.3.0 Not today")])
        try await TestRelay.with { $0.hook = hook }.run { test async throws in
            #expect(try await test.send(to: "c@d.example") == codes)
            #expect(test.relay.record.refused == [.hook: 1])
            #expect(try test.files("mail/new").isEmpty)
        }
    }

    @Test(
        "the hook can close the line at any stage",
        arguments: [
            (SandboxStage.mail, [""]), (.recipient, ["250", ""]), (.data, ["250", "250", ""]),
            (.dot, ["250", "250", "354", ""]), (.body, ["250", "250", "354", ""]),
        ])
    func close(stage: SandboxStage, codes: [String]) async throws {
        let witness = Witness()
        try await TestRelay.with { $0.hook = witness.hook([stage: .close]) }.run {
            test async throws in
            #expect(try await test.send(to: "c@d.example") == codes)
            #expect(test.relay.record.cut == 1)
        }
    }

    @Test("a banner of 554 leaves nothing but QUIT")
    func turnedAway() async throws {
        let witness = Witness()
        let hook = witness.hook([.connected: .reply(code: 554, text: "No service")])
        try await TestRelay.with { $0.hook = hook }.run { test async throws in
            let client = try SMTPClient(port: test.port)
            #expect(try await client.reply() == "554 No service")
            #expect(try await client.ask("EHLO x").hasPrefix("503"))
            #expect(try await client.ask("QUIT").hasPrefix("221"))
        }
    }

    @Test("a hook's 421 ends the session")
    func serviceUnavailable() async throws {
        let witness = Witness()
        let hook = witness.hook([.hello: .reply(code: 421, text: "Going down")])
        try await TestRelay.with { $0.hook = hook }.run { test async throws in
            let client = try SMTPClient(port: test.port)
            _ = try await client.reply()
            #expect(try await client.ask("EHLO x") == "421 Going down")
            #expect(try await client.reply().isEmpty)
        }
    }

    @Test("an outage: 421 for the new and the open sessions, until it is over")
    func unavailable() async throws {
        try await TestRelay.run { test async throws in
            let open = try await SMTPClient.greeted(test.port)
            try await test.relay.setOutage(.unavailable)
            #expect(try await SMTPClient(port: test.port).reply().hasPrefix("421 4.3.2"))
            #expect(try await open.ask("NOOP").hasPrefix("421 4.3.2"))
            try await test.relay.setOutage(.none)
            #expect(try await test.send(to: "c@d.example").last == "250")
        }
    }

    @Test("an outage: connections are refused, and the same port comes back")
    func unreachable() async throws {
        // Not a port that the system gives to others while nobody listens there.
        let port = Int.random(in: 20_000..<32_000)
        try await TestRelay.with { $0.port = port }.run { test async throws in
            let open = try await SMTPClient.greeted(test.port)
            try await test.relay.setOutage(.unreachable)
            #expect(try await open.reply().isEmpty)
            #expect(try await Self.isRefused(test.port))
            try await test.relay.setOutage(.none)
            #expect(try await test.send(to: "c@d.example").last == "250")
            #expect(test.relay.record.openSessions <= 1)
        }
    }

    /// A process that another test is just starting holds the port until it has closed what it got
    /// from us: the line is dead, and connects for some moments.
    private static func isRefused(_ port: Int) async throws -> Bool {
        for _ in 0..<1000 {
            do {
                #expect(try await SMTPClient(port: port).reply().isEmpty)
            } catch SMTPClient.Failure.notConnected(ECONNREFUSED) {
                return true
            }
        }
        return false
    }

    @Test("a folder that has gone: the message is refused for now, and the relay goes on")
    func folderGone() async throws {
        try await TestRelay.run { test async throws in
            try FileManager.default.removeItem(at: test.relay.mail)
            #expect(try await test.send(to: "c@d.example").last == "451")
            #expect(test.relay.record.refused == [.storage: 1])
            #expect(test.relay.record.accepted == 0)
        }
    }
}
