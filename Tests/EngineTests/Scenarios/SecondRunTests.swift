import ConvokeCore
import Foundation
import Sandbox
import TestWorkspace
import Testing

@testable import Engine

/// Planning and sending twice.
@Suite("The same notice, once more", .keepsFolders, .timeLimit(.minutes(10)))
struct SecondRunTests {
    @Test("a second run sends nothing twice")
    func secondRun() async throws {
        try await TestOffice.with(OfficeFiles(count: 25)) { office in
            let first = try await office.send()
            #expect(first.planned == 25)
            #expect(first.progress.accepted == 25)
            #expect(first.status == .allWell)

            let second = try await office.send()
            #expect(second.planned == 0)
            #expect(second.progress == SendProgress())
            #expect(second.tiers.map(\.accepted).reduce(0, +) == 25)
            #expect(try office.copies() == [1])
            #expect(try office.kept().count == 25)
            try office.expectSoundLedger()
        }
    }

    @Test("who comes to the list later gets the notice, the others not again")
    func latecomer() async throws {
        var files = OfficeFiles(count: 3)
        try await TestOffice.with(files) { office in
            try await office.send()
            files.people.append(.init("late"))
            try office.write(files)
            let report = try await office.send()
            #expect(report.planned == 1)
            #expect(try office.received()["late@north.example"] == 1)
            #expect(try office.kept().count == 4)
        }
    }

    @Test("an address mended after it took the notice gets nothing by itself; --again sends it")
    func mendedAddress() async throws {
        var files = OfficeFiles(count: 2)
        try await TestOffice.with(files) { office in
            try await office.send()
            files.people[0].emails = ["right@north.example"]
            try office.write(files)
            #expect(try await office.send().planned == 0)

            let again = try await office.send(again: "p001")
            #expect(again.planned == 1)
            #expect(try office.received()["right@north.example"] == 1)
            #expect(try office.kept().count == 3)
            let delivery = try await office.delivery("right@north.example")
            #expect(delivery.revision == 2)
            #expect(delivery.state == .accepted)
        }
    }

    @Test("--again sends the same address once more, as a new message")
    func again() async throws {
        try await TestOffice.with(OfficeFiles(count: 2)) { office in
            try await office.send()
            try await office.send(again: "p002")
            try await office.send(again: "p002")
            #expect(try office.received() == ["p001@north.example": 1, "p002@north.example": 3])
            let ids = try await office.status().deliveries?.all().map(\.messageID) ?? []
            #expect(Set(ids).count == 4)
            #expect(try await office.send().progress == SendProgress())
        }
    }

    @Test("two notices do not know of each other")
    func twoNotices() async throws {
        try await TestOffice.with(OfficeFiles(count: 3)) { office in
            try await office.send("invitation")
            try await office.send("papers")
            #expect(try office.copies() == [2])
            let states = try await office.status().notices.map(\.state)
            #expect(states == [.done, .done])
        }
    }

    @Test("who was taken off the list before his mail left gets none, and is called suppressed")
    func takenOff() async throws {
        var files = OfficeFiles(count: 4)
        try await TestOffice.with(files) { office in
            try await office.relay.setOutage(.unreachable)
            #expect(try await office.send().problem?.status == .unreachable)
            try await office.relay.setOutage(.none)
            files.people.removeFirst()
            try office.write(files)
            let report = try await office.send()
            #expect(report.progress.accepted == 3)
            #expect(try office.received()["p001@north.example"] == nil)
            #expect(try await office.counts() == [.accepted: 3, .suppressed: 1])
            #expect(try await office.delivery("p001@north.example").state == .suppressed)
        }
    }

    @Test("what was put off is sent when its moment has come, not before")
    func greylisted() async throws {
        var files = OfficeFiles(count: 2)
        files.people[1].emails = ["greylisted@south.example"]
        try await TestOffice.with(files) { office in
            let first = try await office.send()
            #expect(first.progress.deferred == 1)
            let next = try #require(first.putOff.first?.nextAttemptAt)
            #expect(next > TestOffice.now.addingTimeInterval(200))
            #expect(try await office.send().progress == SendProgress())

            let later = try await office.send(at: next)
            #expect(later.progress.accepted == 1)
            #expect(try office.received()["greylisted@south.example"] == 1)
            #expect(try await office.delivery("greylisted@south.example").attempts == 2)
        }
    }
}
