import ConvokeCore
import ScriptedRelay
import Testing

@testable import SMTP

@Suite struct FaultTests {
    @Test("a hostile world", arguments: FaultTable.all)
    func meets(_ fault: Fault) throws {
        let relay = ScriptedRelay(scripts: fault.scripts)
        let feed = TestFeed(fault.parcels)
        let failure = try run(fault, relay, feed)
        relay.stop()

        let found = feed.attempts.map {
            Fault.Expected(outcome: $0.outcome, stage: $0.stage, reason: $0.reason)
        }
        #expect(found == fault.expected, "\(feed.attempts)")
        #expect(failure?.kind == fault.failure, "\(String(describing: failure))")
        #expect(feed.isBalanced)
        #expect(relay.surprises.isEmpty, "\(relay.surprises)")
        #expect(relay.lines.count == fault.scripts.count, "connections")
        for word in fault.neverHeard {
            #expect(!relay.lines.joined().contains { $0.uppercased().hasPrefix(word) })
        }
    }

    private func run(
        _ fault: Fault, _ relay: ScriptedRelay, _ feed: TestFeed
    ) throws -> SessionFailure? {
        let account = Sample.account(port: relay.port, user: fault.user, password: "secret")
        let endpoint = account.endpoint(fault.limits, encryption: fault.encryption)
        let loop = try SessionLoop()
        return try loop.run {
            let session = SMTPSession(
                number: 1, connector: RelayConnector(account, endpoint: endpoint, loop: loop),
                limits: fault.limits)
            do {
                try await session.run(feed)
                return nil
            } catch {
                return error as? SessionFailure
            }
        }
    }
}
