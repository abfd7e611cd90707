import ConvokeCore
import Foundation
import LedgerStore
import Sandbox
import TestWorkspace
import Testing

@testable import Engine

/// Nobody picked up, a promise was broken, a person settled it, or they are not invited any more.
@Suite("How a case goes on when its calls are made", .keepsFolders, .timeLimit(.minutes(10)))
struct LadderEndTests {
    /// Three contacts with telephones; the second one's mail is refused; a ladder of two calls.
    private static func files() -> OfficeFiles {
        var files = OfficeFiles(count: 3)
        files.settings = ["guard: off"]
        for index in 0..<3 { files.people[index].phones = ["0900 000 00\(index + 1)"] }
        files.people[1].emails = ["refused@north.example"]
        files.conference = [
            "ladder:", "  - {channel: call, wait: 20m}", "  - {channel: call, to: duty}",
            "duty: p001",
        ]
        return files
    }

    private func calls(_ office: TestOffice, _ moment: String) async throws -> [CallSheet.Entry] {
        try await sheet(office, moment, afterTick: true)
    }

    private func settle(_ office: TestOffice, _ word: Settlement, _ moment: String) async throws {
        let delivery = try await office.delivery("refused@north.example").id
        let workspace = try office.open(at: try at(moment))
        _ = try await blocking {
            try SettlePass(workspace).run(
                SettleRequest(conference: "meeting", delivery: delivery, word: word))
        }
    }

    @Test("nobody picked up: each tick and status say so, until they are called again and reached")
    func nobodyPickedUp() async throws {
        var files = Self.files()
        files.people[1].emails = []
        try await TestOffice.with(files) { office in
            let first = try #require(try await calls(office, "19T08:00").first)
            try await finish(office, first.id, .noAnswer, "19T08:05")
            let duty = try #require(try await calls(office, "19T08:20").first)
            try await finish(office, duty.id, .noAnswer, "19T08:25")

            #expect(try await calls(office, "19T09:00").isEmpty)
            let report = try await tick(office, "19T09:01")
            #expect(report.entries.map(\.needPerson) == [1])
            let status = try await office.status(at: try at("19T09:01"))
            #expect(status.exhausted.count == 1)
            #expect(status.needsSomebody)

            // A call that is taken back is made again.
            let workspace = try office.open(at: try at("19T09:02"))
            _ = try await blocking {
                try CallPass(workspace).takeBack(first.id, in: "meeting", by: "the desk")
            }
            #expect(try await calls(office, "19T09:03").map(\.id) == [first.id])
            try await finish(office, first.id, .reached, "19T09:04")
            #expect(try await tick(office, "19T09:05").entries.allSatisfy { $0.needPerson == 0 })
            let after = try await office.status(at: try at("19T09:05"))
            #expect(!after.needsSomebody)
            try office.expectSoundLedger()
        }
    }

    @Test("a promise is broken: the one on duty is called, who had been on the sheet before it")
    func brokenPromise() async throws {
        try await TestOffice.with(Self.files()) { office in
            try await office.send()
            let both = try await calls(office, "19T08:20")
            #expect(both.count == 2)
            let own = try #require(both.first { $0.contact == "p002" })
            let duty = try #require(both.first { $0.contact == "p001" })
            try await finish(office, own.id, .promised, "19T08:21", promisedBy: "19T14:30")
            #expect(try await calls(office, "19T14:29").isEmpty)
            #expect(try await calls(office, "19T14:51").map(\.id) == [duty.id])
            try office.expectSoundLedger()
        }
    }

    @Test("a promise of somebody without an address is waited for, and when it is broken they call")
    func promiseWithoutAddress() async throws {
        var files = Self.files()
        files.people[1].emails = []
        try await TestOffice.with(files) { office in
            let first = try #require(try await calls(office, "19T08:00").first)
            try await finish(office, first.id, .promised, "19T08:05", promisedBy: "19T10:00")
            #expect(try await calls(office, "19T09:59").isEmpty)
            #expect(try await calls(office, "19T10:21").map(\.contact) == ["p001"])
            try office.expectSoundLedger()
        }
    }

    @Test("a promise is of no more use when the mail has arrived after all")
    func arrivedMeanwhile() async throws {
        try await TestOffice.with(Self.files()) { office in
            try await office.send()
            let call = try #require(try await sheet(office, "19T08:00").first)
            try await finish(office, call.id, .promised, "19T08:05", promisedBy: "19T14:30")
            try await tick(office, "19T08:06")
            #expect(try await office.status(at: try at("19T08:06")).cases.count == 1)
            try await settle(office, .arrived, "19T09:00")
            try await tick(office, "19T09:01")
            #expect(try await office.status(at: try at("19T09:01")).cases.isEmpty)
            try office.expectSoundLedger()
        }
    }

    @Test("a person has settled the mail: nobody calls any more", arguments: Settlement.allCases)
    func settled(_ word: Settlement) async throws {
        try await TestOffice.with(Self.files()) { office in
            try await office.send()
            #expect(try await sheet(office, "19T08:00").count == 1)
            try await settle(office, word, "19T08:05")
            // What is sent once more is refused once more.
            let left = try await calls(office, "19T08:20")
            #expect(left.isEmpty == (word != .resend))
            let status = try await office.status(at: try at("19T08:20"))
            #expect(status.needsSomebody == (word == .resend))
            try office.expectSoundLedger()
        }
    }

    @Test("they are not on the list any more: nobody calls, and once they are, somebody does")
    func removed() async throws {
        var files = Self.files()
        try await TestOffice.with(files) { office in
            try await office.send()
            #expect(try await sheet(office, "19T08:00").count == 1)
            let second = files.people.remove(at: 1)
            try office.write(files)
            #expect(try await calls(office, "19T08:05").isEmpty)
            #expect(try await calls(office, "19T08:40").isEmpty)
            files.people.insert(second, at: 1)
            try office.write(files)
            #expect(try await calls(office, "19T08:45").map(\.recipient) == ["p002"])
            try office.expectSoundLedger()
        }
    }
}
