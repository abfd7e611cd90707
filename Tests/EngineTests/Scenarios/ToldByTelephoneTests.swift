import ConvokeCore
import Foundation
import LedgerStore
import Sandbox
import TestWorkspace
import Testing

@testable import Engine

/// Whoever was told by telephone hears of a correction and of a cancellation, by telephone where no mail
/// reaches them.
@Suite("What changes for those who were told by telephone", .keepsFolders, .timeLimit(.minutes(10)))
struct ToldByTelephoneTests {
    /// Six contacts with telephones; p003 has no address.
    private static func files() -> OfficeFiles {
        var files = OfficeFiles(count: 6)
        files.settings = ["guard: off"]
        for index in 0..<6 { files.people[index].phones = ["0900 000 00\(index + 1)"] }
        files.people[2].emails = []
        files.conference = [
            "ladder:", "  - {channel: call, wait: 20m}", "  - {channel: call, to: duty}",
            "duty: p001",
        ]
        return files
    }

    /// Ends the only call of the sheet.
    private func finish(
        _ office: TestOffice, _ moment: String, _ outcome: CallOutcome = .reached
    ) async throws {
        let calls = try await sheet(office, moment)
        #expect(calls.count == 1)
        let call = try #require(calls.first)
        let workspace = try office.open(at: try at(moment))
        try await blocking {
            try CallPass(workspace).finish(
                CallReport(
                    conference: "meeting", call: call.id, outcome: outcome, byWhom: "the desk"))
        }
    }

    @Test("who has no address is called about a correction, once, and told what changed")
    func correction() async throws {
        var files = Self.files()
        try await TestOffice.with(files) { office in
            try await office.send()
            try await finish(office, "19T08:05")
            #expect(try await correct(office, "20T09:00").outlook.recipients.isEmpty)

            files.start = "09:00"
            try office.write(files)
            let report = try await correct(office, "20T10:00")
            #expect(report.sent.progress.accepted == 5)
            #expect(report.outlook.differences.map(\.recipients) == [6])
            #expect(report.outlook.byPhone == 1)
            #expect(report.byPhone == 1)
            #expect(report.status == .needsPerson)
            let call = try #require(try await sheet(office, "20T10:00").first)
            #expect(call.recipient == "p003")
            #expect(call.about == "correction")
            #expect(call.callBy == (try at("24T11:00")))
            #expect(
                call.script.hasSuffix(
                    " What you were told has changed: Session “Opening”: from 08:00 on 24 November"
                        + " 2021 to 09:00 on 24 November 2021. Please tell those who take part."))

            #expect(try await correct(office, "20T10:01").outlook.underWay.map(\.id) == ["p003"])
            try await finish(office, "20T10:05")
            let again = try await correct(office, "20T10:06")
            #expect(again.outlook.recipients.isEmpty)
            #expect(again.byPhone == 0)
            #expect(again.status == .allWell)
            #expect(try await sheet(office, "20T10:06").isEmpty)
            try office.expectSoundLedger()
        }
    }

    @Test("whose mail is refused every time hears of the change and of the end by telephone")
    func refused() async throws {
        var files = Self.files()
        files.people.remove(at: 2)
        files.people[1].emails = ["refused@north.example"]
        try await TestOffice.with(files) { office in
            try await office.send()
            try await finish(office, "19T08:05")
            files.start = "09:00"
            try office.write(files)
            let report = try await correct(office, "20T10:00")
            #expect(report.outlook.recipients.map(\.id).contains("p002"))
            #expect(report.byPhone == 1)
            let call = try #require(try await sheet(office, "20T10:00").first)
            #expect(call.why == "the mail was refused")
            #expect(call.script.contains("to 09:00 on 24 November 2021"))
            #expect(try await correct(office, "20T10:01").outlook.recipients.isEmpty)

            #expect(try await cancel(office, "21T10:00").byPhone == 1)
            let calls = try await sheet(office, "21T10:00")
            #expect(calls.map(\.recipient) == ["p002"])
            #expect(calls.map(\.about) == ["cancellation"])
            try await finish(office, "21T10:05")
            try await tick(office, "21T10:06")
            #expect(try await sheet(office, "21T10:06").isEmpty)
            try office.expectSoundLedger()
        }
    }

    @Test("who has no address is called when it is called off, until they were reached")
    func cancellation() async throws {
        try await TestOffice.with(Self.files()) { office in
            try await office.send()
            try await finish(office, "19T08:05")
            let report = try await cancel(office, "20T10:00")
            #expect(report.sent.progress.accepted == 5)
            #expect(report.byPhone == 1)
            #expect(report.status == .needsPerson)
            try await tick(office, "20T10:01")
            let call = try #require(try await sheet(office, "20T10:01").first)
            #expect(call.recipient == "p003")
            #expect(call.about == "cancellation")
            #expect(call.script.contains("It is called off. Please do not come"))
            try await finish(office, "20T10:02", .noAnswer)
            try await tick(office, "20T10:20")
            #expect(
                try await sheet(office, "20T10:20").map(\.script) == [
                    "The Office, The Meeting: The Desk p003 (The South) has not been told that it is"
                        + " called off. Please call before 11:30 24/11."
                ])
            #expect(try await cancel(office, "20T10:21").sent.planned == 0)
            #expect(try await sheet(office, "20T10:21").count == 1)
            try office.expectSoundLedger()
        }
    }

    @Test("a cancellation that is refused goes to the telephone, and nothing else does any more")
    func refusedCancellation() async throws {
        var files = Self.files()
        try await TestOffice.with(files) { office in
            try await office.send()
            #expect(try await sheet(office, "19T08:00").map(\.recipient) == ["p003"])
            files.people[3].emails = ["refused@hall.example"]
            try office.write(files)
            // Nobody has reached p003: they do not know of it.
            #expect(try await cancel(office, "20T10:00").byPhone == 1)
            for moment in ["20T10:00", "20T10:01"] {
                #expect(try await sheet(office, moment).map(\.recipient) == ["p004"])
                try await tick(office, moment)
            }
            try await finish(office, "20T10:05")
            #expect(try await sheet(office, "20T10:05").isEmpty)
        }
    }

    @Test("what came of a call may be written down as an answer: they know of it all the same")
    func answered() async throws {
        try await TestOffice.with(Self.files()) { office in
            try await office.send()
            let workspace = try office.open(at: try at("19T08:05"))
            _ = try await blocking {
                try AnswerPass(workspace).record(
                    AnswerRequest(
                        conference: "meeting", recipient: "p003", about: "invitation", word: .yes,
                        source: AnswerSource(way: .call)))
            }
            try await tick(office, "19T08:06")
            #expect(try await sheet(office, "19T08:06").isEmpty)
            #expect(try await cancel(office, "20T10:00").byPhone == 1)
        }
    }

    @Test("nobody is told that it is called off once it takes place after all")
    func reinstated() async throws {
        try await TestOffice.with(Self.files()) { office in
            try await office.send()
            try await finish(office, "19T08:05")
            try await cancel(office, "20T10:00")
            #expect(try await reinstate(office, "20T11:00"))
            try await tick(office, "20T11:01")
            #expect(try await sheet(office, "20T11:01").isEmpty)
        }
    }
}
