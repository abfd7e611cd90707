import ConvokeCore
import Foundation
import LedgerStore
import Sandbox
import TestWorkspace
import Testing

@testable import Engine

/// Failures that concern one address.
@Suite("One address fails", .keepsFolders, .timeLimit(.minutes(10)))
struct AddressTests {
    @Test("a refused address gives way to the contact's second one, and nobody is bothered")
    func secondAddress() async throws {
        var files = OfficeFiles(count: 3)
        files.people[0].emails = ["refused@north.example", "second@north.example"]
        try await TestOffice.with(files) { office in
            let report = try await office.send()
            #expect(report.progress.refused == 1)
            #expect(report.progress.accepted == 3)
            #expect(report.needPerson.isEmpty)
            #expect(report.status == .allWell)
            #expect(report.tiers.map(\.accepted).reduce(0, +) == 3)
            #expect(try office.received()["second@north.example"] == 1)

            let status = try await office.status()
            #expect(status.needPerson == 0)
            let failed = try await office.delivery("refused@north.example")
            #expect(failed.state == .failed)
            let story = try await office.show("p001")
            let remarks = story.history.flatMap(\.remarks)
            #expect(remarks.map(\.kind) == [.handled])
            #expect(remarks.first?.text == "accepted at second@north.example")
        }
    }

    @Test("when every address of a contact is refused, a person is needed, with the server's words")
    func allAddresses() async throws {
        var files = OfficeFiles(count: 2)
        files.people[0].emails = ["refused@a.example", "refused@b.example", "refused@c.example"]
        try await TestOffice.with(files) { office in
            let report = try await office.send()
            #expect(report.progress.refused == 3)
            #expect(report.status == .needsPerson)
            #expect(report.problem == nil)
            #expect(report.tiers.map(\.refused).reduce(0, +) == 1)
            let last = try #require(report.needPerson.last)
            #expect(last.reason == .addressBad)
            #expect(last.reply?.hasPrefix("550 5.1.1") == true)
            #expect(try await office.send().progress == SendProgress())
        }
    }

    @Test("a contact with a phone and no address is to be called, and the run says so")
    func phoneOnly() async throws {
        var files = OfficeFiles(count: 3)
        files.people[1].emails = []
        files.people[1].phones = ["0900 000 102"]
        try await TestOffice.with(files) { office in
            let report = try await office.send()
            #expect(report.progress.accepted == 2)
            #expect(report.byPhone.map(\.recipient) == ["p002"])
            #expect(report.byPhone.map(\.address) == ["+84900000102"])
            #expect(report.status == .needsPerson)
            #expect(try await office.status().calls.open == 1)
            #expect(try await office.send().planned == 0)
        }
    }

    @Test("each misbehaviour of a mailbox has its own end")
    func misbehaviours() async throws {
        var files = OfficeFiles(count: 3)
        files.people += [
            .init("full", emails: ["mailbox-full@a.example"]),
            .init("drops", emails: ["drops-after-data@a.example"]),
            .init("closes", emails: ["closes@a.example"]),
            .init("text", emails: ["refused-text@a.example"]),
            .init("bounces", emails: ["bounces-later@a.example"]),
        ]
        try await TestOffice.with(files) { office in
            _ = try await office.send()
            let rows = try await office.deliveries()
            let states = Dictionary(
                rows.map { ($0.recipient, $0.state) }, uniquingKeysWith: { $1 })
            #expect(states["full"] == .deferred)
            #expect(states["closes"] == .deferred)
            #expect(states["drops"] == .inDoubt)
            #expect(states["text"] == .failed)
            #expect(states["bounces"] == .accepted)
            #expect(["p001", "p002", "p003"].allSatisfy { states[$0] == .accepted })
            #expect(try office.received()["p001@north.example"] == 1)
            try office.expectSoundLedger()
        }
    }

    @Test(
        "what is in doubt is sent once more with the same Message-ID and bytes, then kept for a person"
    )
    func inDoubt() async throws {
        var files = OfficeFiles(count: 1)
        files.people += [.init("drops", emails: ["drops-after-data@a.example"])]
        try await TestOffice.with(files) { office in
            let first = try await office.send()
            #expect(first.progress.inDoubt == 1)
            let second = try await office.send()
            #expect(second.progress.inDoubt == 1)
            #expect(second.status == .needsPerson)
            #expect(try await office.send().progress == SendProgress())

            let delivery = try await office.delivery("drops-after-data@a.example")
            #expect(delivery.possibleDuplicate)
            #expect(delivery.attempts == 2)
            let copies = try office.kept().filter { $0.recipients[0].address == delivery.address }
            let bytes = try copies.map {
                try Data(contentsOf: office.relay.directory.appending(path: $0.file))
            }
            #expect(bytes.count == 2)
            #expect(Set(bytes).count == 1)
        }
    }

    @Test("on_doubt: hold sends nothing again by itself")
    func hold() async throws {
        var files = OfficeFiles(count: 1)
        files.settings = ["on_doubt: hold"]
        files.people += [.init("drops", emails: ["drops-after-data@a.example"])]
        try await TestOffice.with(files) { office in
            #expect(try await office.send().progress.inDoubt == 1)
            let second = try await office.send()
            #expect(second.progress == SendProgress())
            #expect(second.status == .needsPerson)
            #expect(try office.received()["drops-after-data@a.example"] == 1)
        }
    }
}
