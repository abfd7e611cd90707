import ConvokeCore
import Curl
import Foundation
import TestWorkspace
import Testing

@testable import Engine

/// What is asked of web servers: nobody listens on the port that these addresses name.
@Suite("Links and the monitor", .keepsFolders, .timeLimit(.minutes(10)))
struct LinkTests {
    private static let nowhere = "http://127.0.0.1:9/programme.pdf"

    @Test("a document that is not there is named with its place, and nothing is sent to find out")
    func deadLink() async throws {
        var files = OfficeFiles(count: 1)
        files.conference = [
            "documents:", "  - {id: programme, title: Programme, url: \"\(Self.nowhere)\"}",
        ]
        try await TestOffice.with(files) { office in
            let workspace = try office.open()
            let found = try await problems {
                try await blocking { _ = try LinkPass(workspace).run(only: "meeting") }
            }
            #expect(found.status == .file)
            #expect(found.list.map(\.found) == [Self.nowhere])
            #expect(found.list.map(\.place?.file) == ["conferences/meeting.yaml"])
            #expect(try office.kept().isEmpty)
        }
    }

    @Test("tick says once an hour that a document is gone, until the conference is over")
    func diesLater() async throws {
        var files = OfficeFiles(count: 1)
        files.conference = [
            "documents:", "  - {id: programme, title: Programme, url: \"\(Self.nowhere)\"}",
        ]
        try await TestOffice.with(files) { office in
            func tick(_ seconds: Double) async throws -> TickReport {
                let workspace = try office.open(at: TestOffice.now + seconds)
                return try await blocking { try TickPass(workspace).run() }
            }
            let first = try await tick(0)
            #expect(first.status == .needsPerson)
            let words = try #require(first.entries.first?.news.first)
            #expect(words.contains("Programme") && words.contains(Self.nowhere))
            #expect(try await tick(60).status == .allWell)
            #expect(try await office.status(at: TestOffice.now + 60).deadLinks == 1)
            #expect(try await tick(3600).entries.map(\.deadLinks) == [1])
            #expect(try await tick(6 * 86400).entries.map(\.deadLinks) == [0])
        }
    }

    @Test("a conference without links has none to ask for")
    func noLinks() async throws {
        try await TestOffice.with(OfficeFiles(count: 1)) { office in
            let workspace = try office.open()
            #expect(try await blocking { try LinkPass(workspace).run() } == 0)
        }
    }

    @Test("a monitor that is not reached is said, and the mails have gone out all the same")
    func monitor() async throws {
        var files = OfficeFiles(count: 2)
        files.settings = ["watch_url: \"http://127.0.0.1:9/alive\""]
        try await TestOffice.with(files) { office in
            let workspace = try office.open()
            let report = try await blocking { try TickPass(workspace).run() }
            #expect(report.problems.map(\.status) == [.unreachable])
            #expect(try office.kept().count == 2)
        }
    }
}
