import ConvokeCore
import Foundation
import TestWorkspace
import Testing

@testable import Engine

@Suite("A rehearsal is the real program", .keepsFolders, .timeLimit(.minutes(15)))
struct PlayingTests {
    /// A bad day, so that everything that the next minute depends on happens on it.
    private static let badDay = """
        addresses: {refused: 10%, mailbox_full: 10%, greylisted: 20%, bounced_later: 10%}
        answers:
          all: {share: 50%, within: 1h..6h, before: 20m..4h, by: {mail: 50%, phone: 50%}}
        relay: {down: "2021-11-19T11:50..2021-11-19T12:25"}
        gateway: {down: "2021-11-19T08:00..2021-11-19T08:12", failing: 10%}
        machine: {off: "2021-11-19T13:40..2021-11-19T14:20"}
        callers: {on_duty: 1, calls_per_hour: 10, hours: 08:30-20:30}
        numbers: {never_answer: 20%, busy: 20%}
        """

    @Test(
        "playing the minutes at which anything can happen brings what playing all of them does",
        arguments: [UInt64(1), 2])
    func everyMinute(seed: UInt64) async throws {
        let office = try RehearsalOffice.day()
        let world = RehearsalRequest.File(name: "bad.yaml", text: Self.badDay)
        let few = try await office.rehearse {
            $0.seed = seed
            $0.world = world
        }
        let all = try await office.rehearse {
            $0.seed = seed
            $0.world = world
            $0.beat = .everyMinute
        }
        for (one, other) in zip(few.timeline, all.timeline) where one != other {
            Issue.record("\(one) instead of \(other)")
            break
        }
        #expect(few.timeline == all.timeline)
        #expect(few.verdict == all.verdict)
        let kinds = Set(few.timeline.map(\.what))
        #expect(
            kinds.isSuperset(of: [
                "mail accepted", "mail refused", "mail deferred", "text accepted", "case opened",
                "call due", "call: reached", "call: no-answer", "answered by mail",
            ]), "\(kinds.sorted())")
    }

    @Test("the same seed brings the same day, another one another")
    func seeds() async throws {
        let office = try RehearsalOffice.day()
        let first = try await office.rehearse { $0.seed = 3 }
        let again = try await office.rehearse { $0.seed = 3 }
        let other = try await office.rehearse { $0.seed = 4 }
        #expect(first.timeline == again.timeline)
        #expect(first.findings == again.findings)
        #expect(first.verdict == again.verdict)
        #expect(first.timeline != other.timeline)
    }

    @Test("nothing in the workspace is changed")
    func leavesNoTrace() async throws {
        let office = try RehearsalOffice.day()
        let before = try office.files()
        _ = try await office.rehearse()
        #expect(try office.files() == before)
    }

    @Test("the ledger of the rehearsal is kept where it was asked for, made again each time")
    func keepsLedger() async throws {
        let office = try RehearsalOffice.day()
        let out = try Folders.make("out").path
        for _ in 0..<2 {
            _ = try await office.rehearse { $0.out = out }
            let ledger = try Data(contentsOf: URL(filePath: out + "/ledger.sqlite"))
            #expect(ledger.starts(with: Data("SQLite format 3".utf8)))
        }
    }

    @Test("in a perfect world everybody is reached, and nobody is called")
    func perfect() async throws {
        let office = try RehearsalOffice.day()
        let report = try await office.rehearse { $0.given = .perfect }
        #expect(report.verdict.missed == [])
        #expect(report.calls.due == 0)
        #expect(report.notices.first?.accepted == 24)
        #expect(report.timeline.count { $0.what == "mail refused" } == 0)
    }

    @Test("whose mail is refused and who has no number is missed, with the reason")
    func missed() async throws {
        let office = try RehearsalOffice.day()
        let report = try await office.rehearse {
            $0.given = .perfect
            $0.given.addresses.refused = 1
            $0.given.numbers.neverAnswer = 1
        }
        #expect(report.verdict.missedVenues.count == report.verdict.venues)
        #expect(report.status == .needsPerson)
        let reasons = Set(report.verdict.missed.map(\.why))
        #expect(!reasons.isEmpty)
    }
}

@Suite("A rehearsal stays on this machine", .keepsFolders, .timeLimit(.minutes(5)))
struct StageTests {
    @Test("whatever the settings name, the office of a rehearsal knows loopback addresses only")
    func loopbackOnly() async throws {
        let office = try RehearsalOffice.day([
            "watch_url: https://watch.office.example/tick"
        ])
        try office.replace(
            "http://127.0.0.1:9", by: "https://gateway.office.example/send", in: "convoke.yaml")
        try office.replace(
            "{maildir: mail}",
            by: "{url: imaps://mail.office.example, user: u, password_env: NONE}",
            in: "convoke.yaml")
        let real = try Office.open(office.folder.path, clock: .real)
        #expect(!real.settings.relay.isLoopback)
        let convocation = try await blocking { try real.convocation("meeting") }
        let stage = try await RehearsalStage.open(
            real, convocation,
            RehearsalStage.Scene(World(), Fates(World(), seed: 1, convocation), seed: 1))
        let settings = stage.office(at: TestOffice.now).settings
        try await stage.close()
        #expect(settings.relay.isLoopback)
        #expect(settings.relay.user == nil && settings.relay.password == nil)
        #expect(settings.sms?.kind == .sandbox)
        #expect(settings.sms?.values["url"].map(Office.isLoopback) == true)
        #expect(settings.sms?.secret == nil)
        #expect(settings.watchURL == nil)
        guard case .maildir? = settings.inbox else {
            Issue.record("the inbox is \(String(describing: settings.inbox))")
            return
        }
        // The program's own guard against a clock that was set sees nothing outside.
        try stage.office(at: TestOffice.now).refuseVirtualClockOutside()
    }

    @Test("an office whose relay, gateway and documents are far away is rehearsed to the end")
    func farAway() async throws {
        let office = try RehearsalOffice.day(["watch_url: https://watch.office.example/tick"])
        try office.replace(
            "ladder:",
            by:
                "documents:\n  - {id: d, title: D, url: \"https://office.example/d.pdf\", for: all}\n"
                + "ladder:", in: "conferences/meeting.yaml")
        let report = try await office.rehearse { $0.given = .perfect }
        #expect(report.notices.first?.accepted == 24)
        #expect(report.verdict.missed == [])
    }

    @Test("an office without a gateway sends no texts in a rehearsal either")
    func noGateway() async throws {
        let office = try RehearsalOffice.day()
        try office.replace(
            "sms: {gateway: sandbox, url: \"http://127.0.0.1:9\"}", by: "", in: "convoke.yaml")
        let report = try await office.rehearse { $0.given.addresses.refused = 0.3 }
        #expect(report.calls.texts == 0)
        #expect(report.calls.due > 0)
    }
}
