import ConvokeCore
import Foundation
import LedgerStore
import Sandbox
import TestWorkspace
import Testing

@testable import Engine

/// Where something fails, somebody hears of it, and one failure hides no other.
@Suite("An alarm", .keepsFolders, .timeLimit(.minutes(10)))
struct AlarmTests {
    /// A ladder of one call, and a report that is due on the 23rd.
    private static func files(_ settings: [String] = ["guard: off"]) -> OfficeFiles {
        var files = OfficeFiles(count: 3)
        files.settings = settings
        for index in 0..<3 { files.people[index].phones = ["0900 000 00\(index + 1)"] }
        files.conference = [
            "obligations:",
            "  - {id: report, title: The report, due: 2021-11-23T09:00, for: \"level:district\"}",
            "ladder:", "  - {channel: call, wait: 20m}", "duty: p001",
        ]
        return files
    }

    private func calls(_ office: TestOffice, _ moment: String) async throws -> [String] {
        try await sheet(office, moment).map(\.why)
    }

    private func pulse(_ office: TestOffice, _ moment: String) async throws -> Pulse {
        try await office.status(at: try at(moment)).pulse
    }

    @Test("that the relay is down stays on the call sheet until mail is accepted")
    func notWithdrawn() async throws {
        try await TestOffice.with(Self.files()) { office in
            try await office.relay.setOutage(.unreachable)
            #expect(try await tick(office, "19T08:00").status == .unreachable)
            let call = try await sheet(office, "19T08:00").first
            #expect(call?.callBy == (try at("19T08:30")) && call?.numbers == ["+84900000001"])
            #expect(try await calls(office, "19T08:00").count == 1)
            #expect(try await office.send(at: try at("19T08:02")).status == .unreachable)
            #expect(try await calls(office, "19T08:02").count == 1)
            try await office.relay.setOutage(.none)
            try await tick(office, "19T08:10")
            #expect(try await calls(office, "19T08:10").isEmpty)
            try office.expectSoundLedger()
        }
    }

    @Test("a guard that stops one notice does not hide that the relay is down")
    func guardAndRelay() async throws {
        var files = Self.files([])
        files.audience = "p001,p002,p003"
        try await TestOffice.with(files) { office in
            try await office.relay.setOutage(.unreachable)
            try await tick(office, "19T08:00")
            files.people += OfficeFiles(count: 12).people.suffix(9)
            try office.write(files)
            let report = try await tick(office, "22T08:00")
            #expect(report.problems.map(\.status).sorted() == [.needsPerson, .unreachable])
            #expect(report.status == .unreachable)
            #expect(try await !calls(office, "22T08:00").isEmpty)
        }
    }

    @Test("without the password the telephone goes on, and status says what stops the mail")
    func withoutPassword() async throws {
        var files = Self.files()
        files.relay = ["user: office", "password_env: CONVOKE_NOT_SET_IN_TESTS"]
        try await TestOffice.with(files) { office in
            let report = try await tick(office, "19T08:00")
            #expect(report.status == .configuration)
            #expect(try await calls(office, "19T08:00").count == 1)
            #expect(try await tick(office, "23T08:40").status == .configuration)
            #expect(try await calls(office, "23T08:40").contains { $0.contains("report") })
            let what = try #require(report.problems.first?.what)
            #expect(
                try await pulse(office, "23T08:41") == .stopped(at: try at("23T08:40"), by: what))
            #expect(try await pulse(office, "23T08:44") == .silent(since: try at("23T08:40")))
            #expect(try await office.status(at: try at("23T08:41")).needsSomebody)
        }
    }

    @Test("a template that was broken stops its notice, and status says so until it is mended")
    func brokenTemplate() async throws {
        let files = Self.files()
        try await TestOffice.with(files) { office in
            let broken = "---\nsubject: X\n---\n{{conference.titel}}\n"
            try office.write(broken, to: "templates/invitation.md")
            let report = try await tick(office, "19T08:00")
            #expect(report.status == .file)
            guard case .stopped = try await pulse(office, "19T08:01") else {
                Issue.record("status says nothing of it")
                return
            }
            try office.write(files)
            try await tick(office, "19T08:01")
            #expect(try await pulse(office, "19T08:02") == .regular)
            #expect(try office.kept().count == 3)
        }
    }

    @Test("a call that nobody has made is a reason for 1, and is named when it is too late")
    func openCalls() async throws {
        try await TestOffice.with(Self.files()) { office in
            #expect(try await tick(office, "19T08:00").status == .allWell)
            #expect(try await tick(office, "23T08:40").status == .needsPerson)
            #expect(try await tick(office, "23T08:41").status == .needsPerson)
            let report = try await tick(office, "23T09:00")
            let news = report.entries.flatMap(\.news)
            #expect(news.contains { $0.hasPrefix("2 not reached in time: ") })
            #expect(report.status == .needsPerson)
            try office.expectSoundLedger()
        }
    }

    @Test("a call that was taken and not made is anybody's again, and a reason for 1")
    func lapsed() async throws {
        var files = Self.files()
        files.people[2].emails = []
        try await TestOffice.with(files) { office in
            try await tick(office, "19T08:00")
            let call = try #require(try await sheet(office, "19T08:00").first)
            let workspace = try office.open(at: try at("19T08:02"))
            try await blocking { try CallPass(workspace).take(call.id, in: "meeting", by: "A") }
            #expect(try await tick(office, "19T08:03").status == .allWell)
            #expect(try await tick(office, "19T09:00").status == .needsPerson)
            let calls = try await office.status(at: try at("19T09:00")).calls
            #expect(calls.open == 1 && calls.taken == 0)
        }
    }

    @Test("whoever answers by hand needs nobody for the mail that failed either")
    func answered() async throws {
        var files = Self.files()
        files.people[1].emails = ["refused@north.example"]
        files.people[2].emails = []
        try await TestOffice.with(files) { office in
            #expect(try await tick(office, "19T08:00").status == .needsPerson)
            for recipient in ["p002", "p003"] {
                try await answer(office, recipient, .yes, "19T09:00", about: "invitation")
            }
            #expect(try await tick(office, "19T09:01").status == .allWell)
            let status = try await office.status(at: try at("19T09:02"))
            #expect(status.needPerson == 0 && !status.needsSomebody)
            try office.expectSoundLedger()
        }
    }

    @Test("what waited until it was of no use is told by the tick that ends it")
    func expired() async throws {
        var files = Self.files()
        files.conference = []
        files.people[0].emails = ["mailbox-full@north.example"]
        try await TestOffice.with(files) { office in
            try await tick(office, "19T08:00")
            let report = try await tick(office, "24T09:00")
            #expect(report.entries.flatMap(\.news).contains { $0.hasPrefix("1 expired: ") })
            #expect(report.status == .needsPerson)
        }
    }
}
