import ConvokeCore
import Foundation
import Sandbox
import Synchronization
import TestWorkspace
import Testing

@testable import Engine

/// Failures that concern the message: the relay refuses it after having seen its text.
@Suite("The relay refuses the message", .keepsFolders, .timeLimit(.minutes(10)))
struct MessageRefusedTests {
    /// Says no to texts, as long as it is told to.
    final class Censor: Sendable {
        private let refusals: Mutex<Int>

        init(_ count: Int) { refusals = Mutex(count) }

        func allow() { refusals.withLock { $0 = 0 } }

        var hook: SandboxHook {
            { moment in
                guard moment.stage == .dot else { return .proceed }
                let refuses = self.refusals.withLock { left in
                    left -= 1
                    return left >= 0
                }
                return refuses
                    ? .reply(code: 554, text: "5.7.1 Looks like an advertisement") : .proceed
            }
        }
    }

    @Test(
        "refused alike from the first: the run stops, nobody is marked, and the next run goes on",
        arguments: [240, 20, 7, 5])
    func refusedAlike(count: Int) async throws {
        let censor = Censor(.max)
        try await TestOffice.with(OfficeFiles(count: count), relay: { $0.hook = censor.hook }) {
            office in
            let report = try await office.send()
            #expect(report.problem?.status == .needsPerson)
            #expect(report.status == .needsPerson)
            #expect(report.problem?.what.contains("5.7.1 Looks like an advertisement") == true)
            #expect(report.progress == SendProgress())
            #expect(try await office.counts() == [.queued: count])
            // Twenty, and what other sessions had on the way just then.
            let tried = office.relay.record.refused[.hook] ?? 0
            #expect(tried >= min(count, Probation.enough))
            #expect(tried <= Probation.enough + 2 * 4)

            censor.allow()
            let next = try await office.send()
            #expect(next.progress.accepted == count)
            #expect(try office.copies() == [1])
            #expect(try await office.counts() == [.accepted: count])
            try office.expectSoundLedger()
        }
    }

    @Test("four of four refused are four failures", arguments: [1, 4])
    func tooFewToTell(count: Int) async throws {
        let censor = Censor(.max)
        try await TestOffice.with(OfficeFiles(count: count), relay: { $0.hook = censor.hook }) {
            office in
            let report = try await office.send()
            #expect(report.problem == nil)
            #expect(report.progress.refused == count)
            #expect(report.status == .needsPerson)
            #expect(try await office.counts() == [.failed: count])
        }
    }

    @Test("the first refused and the second accepted: the first is tried again, then it counts")
    func firstRefused() async throws {
        let censor = Censor(1)
        var files = OfficeFiles(count: 10)
        files.relay = ["sessions: 1"]
        try await TestOffice.with(files, relay: { $0.hook = censor.hook }) { office in
            let report = try await office.send()
            #expect(report.progress.accepted == 10)
            #expect(report.progress.refused == 0)
            #expect(try await office.delivery("p001@north.example").attempts == 2)
            #expect(try await office.counts() == [.accepted: 10])
        }
    }

    @Test("one recipient whose texts are always refused fails alone, wherever he stands")
    func oneAlways() async throws {
        for place in [0, 4, 9] {
            var files = OfficeFiles(count: 10)
            files.people[place].emails = ["refused-text@south.example"]
            try await TestOffice.with(files) { office in
                let report = try await office.send()
                #expect(report.problem == nil)
                #expect(report.progress.accepted == 9)
                #expect(report.progress.refused == 1)
                #expect(report.needPerson.map(\.address) == ["refused-text@south.example"])
            }
        }
    }
}
