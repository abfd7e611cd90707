import ConvokeCore
import Foundation
import LedgerStore
import Sandbox
import TestWorkspace
import Testing

@testable import Engine

/// When mail fails or nobody answers, somebody calls.
@Suite("The way to the telephone", .keepsFolders, .timeLimit(.minutes(10)))
struct EscalationTests {
    /// Six venues' contacts with telephones; a ladder of two calls; a report that is due on the 23rd.
    private static func files() -> OfficeFiles {
        var files = OfficeFiles(count: 6)
        files.settings = ["guard: off"]
        for index in 0..<6 { files.people[index].phones = ["0900 000 00\(index + 1)"] }
        files.conference = [
            "obligations:",
            "  - {id: report, title: The report, due: 2021-11-23T09:00, for: \"level:district\"}",
            "ladder:",
            "  - {channel: call, wait: 20m}",
            "  - {channel: call, to: duty}",
            "duty: p001",
        ]
        return files
    }

    @Test("a mail that was refused is on the call sheet at once, with all that a caller needs")
    func refused() async throws {
        var files = Self.files()
        files.people[1].emails = ["refused@north.example"]
        try await TestOffice.with(files) { office in
            try await office.send()
            let calls = try await sheet(office, "19T08:00")
            #expect(calls.map(\.recipient) == ["p002"])
            let call = try #require(calls.first)
            #expect(call.numbers == ["+84900000002"])
            #expect(call.why == "the mail was refused")
            #expect(call.venue == "The North")
            #expect(call.script.contains("The Meeting"))
            #expect(!call.answerCode.isEmpty)
            #expect(try await office.status().calls.open == 1)

            try await finish(office, call.id, .reached, "19T08:10")
            #expect(try await sheet(office, "19T08:10").isEmpty)
            let delivery = try await office.delivery("refused@north.example")
            #expect(delivery.state == .failed)
            let status = try await office.status(at: try at("19T08:11"))
            #expect(status.calls.done == 1)
            #expect(status.needPerson == 0)
            try await tick(office, "19T08:40")
            #expect(try await sheet(office, "19T08:40").isEmpty)
            try office.expectSoundLedger()
        }
    }

    @Test("that nobody ran tick is told to the one on duty, once, until they have been reached")
    func silence() async throws {
        try await TestOffice.with(Self.files()) { office in
            try await office.send()
            let workspace = try office.open(at: try at("19T12:00"))
            let since = try at("19T08:00")
            for _ in 1...2 {
                _ = try await blocking {
                    let convocation = try workspace.convocation("meeting")
                    return try LedgerRoom.within(workspace, convocation, "convoke tick") { room in
                        try Climb(workspace, convocation, room).run(
                            mailGoes: false, silentSince: since)
                    }
                }
            }
            let calls = try await sheet(office, "19T12:00")
            #expect(calls.map(\.recipient) == ["p001"])
            #expect(calls[0].why.hasPrefix("nothing was looked after since 2021-11-19T08:00"))
            try await tick(office, "19T12:05")
            #expect(try await sheet(office, "19T12:05").count == 1)
            try await finish(office, calls[0].id, .reached, "19T12:06")
            try await tick(office, "19T12:10")
            #expect(try await sheet(office, "19T12:10").isEmpty)
        }
    }

    @Test("who has no address is called, and needs nobody any more once reached")
    func noAddress() async throws {
        var files = Self.files()
        files.people[2].emails = []
        try await TestOffice.with(files) { office in
            try await office.send()
            let call = try #require(try await sheet(office, "19T08:00").first)
            #expect(call.why == "has no mail address")
            try await finish(office, call.id, .reached, "19T08:05")
            let status = try await office.status(at: try at("19T08:06"))
            #expect(status.calls.open == 0)
        }
    }

    @Test("two callers never dial the same venue; a call nobody came back to is free again")
    func taken() async throws {
        var files = Self.files()
        files.people[1].emails = ["refused@north.example"]
        try await TestOffice.with(files) { office in
            try await office.send()
            let call = try #require(try await sheet(office, "19T08:00").first)
            func take(_ whom: String, _ moment: String) async throws {
                let workspace = try office.open(at: try at(moment))
                try await blocking {
                    try CallPass(workspace).take(call.id, in: "meeting", by: whom)
                }
            }
            try await take("An", "19T08:00")
            let busy = try await problems { try await take("Bình", "19T08:05") }
            #expect(busy.status == .busy)
            #expect(busy.list[0].what == "Call \(call.id) is An's")
            #expect(try await sheet(office, "19T08:05").map(\.takenBy) == ["An"])
            #expect(try await sheet(office, "19T08:10").map(\.state) == [.open])
            try await take("Bình", "19T08:10")
        }
    }

    @Test("whoever takes a call takes all to the same person")
    func together() async throws {
        var files = Self.files()
        files.people[1].emails = ["refused@north.example"]
        try await TestOffice.with(files) { office in
            try await office.send()
            try await office.send("papers", at: try at("22T08:00"))
            let calls = try await sheet(office, "22T08:00")
            // The first call was not made in time: the one on duty is to be called too.
            #expect(calls.map(\.contact) == ["p002", "p001", "p002"])
            let workspace = try office.open(at: try at("22T08:00"))
            try await blocking {
                try CallPass(workspace).take(calls[0].id, in: "meeting", by: "An")
            }
            #expect(try await sheet(office, "22T08:01").map(\.takenBy) == ["An", nil, "An"])
        }
    }

    @Test("nobody answers: after the wait the one on duty is called; a busy line is called again")
    func climbs() async throws {
        var files = Self.files()
        files.people[1].emails = ["refused@north.example"]
        try await TestOffice.with(files) { office in
            try await office.send()
            let first = try #require(try await sheet(office, "19T08:00").first)
            try await finish(office, first.id, .busy, "19T08:02")
            let again = try #require(try await sheet(office, "19T08:02").first)
            #expect(again.notBefore == (try at("19T08:12")))
            try await finish(office, again.id, .noAnswer, "19T08:13")
            try await tick(office, "19T08:19")
            #expect(try await sheet(office, "19T08:19").isEmpty)
            try await tick(office, "19T08:20")
            #expect(try await sheet(office, "19T08:20").map(\.name) == ["The Desk p001"])
            try await tick(office, "19T08:21")
            #expect(try await sheet(office, "19T08:21").count == 1)
        }
    }

    @Test("the one on duty knows, and the venue still does not: the case stays open until it does")
    func duty() async throws {
        var files = Self.files()
        files.people[1].emails = ["refused@north.example"]
        try await TestOffice.with(files) { office in
            try await office.send()
            let first = try #require(try await sheet(office, "19T08:00").first)
            try await finish(office, first.id, .noAnswer, "19T08:01")
            try await tick(office, "19T08:20")
            let duty = try #require(try await sheet(office, "19T08:20").first)
            #expect(duty.name == "The Desk p001")
            #expect(
                duty.script
                    == "The Office, The Meeting: The Desk p002 (The North) has not been"
                    + " reached by mail. Please call before 07:45 24/11.")
            try await finish(office, duty.id, .promised, "19T08:21", promisedBy: "19T09:00")
            let again = try #require(try await sheet(office, "19T08:21").first)
            #expect(again.notBefore == (try at("19T09:00")))
            try await finish(office, again.id, .declined, "19T09:01")
            try await tick(office, "19T09:02")
            #expect(try await sheet(office, "19T09:02").isEmpty)
            // Nobody of the venue has said anything, and nobody has told them.
            let status = try await office.status(at: try at("19T09:02"))
            #expect(status.cases.map(\.plan.recipient) == ["p002"])
            #expect(status.needPerson == 1)
            let workspace = try office.open(at: try at("19T09:03"))
            _ = try await blocking {
                try AnswerPass(workspace).record(
                    AnswerRequest(
                        conference: "meeting", recipient: "p002", about: "invitation", word: .yes,
                        source: AnswerSource(way: .call)))
            }
            try await tick(office, "19T09:04")
            #expect(try await office.status(at: try at("19T09:04")).cases.isEmpty)
            try office.expectSoundLedger()
        }
    }

    @Test("who was silent before the deadline is called in time; who has answered is not")
    func silent() async throws {
        try await TestOffice.with(Self.files()) { office in
            try await tick(office, "19T08:00")
            // The ladder takes 20 minutes, and half an hour is kept for the call sheet.
            try await tick(office, "23T08:09")
            #expect(try await sheet(office, "23T08:09").isEmpty)
            try await tick(office, "23T08:10")
            let calls = try await sheet(office, "23T08:10")
            // One for each of the two districts, however many of their people are invited.
            #expect(calls.map(\.venue).sorted() == ["The North", "The South"])
            #expect(calls.allSatisfy { $0.callBy == (try? at("23T08:30")) })

            let north = try #require(calls.first { $0.venue == "The North" })
            let workspace = try office.open(at: try at("23T08:15"))
            _ = try await blocking {
                try AnswerPass(workspace).record(
                    AnswerRequest(
                        conference: "meeting", recipient: "p005", about: "report", word: .yes,
                        source: AnswerSource(way: .mail)))
            }
            try await tick(office, "23T08:16")
            let left = try await sheet(office, "23T08:16")
            #expect(left.map(\.venue) == ["The South"])
            #expect(!left.contains { $0.id == north.id })
            try await tick(office, "23T09:00")
            #expect(try await sheet(office, "23T09:00").isEmpty)
            try office.expectSoundLedger()
        }
    }

    @Test("a promise that is not kept is called again; one that is kept is not")
    func promised() async throws {
        try await TestOffice.with(Self.files()) { office in
            try await tick(office, "19T08:00")
            try await tick(office, "23T08:10")
            for call in try await sheet(office, "23T08:10") {
                try await finish(office, call.id, .promised, "23T08:12", promisedBy: "23T08:25")
            }
            try await tick(office, "23T08:24")
            #expect(try await sheet(office, "23T08:24").isEmpty)
            let workspace = try office.open(at: try at("23T08:24"))
            _ = try await blocking {
                try AnswerPass(workspace).record(
                    AnswerRequest(
                        conference: "meeting", recipient: "p002", about: "report", word: .yes,
                        source: AnswerSource(way: .call)))
            }
            for moment in ["23T08:25", "23T08:31"] { try await tick(office, moment) }
            #expect(try await sheet(office, "23T08:31").count == 1)
        }
    }

    @Test("another is named: they are called; who declines is written down")
    func delegated() async throws {
        var files = Self.files()
        files.people[1].emails = ["refused@north.example"]
        try await TestOffice.with(files) { office in
            try await office.send()
            let first = try #require(try await sheet(office, "19T08:00").first)
            let nobody = try await problems {
                try await finish(office, first.id, .delegated, "19T08:01", to: "nobody")
            }
            #expect(nobody.list[0].what == "There is nobody of that name to call instead")
            try await finish(office, first.id, .delegated, "19T08:01", to: "p004")
            let next = try #require(try await sheet(office, "19T08:01").first)
            #expect(next.name == "The Desk p004")
            try await finish(office, next.id, .declined, "19T08:03")
            #expect(try await sheet(office, "19T08:03").isEmpty)
        }
    }

    @Test("mail that waits too long goes to the telephone while its attempts go on")
    func handOver() async throws {
        var files = Self.files()
        files.people[1].emails = ["mailbox-full@north.example"]
        try await TestOffice.with(files) { office in
            try await office.send()
            #expect(try await sheet(office, "19T08:00").isEmpty)
            // The meeting wants everybody at 07:45; the ladder takes twenty minutes.
            try await tick(office, "24T07:25")
            let calls = try await sheet(office, "24T07:25")
            #expect(calls.map(\.recipient).contains("p002"))
        }
    }

    @Test("with the relay down the one on duty is told once, and no more once mail goes out")
    func relayDown() async throws {
        try await TestOffice.with(Self.files()) { office in
            try await office.relay.setOutage(.unavailable)
            try await tick(office, "19T08:00")
            let calls = try await sheet(office, "19T08:00")
            #expect(calls.map(\.name) == ["The Desk p001"])
            try await tick(office, "19T08:01")
            #expect(try await sheet(office, "19T08:01").count == 1)
            try await office.relay.setOutage(.none)
            try await tick(office, "19T08:10")
            #expect(try await sheet(office, "19T08:10").isEmpty)
            #expect(try office.kept().count == 6)
        }
    }

    @Test("a conference that is called off has nobody to call")
    func cancelled() async throws {
        var files = Self.files()
        files.people[1].emails = ["refused@north.example"]
        try await TestOffice.with(files) { office in
            try await office.send()
            try await cancel(office, "20T10:00")
            try await tick(office, "20T10:01")
            #expect(try await sheet(office, "20T10:01").isEmpty)
        }
    }
}
