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
