import ConvokeCore
import Foundation
import LedgerStore
import Sandbox
import TestWorkspace
import Testing

@testable import Engine

/// A caller typed what came of another call: that must not leave a room empty.
@Suite("What was said of a call is taken back", .keepsFolders, .timeLimit(.minutes(10)))
struct CallUndoTests {
    /// Six venues' contacts with telephones; a ladder of two calls; a report that is due on the 23rd.
    private static func files(_ change: (inout OfficeFiles) -> Void = { _ in }) -> OfficeFiles {
        var files = OfficeFiles(count: 6)
        files.settings = ["guard: off", "retry: {first: 10m, factor: 1, longest: 10m}"]
        for index in 0..<6 { files.people[index].phones = ["0900 000 00\(index + 1)"] }
        files.conference = [
            "obligations:",
            "  - {id: report, title: The report, due: 2021-11-23T09:00, for: \"level:district\"}",
            "ladder:",
            "  - {channel: call, wait: 20m}",
            "  - {channel: call, to: duty}",
            "duty: p001",
        ]
        change(&files)
        return files
    }

    private static func refused(_ files: inout OfficeFiles) {
        files.people[1].emails = ["refused@north.example"]
    }

    @discardableResult
    private func takeBack(
        _ office: TestOffice, _ call: Int64, _ moment: String
    ) async throws -> CallOutcome {
        let workspace = try office.open(at: try at(moment))
        return try await blocking {
            try CallPass(workspace).takeBack(
                call, in: "meeting", by: "the desk", note: "it was the other line")
        }
    }

    /// Who is to be called about the report, by call.
    private func owing(
        _ office: TestOffice, _ moment: String, afterTick: Bool = true
    ) async throws -> [CallSheet.Entry] {
        try await sheet(office, moment, afterTick: afterTick).filter { $0.about == "report" }
    }

    private func onlyCall(_ office: TestOffice, _ moment: String) async throws -> CallSheet.Entry {
        let calls = try await sheet(office, moment)
        #expect(calls.count == 1)
        return try #require(calls.first)
    }

    @Test("reached: the venue is on the sheet again at once, and called until it is reached")
    func reached() async throws {
        try await TestOffice.with(Self.files()) { office in
            try await tick(office, "19T08:00")
            let calls = try await owing(office, "23T08:20")
            #expect(calls.map(\.venue).sorted() == ["The North", "The South"])
            let (wrong, right) = (calls[0], calls[1])
            try await finish(office, wrong.id, .reached, "23T08:22")
            #expect(try await owing(office, "23T08:22", afterTick: false).map(\.id) == [right.id])

            #expect(try await takeBack(office, wrong.id, "23T08:23") == .reached)
            try await finish(office, right.id, .reached, "23T08:23")
            let again = try await owing(office, "23T08:24")
            #expect(again.map(\.id) == [wrong.id])
            #expect(again.map(\.state) == [.open])
            #expect(again.map(\.callBy) == [wrong.callBy])
            // The ladder goes on from where it stood.
            #expect(try await owing(office, "23T08:40").count == 2)
            try await finish(office, wrong.id, .reached, "23T08:41")
            #expect(try await owing(office, "23T08:42").isEmpty)
            try office.expectSoundLedger()
        }
    }

    @Test("what was said stays to be read, and that it was a slip")
    func story() async throws {
        try await TestOffice.with(Self.files(Self.refused)) { office in
            try await office.send()
            let call = try await onlyCall(office, "19T08:00")
            try await finish(office, call.id, .reached, "19T08:10")
            try await takeBack(office, call.id, "19T08:11")
            let words = try await office.show("p002").corrected
            #expect(words.map(\.word) == ["reached", "taken back"])
            #expect(words.map(\.note) == [nil, "it was the other line"])
            #expect(try await office.show("p003").corrected.isEmpty)
        }
    }

    @Test("then the mail that was refused needs somebody again, and the other calls are back")
    func refusedMail() async throws {
        try await TestOffice.with(Self.files(Self.refused)) { office in
            try await office.send()
            let call = try await onlyCall(office, "19T08:00")
            let both = try await sheet(office, "19T08:20", afterTick: true)
            #expect(both.count == 2)
            try await finish(office, call.id, .reached, "19T08:21")
            #expect(try await office.status(at: try at("19T08:21")).needPerson == 0)
            try await takeBack(office, call.id, "19T08:22")
            let status = try await office.status(at: try at("19T08:22"))
            #expect(status.calls.open == 2)
            #expect(status.needPerson > 0)
            #expect(
                try await sheet(office, "19T08:23", afterTick: true).map(\.id).sorted()
                    == both.map(\.id).sorted())
            try office.expectSoundLedger()
        }
    }

    @Test("then a mail that was still to be tried again is tried again")
    func deferredMail() async throws {
        let files = Self.files {
            $0.people[1].emails = ["greylisted@north.example"]
            // The telephone has it at 07:25, and it is tried again two minutes later.
            $0.invited = "2021-11-24T07:17"
            $0.handedOut = "2021-11-24T07:31"
            $0.conference = ["ladder:", "  - {channel: call, wait: 20m}", "duty: p001"]
        }
        try await TestOffice.with(files) { office in
            try await tick(office, "24T07:17")
            try await tick(office, "24T07:25")
            let call = try await onlyCall(office, "24T07:25")
            try await finish(office, call.id, .reached, "24T07:26")
            #expect(try await office.delivery("greylisted@north.example").state == .suppressed)
            try await takeBack(office, call.id, "24T07:26")
            #expect(try await office.delivery("greylisted@north.example").state == .queued)
            #expect(try await onlyCall(office, "24T07:26").id == call.id)
            try await tick(office, "24T07:27")
            #expect(try await office.delivery("greylisted@north.example").state == .accepted)
            #expect(try await sheet(office, "24T07:27").isEmpty)
            try office.expectSoundLedger()
        }
    }

    @Test("declined: their answer is taken back with it")
    func declined() async throws {
        try await TestOffice.with(Self.files()) { office in
            try await tick(office, "19T08:00")
            let calls = try await owing(office, "23T08:20")
            let north = try #require(calls.first { $0.venue == "The North" })
            try await finish(office, north.id, .declined, "23T08:22")
            #expect(try await owing(office, "23T08:22").count == 1)
            #expect(try await takeBack(office, north.id, "23T08:23") == .declined)
            let status = try await office.status(at: try at("23T08:23"))
            #expect(status.obligations.first { $0.id == "report" }?.open == 2)
            #expect(try await owing(office, "23T08:24").map(\.id).contains(north.id))
            try office.expectSoundLedger()
        }
    }

    @Test("declined, and only the answer is taken back: they are called about it anew")
    func declinedAnswer() async throws {
        try await TestOffice.with(Self.files()) { office in
            try await tick(office, "19T08:00")
            let calls = try await owing(office, "23T08:20")
            let north = try #require(calls.first { $0.venue == "The North" })
            try await finish(office, north.id, .declined, "23T08:22")
            try await answer(office, north.recipient, .undo, "23T08:23", about: "report")
            let again = try await owing(office, "23T08:24")
            #expect(Set(again.map(\.venue)) == ["The North", "The South"])
            #expect(!again.map(\.id).contains(north.id))
            try office.expectSoundLedger()
        }
    }

    @Test("busy: the call ten minutes later is of no use when this one is made")
    func busy() async throws {
        try await TestOffice.with(Self.files(Self.refused)) { office in
            try await office.send()
            let call = try await onlyCall(office, "19T08:00")
            try await finish(office, call.id, .busy, "19T08:05")
            #expect(try await onlyCall(office, "19T08:05").id != call.id)
            #expect(try await takeBack(office, call.id, "19T08:06") == .busy)
            #expect(try await onlyCall(office, "19T08:06").id == call.id)
            try office.expectSoundLedger()
        }
    }

    @Test("promised: nobody waits for that time any more")
    func promised() async throws {
        try await TestOffice.with(Self.files()) { office in
            try await tick(office, "19T08:00")
            let calls = try await owing(office, "23T08:20")
            let north = try #require(calls.first { $0.venue == "The North" })
            try await finish(office, north.id, .promised, "23T08:22", promisedBy: "23T08:55")
            #expect(try await owing(office, "23T08:23").count == 1)
            try await takeBack(office, north.id, "23T08:24")
            #expect(try await owing(office, "23T08:25").map(\.id).contains(north.id))
            try office.expectSoundLedger()
        }
    }

    @Test("a caller is told when there is nothing to take back, or others have gone on")
    func refusals() async throws {
        try await TestOffice.with(Self.files(Self.refused)) { office in
            try await office.send()
            let call = try await onlyCall(office, "19T08:00")
            func what(_ id: Int64, _ moment: String) async throws -> String? {
                try await problems { try await takeBack(office, id, moment) }.list.first?.what
            }
            #expect(
                try await what(call.id, "19T08:01")
                    == "Nothing was said of call \(call.id) that could be taken back")
            #expect(try await what(99, "19T08:01") == "meeting has no call of that number")

            try await finish(office, call.id, .busy, "19T08:02")
            let later = try await onlyCall(office, "19T08:02")
            try await finish(office, later.id, .reached, "19T08:12")
            #expect(
                try await what(call.id, "19T08:13")
                    == "What call \(call.id) was for needs nobody any more")
            // The other way round it goes.
            try await takeBack(office, later.id, "19T08:14")
            #expect(try await takeBack(office, call.id, "19T08:15") == .busy)
            try office.expectSoundLedger()
        }
    }
}

/// An answer that was written down for the wrong recipient.
@Suite("An answer to an invitation that failed is taken back", .keepsFolders)
struct AnswerUndoTests {
    private static func files(_ address: String) -> OfficeFiles {
        var files = OfficeFiles(count: 3)
        files.settings = ["guard: off", "retry: {first: 10m, factor: 1, longest: 10m}"]
        for index in 0..<3 { files.people[index].phones = ["0900 000 00\(index + 1)"] }
        files.people[1].emails = [address]
        files.conference = ["ladder:", "  - {channel: call, wait: 20m}", "duty: p001"]
        return files
    }

    @Test("refused: they have not been reached, and are called")
    func refused() async throws {
        try await TestOffice.with(Self.files("refused@north.example")) { office in
            try await office.send()
            let first = try await sheet(office, "19T08:00")
            #expect(first.map(\.recipient) == ["p002"])
            try await answer(office, "p002", .yes, "19T08:05", about: "invitation")
            #expect(try await sheet(office, "19T08:06", afterTick: true).isEmpty)
            #expect(try await office.status(at: try at("19T08:06")).needPerson == 0)

            try await answer(office, "p002", .undo, "19T08:10", about: "invitation")
            #expect(try await office.status(at: try at("19T08:10")).needPerson == 1)
            let calls = try await sheet(office, "19T08:11", afterTick: true)
            #expect(calls.map(\.recipient) == ["p002"])
            #expect(calls.map(\.why) == ["the mail was refused"])
            try office.expectSoundLedger()
        }
    }

    @Test("still to be tried again: it is tried again")
    func deferred() async throws {
        var files = Self.files("greylisted@north.example")
        files.invited = "2021-11-24T07:17"
        files.handedOut = "2021-11-24T07:31"
        try await TestOffice.with(files) { office in
            try await tick(office, "24T07:17")
            let first = try await sheet(office, "24T07:25", afterTick: true)
            #expect(first.map(\.recipient) == ["p002"])
            try await answer(office, "p002", .yes, "24T07:25", about: "invitation")
            #expect(try await sheet(office, "24T07:26", afterTick: true).isEmpty)
            #expect(try await office.delivery("greylisted@north.example").state == .suppressed)
            try await answer(office, "p002", .undo, "24T07:26", about: "invitation")
            try await tick(office, "24T07:27")
            #expect(try await office.delivery("greylisted@north.example").state == .accepted)
            try office.expectSoundLedger()
        }
    }
}
