import ConvokeCore
import Foundation
import LedgerStore
import Sandbox
import TestWorkspace
import Testing

@testable import Engine

/// The conference, or a deadline of it, is moved while something still waits for the old moment.
@Suite("What waits for a moment that was moved", .keepsFolders, .timeLimit(.minutes(10)))
struct MovedTests {
    /// The mail of p002 is put off and tried again six hours later; p003 has a telephone only.
    private static func files(
        day: String = "24", start: String = "08:00", handedOut: String = "22T08:00",
        due: String = "23T09:00"
    ) -> OfficeFiles {
        var files = OfficeFiles(count: 3)
        files.settings = ["guard: off", "retry: {first: 6h, factor: 2, longest: 6h}"]
        for index in 0..<3 { files.people[index].phones = ["0900 000 00\(index + 1)"] }
        files.people[1].emails = ["mailbox-full@north.example"]
        files.people[2].emails = []
        files.day = "2021-11-\(day)"
        files.start = start
        files.handedOut = "2021-11-\(handedOut)"
        files.conference = [
            "obligations:",
            "  - {id: report, title: The report, due: 2021-11-\(due), for: \"level:district\"}",
            "ladder:", "  - {channel: call, wait: 20m}", "  - {channel: call, to: duty}",
            "duty: p001",
        ]
        return files
    }

    private func invitation(
        _ office: TestOffice, to recipient: String
    ) async throws -> Delivery {
        try #require(
            try await office.deliveries().first {
                $0.notice == "invitation" && $0.recipient == recipient
            })
    }

    @Test("a conference that takes place earlier: calls are due before it, and end with it")
    func earlier() async throws {
        try await TestOffice.with(Self.files(handedOut: "21T08:00", due: "21T09:00")) { office in
            try await office.send()
            #expect(try await sheet(office, "19T08:00").map(\.callBy) == [try at("24T07:15")])
            try office.write(Self.files(day: "22", handedOut: "21T08:00", due: "21T09:00"))
            try await tick(office, "20T10:00")

            let calls = try await sheet(office, "20T10:00")
            #expect(calls.map(\.contact).sorted() == ["p001", "p003"])
            #expect(calls.allSatisfy { $0.callBy == (try? at("22T07:15")) })
            let duty = try #require(calls.first { $0.contact == "p001" })
            #expect(duty.script.hasSuffix("Please call before 07:45 22/11."))
            for recipient in ["p002", "p003"] {
                let waiting = try await invitation(office, to: recipient)
                #expect(waiting.lastUsefulAt == (try at("22T07:45")))
                #expect(waiting.handOverAt == (try at("22T07:25")))
            }

            try await tick(office, "22T07:25")
            #expect(try await sheet(office, "22T07:25").map(\.recipient).contains("p002"))
            try await tick(office, "22T07:46")
            #expect(try await sheet(office, "22T07:46").isEmpty)
            for recipient in ["p002", "p003"] {
                #expect(try await invitation(office, to: recipient).state == .expired)
            }
            try office.expectSoundLedger()
        }
    }

    @Test("the next tick sees it though nothing else is to be done, and the telephone is in time")
    func seen() async throws {
        var files = Self.files(handedOut: "19T08:20")
        files.people[2].emails = ["p003@north.example"]
        // Nobody owes anything, so that no case but that of the mail begins.
        files.conference.removeFirst(2)
        try await TestOffice.with(files) { office in
            try await office.send()
            try await tick(office, "19T08:02")
            files.day = "2021-11-19"
            files.start = "08:45"
            try office.write(files)
            try await tick(office, "19T08:03")
            let waiting = try await invitation(office, to: "p002")
            #expect(waiting.attempts == 1)
            #expect(waiting.lastUsefulAt == (try at("19T08:30")))
            #expect(waiting.nextAttemptAt == (try at("19T08:30")))
            try await tick(office, "19T08:10")
            #expect(try await sheet(office, "19T08:10").map(\.recipient).contains("p002"))
        }
    }

    @Test("a conference that was put off: nothing ends at the old moment, and mail is tried again")
    func later() async throws {
        try await TestOffice.with(Self.files()) { office in
            try await office.send()
            // The hand-over moment has passed; the next attempt is put forward to the last useful one.
            try await tick(office, "24T07:30")
            let before = try await invitation(office, to: "p002")
            #expect(before.nextAttemptAt == (try at("24T07:45")))
            try office.write(Self.files(day: "30"))
            try await tick(office, "24T07:46")

            let mail = try await invitation(office, to: "p002")
            #expect(mail.state == .deferred)
            #expect(mail.attempts == before.attempts + 1)
            #expect(try #require(mail.nextAttemptAt) > (try at("24T12:00")))
            #expect(try await invitation(office, to: "p003").state == .queued)
            let calls = try await sheet(office, "24T07:46")
            #expect(Set(calls.map(\.recipient)) == ["p002", "p003"])
            #expect(calls.allSatisfy { $0.callBy == (try? at("30T07:15")) })

            try await tick(office, "30T07:46")
            #expect(try await sheet(office, "30T07:46").isEmpty)
            #expect(try await invitation(office, to: "p002").state == .expired)
            try office.expectSoundLedger()
        }
    }

    @Test("what is sent by hand brings it up to date too")
    func byHand() async throws {
        try await TestOffice.with(Self.files()) { office in
            try await office.send()
            try office.write(Self.files(day: "30"))
            try await office.send("papers", at: try at("24T07:46"))
            #expect(try await invitation(office, to: "p002").state == .deferred)
            #expect(try await invitation(office, to: "p003").lastUsefulAt == (try at("30T07:45")))
        }
    }

    @Test("a mail that comes back after the move is called about before the new moment")
    func cameBack() async throws {
        var files = Self.files()
        files.people[2].emails = ["p003@north.example"]
        try await TestOffice.with(files) { office in
            try await office.send()
            let mail = try await invitation(office, to: "p003")
            files.day = "2021-11-30"
            try office.write(files)
            let path = office.folder.appending(path: "ledger.sqlite").path
            let now = try at("20T10:00")
            try await blocking {
                let ledger = try Ledger.open(at: path)
                _ = try ledger.report(mail.id, .failed, words: "no such user", at: now)
                try ledger.close()
            }
            try await tick(office, "20T10:01")
            let call = try #require(
                try await sheet(office, "20T10:01").first { $0.recipient == "p003" })
            #expect(call.callBy == (try at("30T07:15")))
        }
    }

    @Test("a deadline that was put off: calls that are open have the new one, and no more begin")
    func obligation() async throws {
        try await TestOffice.with(Self.files()) { office in
            try await tick(office, "19T08:00")
            try await tick(office, "23T08:10")
            func owing(_ moment: String) async throws -> [CallSheet.Entry] {
                try await sheet(office, moment).filter { $0.about == "report" }
            }
            let calls = try await owing("23T08:10")
            #expect(calls.map(\.callBy) == [try at("23T08:30"), try at("23T08:30")])
            try office.write(Self.files(due: "24T07:00"))
            for moment in ["23T08:31", "23T09:01"] {
                try await tick(office, moment)
                let left = try await owing(moment)
                #expect(left.map(\.id) == calls.map(\.id))
                #expect(left.map(\.callBy) == [try at("24T06:30"), try at("24T06:30")])
            }
            // The ladder takes 20 minutes, and half an hour is kept for the call sheet.
            try await tick(office, "24T06:10")
            #expect(try await owing("24T06:10").contains { $0.contact == "p001" })
            try await tick(office, "24T07:01")
            #expect(try await owing("24T07:01").isEmpty)
            try office.expectSoundLedger()
        }
    }
}
