import ConvokeCore
import Foundation
import Sandbox
import Synchronization
import TestWorkspace
import Testing

@testable import Engine

/// Two at once, and not too fast.
@Suite("Two runs at once", .keepsFolders, .timeLimit(.minutes(10)))
struct TwoRunsTests {
    /// Holds every session at its first body until it is opened.
    final class Gate: Sendable {
        private let reached = AsyncStream<Void>.makeStream()
        private let opened = AsyncStream<Void>.makeStream()

        var hook: SandboxHook {
            { moment in
                guard moment.stage == .dot else { return .proceed }
                self.reached.continuation.yield()
                for await _ in self.opened.stream {}
                return .proceed
            }
        }

        func waitUntilReached() async {
            for await _ in reached.stream { break }
        }

        func open() { opened.continuation.finish() }
    }

    @Test("the second is told who is at it (75), and the first goes on undisturbed")
    func second() async throws {
        let gate = Gate()
        var files = OfficeFiles(count: 3)
        files.relay = ["sessions: 1"]
        try await TestOffice.with(files, relay: { $0.hook = gate.hook }) { office in
            async let first = office.send()
            await gate.waitUntilReached()
            let found = try await problems { try await office.send() }
            #expect(found.status == .busy)
            #expect(found.list.count == 1)
            #expect(
                found.list.first?.found?.hasPrefix(
                    "convoke send meeting invitation (process \(getpid()) on ") == true)
            #expect(found.list.first?.place?.file == "ledger.sqlite")
            // Reading never waits for the writer.
            #expect(try await office.status().notices.first?.state == .sending)
            gate.open()
            #expect(try await first.progress.accepted == 3)
            #expect(try office.kept().count == 3)
        }
    }

    @Test("a ceiling on the rate is kept to")
    func rate() async throws {
        var files = OfficeFiles(count: 6)
        files.relay = ["sessions: 3", "rate: 20/s"]
        try await TestOffice.with(files) { office in
            let start = ContinuousClock.now
            let report = try await office.send()
            #expect(report.progress.accepted == 6)
            // Two leave at once (a tenth of a second's worth), the others a twentieth apart.
            #expect(ContinuousClock.now - start >= .milliseconds(190))
        }
    }
}
