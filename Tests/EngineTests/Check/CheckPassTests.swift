import ConvokeCore
import Foundation
import TestWorkspace
import Testing

@testable import Engine

/// What `check` says when several things hang together.
@Suite("Check", .keepsFolders)
struct CheckPassTests {
    private func check(_ change: (inout OfficeFiles) -> Void) async throws -> [Problem] {
        var files = OfficeFiles(count: 4)
        change(&files)
        let folder = try Folders.make()
        try files.write(to: folder, relay: "smtp://127.0.0.1:2525")
        return try await blocking { CheckPass(root: folder.path).run().problems }
    }

    @Test("has nothing to say about an office in order")
    func inOrder() async throws {
        #expect(try await check { _ in } == [])
    }

    @Test("remarks what the next tick does at once, what nobody gets, and what is passed over")
    func outlook() async throws {
        var files = OfficeFiles(count: 2)
        files.relay = ["user: office", "password_file: secrets/none"]
        files.conference = [
            "  - {id: ask, kind: reminder, template: invitation, about: register, before: [24h]}",
            "obligations:",
            "  - {id: register, title: Register, due: 2021-11-20T09:00, for: all}",
            "ladder:", "  - {channel: sms, wait: 10m}", "  - {channel: call, wait: 20m}",
        ]
        let folder = try Folders.make()
        try files.write(to: folder, relay: "smtp://127.0.0.1:2525")
        func remarks(_ now: String) async throws -> [String] {
            let clock = Clock.frozen(at: try #require(Instant.parse(now)))
            return try await blocking {
                let pass = CheckPass(root: folder.path)
                return try pass.outlook(pass.run(now: clock.now), clock: clock)
            }
        }
        let early = try await remarks("2021-11-18T08:00+07:00")
        #expect(early.contains { $0.hasSuffix("names no gateway (sms:)") })
        #expect(early.contains { $0.hasSuffix("send and tick would stop at that") })
        #expect(early.count == 2)
        let late = try await remarks("2021-11-21T08:00+07:00")
        #expect(late.contains { $0.contains("the moment of invitation") && $0.hasSuffix("to 2") })
        #expect(late.contains { $0.contains("ask was of use only until 2021-11-20T09:00") })
        let years = try await remarks("2019-11-18T08:00+07:00")
        #expect(years.contains { $0.contains("it begins on 2021-11-24") })
    }

    @Test("remarks that a conference is over, which a mistyped year makes of it")
    func over() async throws {
        let folder = try Folders.make()
        try OfficeFiles(count: 4).write(to: folder, relay: "smtp://127.0.0.1:2525")
        func remarks(_ now: String) async throws -> [String] {
            let now = try #require(Instant.parse(now))
            return try await blocking { CheckPass(root: folder.path).run(now: now).remarks }
        }
        #expect(try await remarks("2021-11-20T08:00+07:00") == [])
        let later = try await remarks("2022-11-20T08:00+07:00")
        #expect(later.count == 1)
        #expect(later.first?.hasPrefix("conferences/meeting.yaml") == true, "\(later)")
        #expect(later.first?.contains("was over on 2021-11-24T") == true, "\(later)")
    }

    @Test("names a contact that nobody knows once, though a template shows it too")
    func unknownContact() async throws {
        let problems = try await check {
            $0.conference = [
                "obligations:",
                "  - id: list",
                "    title: The list",
                "    due: 2021-11-23T09:00",
                "    for: all",
                "    report_to: [nobody-here]",
            ]
            $0.text = "{{#obligations}}{{#report_to}}{{name}}{{/report_to}}{{/obligations}}"
        }
        #expect(problems.map { $0.place?.line } == [17])
    }

    @Test("says that a contact book is missing, and nothing of all that would be in it")
    func missingBook() async throws {
        let problems = try await check { $0.settings = ["contacts: [contacts/bok.csv]"] }
        #expect(problems.map(\.what) == ["The file contacts/bok.csv is missing"])
        #expect(problems.first?.fix.hasPrefix("Did you mean contacts/book.csv?") == true)
        #expect(problems.first?.place?.file == "convoke.yaml")
    }

    @Test("finds what is wrong in several files in one go")
    func several() async throws {
        let problems = try await check {
            $0.people[0].emails = ["a@@b.example"]
            $0.people[2].phones = ["12"]
            $0.audience = "group:nobody-here"
            $0.text = "{{recipient.nmae}}"
            $0.settings = ["quite: 21:00-06:00"]
        }
        let files = problems.map { $0.place?.file ?? "" }
        #expect(Set(files).count == 4)
        #expect(problems.count == 5)
        #expect(problems.allSatisfy { $0.status == .file })
    }

    @Test("does not ask for a name whose own line cannot be read, and does for all others")
    func followUps() async throws {
        let problems = try await check {
            $0.conference = [
                "  - {id: one, kind: reminder, template: papers, about: list, before: 1h}",
                "  - {id: two, kind: reminder, template: papers, about: film, before: 1h}",
                "obligations:",
                "  - idd: list",
                "    title: The list",
                "    due: 2021-11-23T09:00",
                "    for: all",
            ]
        }
        #expect(problems.contains { $0.found == "film" })
        #expect(!problems.contains { $0.found == "list" })
    }
}
