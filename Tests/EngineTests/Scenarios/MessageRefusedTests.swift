import ConvokeCore
import Foundation
import Sandbox
import Synchronization
import TestWorkspace
import Testing

@testable import Engine

/// Failures that concern the message: the relay refuses it for its text, its size or its form.
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

    @Test("larger than the relay announces: one problem names both sizes, and nobody is marked")
    func largerThanAnnounced() async throws {
        try await TestOffice.with(OfficeFiles(count: 10), relay: { $0.sizeLimit = 900 }) { office in
            let report = try await office.send()
            #expect(report.status == .needsPerson)
            let what = try #require(report.problem?.what)
            #expect(what.hasPrefix("The relay cannot take this message: the message has "))
            #expect(what.hasSuffix(" bytes; our mail server takes at most 900"))
            #expect(report.progress == SendProgress())
            #expect(try await office.counts() == [.queued: 10])
            try office.expectSoundLedger()
        }
    }

    @Test(
        "too large by what the relay says before the text: the run stops, and nobody is marked",
        arguments: [
            (SandboxStage.mail, "5.3.4 Message size exceeds fixed limit"),
            (.mail, "Message size exceeds fixed limit"), (.recipient, "5.3.4 Too large"),
            (.recipient, "5.2.3 Too large"),
        ])
    func largerThanSaid(stage: SandboxStage, text: String) async throws {
        let hook: SandboxHook = { moment in
            moment.stage == stage ? .reply(code: 552, text: text) : .proceed
        }
        try await TestOffice.with(OfficeFiles(count: 10), relay: { $0.hook = hook }) { office in
            let report = try await office.send()
            #expect(report.problem?.what == "The relay refuses this message: 552 \(text)")
            #expect(report.progress == SendProgress())
            #expect(try await office.counts() == [.queued: 10])
            try office.expectSoundLedger()
        }
    }

    @Test("one letter that alone is larger than the relay takes fails alone", arguments: [0, 9])
    func oneLong(place: Int) async throws {
        var files = OfficeFiles(count: 10)
        files.people[place] = .init(
            String(repeating: "long", count: 12), emails: ["long@south.example"])
        files.text = String(repeating: "{{recipient.name}}\n", count: 1000)
        try await TestOffice.with(files, relay: { $0.sizeLimit = 80_000 }) { office in
            let report = try await office.send()
            #expect(report.problem == nil)
            #expect(report.progress.accepted == 9)
            #expect(report.progress.refused == 1)
            #expect(report.needPerson.map(\.address) == ["long@south.example"])
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
