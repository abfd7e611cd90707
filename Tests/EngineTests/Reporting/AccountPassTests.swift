import ConvokeCore
import Foundation
import Sandbox
import TestWorkspace
import Testing

@testable import Engine

/// An office sends for real; what the report says of it.
@Suite("The report of a ledger", .keepsFolders, .timeLimit(.minutes(10)))
struct AccountPassTests {
    private static func office(_ story: (TestOffice) async throws -> Void) async throws {
        var files = OfficeFiles(count: 4)
        files.settings = ["guard: off"]
        files.people[1].emails = ["refused@north.example"]
        files.people[2].emails = ["refused@south.example", "p003@south.example"]
        try await TestOffice.with(files) { try await story($0) }
    }

    private static func report(
        _ office: TestOffice, _ change: (inout AccountRequest) -> Void = { _ in }
    ) async throws -> ConferenceReport {
        var request = AccountRequest(conference: "meeting")
        change(&request)
        let opened = try office.open(at: TestOffice.now + 600)
        return try await blocking { [request] in try AccountPass(opened).run(request) }
    }

    @Test("counts what the relay took, and names what it refused")
    func counts() async throws {
        try await Self.office { office in
            try await office.send()
            try await office.send()
            let report = try await Self.report(office)
            #expect(report.coverage.people.total == 4)
            #expect(report.coverage.people.reached == 3)
            let notice = try #require(report.notices.first)
            #expect(notice.ways == [.mail: 2, .laterMail: 1, .missed: 1])
            let resolutions = report.failures.map { "\($0.recipient) \($0.resolution)" }
            #expect(Set(resolutions) == ["p002 open", "p003 laterMail"])
            #expect(report.failures.allSatisfy { $0.words.hasPrefix("550") })
        }
    }

    @Test("shows the letter of each notice and tier as preview does, and the page holds them")
    func samples() async throws {
        try await Self.office { office in
            try await office.send()
            let report = try await Self.report(office)
            #expect(report.remarks.isEmpty)
            #expect(
                report.samples.map { "\($0.notice) \($0.tier)" } == [
                    "invitation centre", "invitation district", "papers centre", "papers district",
                ])
            #expect(report.samples.allSatisfy { $0.html.contains("The Desk") })
            #expect(report.samples.first?.subject == "Invitation: The Meeting")
            #expect(report.language == "en")
            let page = ReportPage(report).html
            #expect(page.ranges(of: "<iframe").count == 4)
        }
    }

    @Test("is made before there is a ledger, and of another ledger than the office's own")
    func ledgers() async throws {
        try await Self.office { office in
            let before = try await Self.report(office)
            #expect(before.coverage.people[.ahead] == 4)
            #expect(!office.hasLedger)
            try await office.send()
            let own = office.folder.appending(path: "ledger.sqlite")
            let other = office.folder.appending(path: "other.sqlite")
            try FileManager.default.moveItem(at: own, to: other)
            let report = try await Self.report(office) { $0.ledger = other.path }
            #expect(report.coverage.people.reached == 3)
            #expect(!office.hasLedger)
        }
    }

    @Test("a template that cannot be read hides nobody: it is a remark")
    func template() async throws {
        try await Self.office { office in
            try await office.send()
            try office.write("no front matter {{#}}", to: "templates/papers.md")
            let report = try await Self.report(office)
            #expect(!report.remarks.isEmpty)
            #expect(report.samples.map(\.notice) == ["invitation", "invitation"])
            #expect(ReportPage(report).html.contains("templates/papers.md"))
        }
    }
}
