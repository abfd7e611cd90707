import ConvokeCore
import Foundation
import LedgerStore
import Sandbox
import TestWorkspace
import Testing

@testable import Engine

/// A case has ended, and then there is a reason again: somebody calls again.
@Suite("A case that had ended", .keepsFolders, .timeLimit(.minutes(10)))
struct AgainTests {
    /// Six venues' contacts with telephones; a ladder of one call; a report that is due on the 23rd.
    private static func files(due: String = "23T09:00") -> OfficeFiles {
        var files = OfficeFiles(count: 6)
        files.settings = ["guard: off", "retry: {first: 10m, factor: 1, longest: 10m}"]
        for index in 0..<6 { files.people[index].phones = ["0900 000 00\(index + 1)"] }
        files.conference = [
            "obligations:",
            "  - {id: report, title: The report, due: 2021-11-\(due), for: \"level:district\"}",
            "ladder:", "  - {channel: call}", "duty: p001",
        ]
        return files
    }

    private func owing(_ office: TestOffice, _ moment: String) async throws -> [CallSheet.Entry] {
        try await tick(office, moment)
        return try await sheet(office, moment).filter { $0.about == "report" }
    }

    private func reach(
        _ office: TestOffice, _ call: CallSheet.Entry, _ moment: String
    ) async throws {
        let workspace = try office.open(at: try at(moment))
        try await blocking {
            try CallPass(workspace).finish(
                CallReport(
                    conference: "meeting", call: call.id, outcome: .reached, byWhom: "the desk"))
        }
    }

    /// Whom the sheet has after a tick with the relay like that.
    private func called(
        _ office: TestOffice, _ moment: String, _ outage: SandboxOutage
    ) async throws -> [String] {
        try await office.relay.setOutage(outage)
        try await tick(office, moment)
        return try await sheet(office, moment).map(\.name)
    }

    @Test("missed, and then the deadline is put off: those who still owe it are called before it")
    func putOff() async throws {
        try await TestOffice.with(Self.files()) { office in
            try await tick(office, "19T08:00")
            let before = try await owing(office, "23T08:30")
            #expect(before.map(\.venue).sorted() == ["The North", "The South"])
            #expect(try await owing(office, "23T09:00").isEmpty)

            // The report still fails to come, and the office gives everybody until the afternoon.
            try office.write(Self.files(due: "23T16:00"))
            try await answer(office, "p002", .yes, "23T10:00", about: "report")
            #expect(try await owing(office, "23T15:29").isEmpty)
            let calls = try await owing(office, "23T15:30")
            #expect(calls.map(\.venue) == ["The South"])
            #expect(calls.allSatisfy { $0.callBy == (try? at("23T16:00")) })
            #expect(try await owing(office, "23T15:31").map(\.id) == calls.map(\.id))
            #expect(try await owing(office, "23T16:00").isEmpty)
            try office.expectSoundLedger()
        }
    }

    @Test("done, and then the answer is taken back, since it was not theirs: the venue is called")
    func takenBack() async throws {
        try await TestOffice.with(Self.files()) { office in
            try await tick(office, "19T08:00")
            #expect(try await owing(office, "23T08:30").count == 2)
            try await answer(office, "p002", .yes, "23T08:35", about: "report")
            #expect(try await owing(office, "23T08:36").map(\.venue) == ["The South"])
            try await answer(office, "p002", .undo, "23T08:40", about: "report")
            let calls = try await owing(office, "23T08:41")
            #expect(calls.map(\.venue).sorted() == ["The North", "The South"])
            #expect(try await owing(office, "23T08:42").map(\.id) == calls.map(\.id))
            try office.expectSoundLedger()
        }
    }

    @Test("by a call that reached somebody: they are left alone until the deadline is another one")
    func reached() async throws {
        try await TestOffice.with(Self.files()) { office in
            try await tick(office, "19T08:00")
            for call in try await owing(office, "23T08:30") {
                try await reach(office, call, "23T08:32")
            }
            #expect(try await owing(office, "23T08:33").isEmpty)
            #expect(try await owing(office, "23T09:00").isEmpty)
            try office.write(Self.files(due: "24T07:00"))
            #expect(try await owing(office, "24T06:29").isEmpty)
            #expect(try await owing(office, "24T06:30").count == 2)
        }
    }

    @Test("with a conference called off that takes place after all: who was not told is called")
    func reinstated() async throws {
        var files = Self.files()
        files.people[1].emails = ["refused@north.example"]
        try await TestOffice.with(files) { office in
            try await office.send()
            #expect(try await sheet(office, "19T08:00").map(\.recipient) == ["p002"])
            try await cancel(office, "20T10:00")
            try await tick(office, "20T10:01")
            try await reinstate(office, "20T11:00")
            try await tick(office, "20T11:01")
            let calls = try await sheet(office, "20T11:01").filter { $0.about == "invitation" }
            #expect(calls.map(\.recipient) == ["p002"])
            #expect(calls.map(\.why) == ["the mail was refused"])
            try office.expectSoundLedger()
        }
    }

    @Test("because mail went out again: the relay is down an hour later, and the one on duty hears")
    func secondOutage() async throws {
        var files = Self.files()
        files.people[1].emails = ["mailbox-full@north.example"]
        try await TestOffice.with(files) { office in
            let first = try await called(office, "19T08:00", .unavailable)
            #expect(first == ["The Desk p001"])
            #expect(try await called(office, "19T08:05", .none).isEmpty)
            #expect(try await called(office, "19T08:30", .unavailable).isEmpty)
            #expect(try await called(office, "19T09:04", .unavailable).isEmpty)
            #expect(try await called(office, "19T09:05", .unavailable) == ["The Desk p001"])
            #expect(try await called(office, "19T09:06", .unavailable).count == 1)
        }
    }
}
