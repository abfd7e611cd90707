import ConvokeCore
import Foundation
import LedgerStore
import Sandbox
import TestWorkspace
import Testing

@testable import Engine

/// A secretary mends an address in the contact book while a mail waits for the old one.
@Suite("An address is mended", .keepsFolders, .timeLimit(.minutes(10)))
struct MendedAddressTests {
    private static func files(_ address: String) -> OfficeFiles {
        var files = OfficeFiles(count: 3)
        files.settings = ["guard: off", "retry: {first: 10m, factor: 1, longest: 10m}"]
        files.people[1].emails = [address]
        files.people[1].phones = ["0900 000 002"]
        return files
    }

    @Test("while the relay is down: the invitation goes to the new one alone")
    func relayDown() async throws {
        try await TestOffice.with(Self.files("old@north.example")) { office in
            try await office.relay.setOutage(.unavailable)
            try await tick(office, "19T08:00")
            try office.write(Self.files("new@north.example"))
            try await office.relay.setOutage(SandboxOutage.none)
            try await tick(office, "19T08:30")
            #expect(
                try office.received() == [
                    "p001@north.example": 1, "new@north.example": 1, "p003@north.example": 1,
                ])
            let old = try await office.delivery("old@north.example")
            #expect(old.state == .superseded)
            let words = try await office.show("p002").history.flatMap(\.remarks).map(\.text)
            #expect(words == ["the contact book has another address now"])
            #expect(try await office.status(at: try at("19T08:31")).needPerson == 0)
            try await tick(office, "19T08:32")
            #expect(try office.received().values.reduce(0, +) == 3)
            try office.expectSoundLedger()
        }
    }

    @Test("that was put off: at its next try the new one is tried, in the same run")
    func putOff() async throws {
        try await TestOffice.with(Self.files("mailbox-full@north.example")) { office in
            try await tick(office, "19T08:00")
            #expect(try await office.delivery("mailbox-full@north.example").state == .deferred)
            try office.write(Self.files("new@north.example"))
            try await tick(office, "19T08:10")
            #expect(try await office.delivery("mailbox-full@north.example").state == .superseded)
            #expect(try await office.delivery("new@north.example").state == .accepted)
            try office.expectSoundLedger()
        }
    }

    @Test("by taking it out: they are to be called, and nothing is mailed to the old one")
    func takenOut() async throws {
        var files = Self.files("old@north.example")
        files.conference = ["ladder:", "  - {channel: call}"]
        try await TestOffice.with(files) { office in
            try await office.relay.setOutage(.unavailable)
            try await tick(office, "19T08:00")
            files.people[1].emails = []
            try office.write(files)
            try await office.relay.setOutage(SandboxOutage.none)
            let calls = try await sheet(office, "19T08:30", afterTick: true)
            #expect(calls.map(\.why) == ["has no mail address"])
            #expect(calls.map(\.recipient) == ["p002"])
            let mailed = try office.received().keys.sorted()
            #expect(mailed == ["p001@north.example", "p003@north.example"])
            try office.expectSoundLedger()
        }
    }

    @Test("written in other letters, behind a new one: what waits goes where it was to go")
    func unchanged() async throws {
        var files = Self.files("Old@North.Example")
        try await TestOffice.with(files) { office in
            try await office.relay.setOutage(.unavailable)
            try await tick(office, "19T08:00")
            files.people[1].emails = ["second@north.example", "Old@north.example"]
            try office.write(files)
            try await office.relay.setOutage(SandboxOutage.none)
            try await tick(office, "19T08:30")
            #expect(try await office.delivery("Old@north.example").state == .accepted)
            #expect(try await office.deliveries().count == 3)
        }
    }
}
