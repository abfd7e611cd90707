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
        try await finish(office, call.id, .reached, moment)
    }

    /// Whom the sheet has after a tick with the relay like that.
    private func called(
        _ office: TestOffice, _ moment: String, _ outage: SandboxOutage
    ) async throws -> [String] {
        try await office.relay.setOutage(outage)
        return try await sheet(office, moment, afterTick: true).map(\.name)
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
            try await answer(office, "p003", .yes, "23T08:35", about: "report")
            #expect(try await owing(office, "23T08:36").isEmpty)
            // Nothing else is to be done then: the tick has to see by itself that something is owed.
            try await answer(office, "p002", .undo, "23T08:40", about: "report")
            let calls = try await owing(office, "23T08:41")
            #expect(calls.map(\.venue) == ["The North"])
            #expect(try await owing(office, "23T08:42").map(\.id) == calls.map(\.id))
            try office.expectSoundLedger()
        }
    }

    @Test("with an invitation that was answered, but not by them: they are called")
    func invitation() async throws {
        var files = Self.files()
        files.acknowledgeBy = "2021-11-20T08:00"
        try await TestOffice.with(files) { office in
            func called(_ moment: String) async throws -> [String] {
                try await sheet(office, moment, afterTick: true).map(\.recipient).sorted()
            }
            try await office.send()
            for number in 1...6 {
                try await answer(
                    office, OfficeFiles.id(number), .yes, "19T09:00", about: "invitation")
            }
            let first = try await called("20T08:00")
            #expect(first.isEmpty)
            try await answer(office, "p004", .undo, "20T09:00", about: "invitation")
            #expect(try await called("20T09:01") == ["p004"])
            try await answer(office, "p004", .yes, "20T09:02", about: "invitation")
            #expect(try await called("20T09:03").isEmpty)
            try await answer(office, "p004", .undo, "20T09:04", about: "invitation")
            #expect(try await called("20T09:05") == ["p004"])
        }
    }

    @Test("because the mail was accepted after all, and then it comes back: they are called")
    func cameBack() async throws {
        var files = Self.files()
        files.people[1].emails = ["greylisted@north.example"]
        // The telephone has it at 07:25, and it is tried again two minutes later.
        files.invited = "2021-11-24T07:17"
        files.handedOut = "2021-11-24T07:31"
        files.conference = ["ladder:", "  - {channel: call, wait: 20m}", "duty: p001"]
        try await TestOffice.with(files) { office in
            try await tick(office, "24T07:17")
            let before = try await sheet(office, "24T07:25", afterTick: true)
            #expect(before.map(\.recipient) == ["p002"])
            try await tick(office, "24T07:27")
            let mail = try await office.delivery("greylisted@north.example")
            #expect(mail.state == .accepted)
            #expect(try await sheet(office, "24T07:27").isEmpty)

            let path = office.folder.appending(path: "ledger.sqlite").path
            let now = try at("24T07:30")
            try await blocking {
                let ledger = try Ledger.open(at: path)
                _ = try ledger.report(mail.id, .failed, words: "no such user", at: now)
                try ledger.close()
            }
            let calls = try await sheet(office, "24T07:31", afterTick: true)
            let own = calls.filter { $0.about == "invitation" }
            #expect(own.map(\.why) == ["the mail came back"])
            try office.expectSoundLedger()
        }
    }

    @Test("missed about a reminder: whoever has answered is not called when it is put off")
    func reminder() async throws {
        var files = Self.files()
        files.people[1].emails = ["refused@north.example"]
        files.conference.insert(
            "  - {id: ask, kind: reminder, template: papers, about: report, before: [1h]}", at: 0)
        try await TestOffice.with(files) { office in
            try await tick(office, "19T08:00")
            try await tick(office, "23T08:00")
            func reminders(_ moment: String) async throws -> [String] {
                try await sheet(office, moment, afterTick: true)
                    .filter { $0.about.hasPrefix("ask") }.map(\.recipient)
            }
            let before = try await reminders("23T08:05")
            #expect(before == ["p002"])
            #expect(try await reminders("23T09:00").isEmpty)
            try await answer(office, "p002", .yes, "23T09:30", about: "report")
            files.conference[2] = files.conference[2].replacing("23T09:00", with: "23T16:00")
            try office.write(files)
            #expect(try await reminders("23T09:31").isEmpty)
            // Taken back, it is owed again, and the reminder had not arrived.
            try await answer(office, "p002", .undo, "23T09:40", about: "report")
            #expect(try await Set(reminders("23T15:30")) == ["p002"])
            try await answer(office, "p005", .yes, "23T15:31", about: "report")
            #expect(try await reminders("23T15:32").isEmpty)
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

    @Test("by a call to the one on duty: once mail has gone out, the next outage is told anew")
    func outageAfterCall() async throws {
        var files = Self.files()
        files.people[1].emails = ["mailbox-full@north.example"]
        try await TestOffice.with(files) { office in
            let first = try await called(office, "19T08:00", .unavailable)
            #expect(first == ["The Desk p001"])
            let call = try #require(try await sheet(office, "19T08:00").first)
            try await reach(office, call, "19T08:02")
            // They know, as long as it is the same outage.
            #expect(try await called(office, "19T09:30", .unavailable).isEmpty)
            #expect(try await called(office, "19T09:40", .none).isEmpty)
            #expect(try await called(office, "19T10:00", .unavailable) == ["The Desk p001"])
        }
    }
}
