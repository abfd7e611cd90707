import ConvokeCore
import Foundation
import SMTP
import Sandbox
import Synchronization
import TestWorkspace
import Testing

@testable import Engine

/// Failures that concern the account: they never mark a recipient.
@Suite("The relay is in trouble", .keepsFolders, .timeLimit(.minutes(10)))
struct RelayTroubleTests {
    @Test("relay down: one problem, 69, everything still queued, and the next run goes on")
    func down() async throws {
        try await TestOffice.with(OfficeFiles(count: 30)) { office in
            try await office.relay.setOutage(.unreachable)
            let report = try await office.send()
            #expect(report.status == .unreachable)
            #expect(report.progress == SendProgress())
            #expect(try await office.counts() == [.queued: 30])
            #expect(try await office.deliveries().map(\.attempts).max() == 0)
            #expect(report.tiers.map(\.waiting).reduce(0, +) == 30)

            try await office.relay.setOutage(.none)
            #expect(try await office.send().progress.accepted == 30)
        }
    }

    @Test("relay down while something is in doubt: status says that it will be sent once more")
    func downInDoubt() async throws {
        var files = OfficeFiles(count: 2)
        files.people[0].emails = ["drops-after-data+1@north.example"]
        try await TestOffice.with(files) { office in
            #expect(try await office.send().progress.inDoubt == 1)
            var status = try await office.status()
            #expect(status.needPerson == 1 && status.toResend == 0)

            try await office.relay.setOutage(.unreachable)
            #expect(try await office.send().status == .unreachable)
            status = try await office.status()
            #expect(status.needPerson == 0 && status.toResend == 1)

            try await office.relay.setOutage(.none)
            #expect(try await office.send().progress.possibleDuplicates == 1)
            status = try await office.status()
            #expect(status.needPerson == 1 && status.toResend == 0)
        }
    }

    @Test("relay closed for the moment (421 at the banner): the same")
    func closed() async throws {
        try await TestOffice.with(OfficeFiles(count: 5)) { office in
            try await office.relay.setOutage(.unavailable)
            #expect(try await office.send().status == .unreachable)
            #expect(try await office.counts() == [.queued: 5])
        }
    }

    @Test("wrong password: 77, one login tried with eight sessions wanted, nobody marked")
    func wrongPassword() async throws {
        try await TestOffice.with(
            Self.withLogin, relay: { $0.credentials = .init(user: "office", password: "right") }
        ) { office in
            try office.keep("wrong\n", in: "secrets/password")
            let report = try await office.send()
            #expect(report.status == .loginRefused)
            #expect(office.relay.record.refused[.login] == 1)
            #expect(office.relay.record.sessions == 1)
            #expect(try await office.counts() == [.queued: 20])

            try office.keep("right\n", in: "secrets/password")
            #expect(try await office.send().progress.accepted == 20)
            #expect(Set(try office.kept().map(\.user)) == ["office"])
        }
    }

    @Test("a password that is not there: 78 before anything is sent or planned")
    func missingPassword() async throws {
        try await TestOffice.with(Self.withLogin) { office in
            let found = try await problems { try await office.send() }
            #expect(found.status == .configuration)
            #expect(found.list.first?.place?.file == "convoke.yaml")
            #expect(!office.hasLedger)
            #expect(office.relay.record.sessions == 0)
        }
    }

    private static var withLogin: OfficeFiles {
        var files = OfficeFiles(count: 20)
        files.relay = [
            "sessions: 8", "user: office", "password_file: secrets/password",
            "ca_file: sandbox/ca.pem",
        ]
        return files
    }

    @Test(
        "a certificate that nobody trusts: 78; with the authority in ca_file all is sent encrypted")
    func certificate() async throws {
        var files = OfficeFiles(count: 3)
        try await TestOffice.with(files, relay: { $0.smtpsPort = 0 }) { office in
            let url = "smtps://127.0.0.1:\(office.relay.smtpsPort ?? 0)"
            try files.write(to: office.folder, relay: url)
            let report = try await office.send()
            #expect(report.status == .configuration)
            #expect(report.problem?.what.contains("is not trusted") == true)
            #expect(try await office.counts() == [.queued: 3])

            files.relay.append("ca_file: sandbox/ca.pem")
            try files.write(to: office.folder, relay: url)
            #expect(try await office.send().progress.accepted == 3)
            #expect(try office.kept().map(\.tls).contains(nil) == false)
        }
    }

    @Test(
        "the relay goes away in the middle: one problem, nothing failed, the next run sends the rest",
        arguments: [1, 4, 12])
    func outageInTheMiddle(sessions: Int) async throws {
        let count = 120
        let power = PowerCut(after: 30)
        var files = OfficeFiles(count: count)
        files.relay = ["sessions: \(sessions)"]
        try await TestOffice.with(files, relay: { $0.hook = power.hook }) { office in
            power.arm(office.relay)
            let report = try await office.send()
            #expect(report.status == .unreachable)
            let counts = try await office.counts()
            #expect(counts[.failed] == nil)
            #expect(counts[.sending] == nil)
            #expect(counts.values.reduce(0, +) == count)
            #expect((counts[.inDoubt] ?? 0) <= sessions)

            try await power.restore()
            let tomorrow = TestOffice.now.addingTimeInterval(86_400)
            _ = try await office.send(at: tomorrow)
            #expect(try await office.counts() == [.accepted: count])
            let doubtful = Set(
                try await office.deliveries().filter(\.possibleDuplicate).map(\.address))
            let received = try office.received()
            #expect(received.count == count)
            #expect(received.allSatisfy { $0.value == 1 || doubtful.contains($0.key) })
            try office.expectSoundLedger()
        }
    }

    @Test("sessions that the relay turns away end alone, and the others send everything")
    func tooManySessions() async throws {
        let hook: SandboxHook = { moment in
            moment.stage == .connected && moment.session > 2
                ? .reply(code: 421, text: "4.7.0 Too many connections from you") : .proceed
        }
        var files = OfficeFiles(count: 60)
        files.relay = ["sessions: 6"]
        try await TestOffice.with(files, relay: { $0.hook = hook }) { office in
            let report = try await office.send()
            #expect(report.problem == nil)
            #expect(report.progress.accepted == 60)
            #expect(try office.copies() == [1])
            #expect(Set(try office.kept().map(\.session)).isSubset(of: [1, 2]))
        }
    }

    @Test("turned away when everything is sent already: that is no trouble")
    func turnedAwayTooLate() async throws {
        let hook: SandboxHook = { moment in
            moment.stage == .connected && moment.session > 1
                ? .reply(code: 421, text: "4.7.0 Too many connections from you") : .proceed
        }
        var files = OfficeFiles(count: 2)
        files.relay = ["sessions: 2"]
        for _ in 1...5 {
            try await TestOffice.with(files, relay: { $0.hook = hook }) { office in
                let report = try await office.send()
                #expect(report.problem == nil)
                #expect(report.progress.accepted == 2)
            }
        }
    }

    @Test("a relay that does not take mail from our address stops the run at once")
    func senderRefused() async throws {
        let hook: SandboxHook = { moment in
            moment.stage == .mail ? .reply(code: 530, text: "5.7.0 Log in first") : .proceed
        }
        try await TestOffice.with(OfficeFiles(count: 40), relay: { $0.hook = hook }) { office in
            let report = try await office.send()
            #expect(report.status == .configuration)
            #expect(try await office.counts() == [.queued: 40])
        }
    }
}

/// Cuts the relay off once so many messages are in it.
final class PowerCut: Sendable {
    private let left: Mutex<Int?>
    private let relay = Mutex<SandboxRelay?>(nil)

    init(after count: Int) { left = Mutex(count) }

    func arm(_ relay: SandboxRelay) {
        self.relay.withLock { $0 = relay }
    }

    /// The relay is there again, for good.
    func restore() async throws {
        left.withLock { $0 = nil }
        try await relay.withLock { $0 }?.setOutage(.none)
    }

    var hook: SandboxHook {
        { moment in
            guard moment.stage == .kept else { return .proceed }
            let remaining = self.left.withLock { left in
                left = left.map { $0 - 1 }
                return left
            }
            guard let remaining else { return .proceed }
            if remaining == 0, let relay = self.relay.withLock({ $0 }) {
                // Not waited for: it closes the very session that is asking.
                Task { try await relay.setOutage(.unreachable) }
            }
            return remaining <= 0 ? .close : .proceed
        }
    }
}
