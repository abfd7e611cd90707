import ConvokeCore
import Foundation
import TestWorkspace
import Testing

@testable import Engine

/// The blast-radius guard: a list that was mixed up must not reach everybody.
@Suite("A notice that goes out of proportion", .keepsFolders, .timeLimit(.minutes(10)))
struct GuardTests {
    private func grown(_ files: OfficeFiles, to count: Int) -> OfficeFiles {
        var files = files
        files.people = OfficeFiles(count: count).people
        return files
    }

    @Test("to far more than were counted is stopped, and goes out when it is released")
    func tooMany() async throws {
        let files = OfficeFiles(count: 6)
        try await TestOffice.with(files) { office in
            try await office.send()
            try office.write(grown(files, to: 20))
            let stopped = try await problems { try await office.send("papers") }
            #expect(stopped.list.map(\.found) == ["20 recipients"])
            #expect(stopped.status == .needsPerson)
            #expect(try office.kept().count == 6)

            let workspace = try office.open()
            #expect(try ControlPass(workspace).release("meeting", notice: "papers", by: "desk"))
            try await office.send("papers")
            #expect(try office.kept().count == 26)
        }
    }

    @Test(
        "to far fewer than were counted is stopped, but a run that was narrowed on purpose is not")
    func tooFew() async throws {
        let files = OfficeFiles(count: 20)
        try await TestOffice.with(files) { office in
            try await office.send()
            try await office.send("papers", to: "p001")
            #expect(try office.kept().count == 21)
            try office.write(grown(files, to: 4))
            let stopped = try await problems { try await office.send("papers") }
            #expect(stopped.list.map(\.found) == ["4 recipients"])
        }
    }

    @Test("a check counts anew")
    func check() async throws {
        let files = OfficeFiles(count: 6)
        try await TestOffice.with(files) { office in
            try await office.send()
            try office.write(grown(files, to: 20))
            let pass = CheckPass(root: office.folder.path)
            try pass.record(pass.run(), clock: .frozen(at: TestOffice.now))
            try await office.send("papers")
            #expect(try office.kept().count == 26)
        }
    }

    @Test("a run of which more than a quarter is refused stops, and the rest stays queued")
    func refusedTooOften() async throws {
        var files = OfficeFiles(count: 60)
        files.relay = ["sessions: 1"]
        for index in files.people.indices where index.isMultiple(of: 2) {
            files.people[index].emails = ["refused@d\(index).example"]
        }
        try await TestOffice.with(files) { office in
            let report = try await office.send()
            #expect(report.problem?.status == .needsPerson)
            let counts = try await office.counts()
            #expect((20...24).contains((counts[.failed] ?? 0) + (counts[.accepted] ?? 0)))
            #expect((counts[.queued] ?? 0) >= 36)
            try office.expectSoundLedger()
        }
    }

    @Test("with the guard off nothing is stopped")
    func off() async throws {
        var files = OfficeFiles(count: 2)
        files.settings = ["guard: off"]
        try await TestOffice.with(files) { office in
            try await office.send()
            try office.write(grown(files, to: 20))
            try await office.send("papers")
            #expect(try office.kept().count == 22)
        }
    }
}
