import ConvokeCore
import Foundation
import Sandbox
import TestWorkspace
import Testing

@testable import Engine

/// Who is meant, and when.
@Suite("Only these, and only now", .keepsFolders, .timeLimit(.minutes(10)))
struct SelectionTests {
    @Test("--to sends to those alone; the rest follow later, once")
    func onlyThese() async throws {
        try await TestOffice.with(OfficeFiles(count: 6)) { office in
            let first = try await office.send(to: "p002,p005")
            #expect(first.planned == 2)
            #expect(first.tiers.map(\.accepted).reduce(0, +) == 2)
            #expect(first.tiers.map(\.waiting).reduce(0, +) == 4)
            #expect(
                try office.received() == ["p002@north.example": 1, "p005@north.example": 1])
            #expect(try await office.send().planned == 4)
            #expect(try office.received().count == 6)
            #expect(try office.kept().count == 6)
        }
    }

    @Test("--to leaves alone what an earlier run had queued for others")
    func onlyTheseOfQueued() async throws {
        try await TestOffice.with(OfficeFiles(count: 6)) { office in
            try await office.relay.setOutage(.unreachable)
            _ = try await office.send()
            try await office.relay.setOutage(.none)
            let one = try await office.send(to: "p003")
            #expect(one.progress.accepted == 1)
            #expect(try office.received() == ["p003@north.example": 1])
            #expect(try await office.counts() == [.accepted: 1, .queued: 5])
            #expect(try await office.send().progress.accepted == 5)
        }
    }

    @Test("--again sends to those alone, even when others are queued")
    func againAlone() async throws {
        try await TestOffice.with(OfficeFiles(count: 4)) { office in
            _ = try await office.send(to: "p001")
            try await office.relay.setOutage(.unreachable)
            _ = try await office.send()
            try await office.relay.setOutage(.none)
            _ = try await office.send(again: "p001")
            #expect(try office.received() == ["p001@north.example": 2])
        }
    }

    @Test("--again replaces what was put off: the old address is not tried any more")
    func againInsteadOfRetry() async throws {
        var files = OfficeFiles(count: 2)
        files.people[0].emails = ["mailbox-full@north.example"]
        try await TestOffice.with(files) { office in
            #expect(try await office.send().progress.deferred == 1)
            files.people[0].emails = ["right@north.example"]
            try office.write(files)
            #expect(try await office.send(again: "p001").progress.accepted == 1)
            #expect(
                try await office.delivery("mailbox-full@north.example").state == .superseded)
            let later = TestOffice.now.addingTimeInterval(7200)
            #expect(try await office.send(at: later).progress == SendProgress())
        }
    }

    @Test("--again after a refusal: once the mended address takes it, nobody is needed any more")
    func againAfterRefusal() async throws {
        var files = OfficeFiles(count: 2)
        files.people[0].emails = ["refused@north.example"]
        try await TestOffice.with(files) { office in
            #expect(try await office.send().status == .needsPerson)
            files.people[0].emails = ["right@north.example"]
            try office.write(files)
            let again = try await office.send(again: "p001")
            #expect(again.status == .allWell)
            #expect(again.needPerson.isEmpty)
            #expect(try await office.status().needPerson == 0)
        }
    }

    @Test(
        "a selection of nobody is said to be one, and nothing is planned", arguments: ["x", "!all"])
    func nobody(selection: String) async throws {
        try await TestOffice.with(OfficeFiles(count: 2)) { office in
            let to = try await problems { try await office.send(to: selection) }
            #expect(to.status == .usage)
            let again = try await problems { try await office.send(again: selection) }
            #expect(again.status == .usage)
            #expect(!office.hasLedger)
        }
    }

    @Test("who is no longer meant by the notice when his turn comes is suppressed")
    func audienceNarrowed() async throws {
        var files = OfficeFiles(count: 4)
        try await TestOffice.with(files) { office in
            try await office.relay.setOutage(.unreachable)
            _ = try await office.send()
            try await office.relay.setOutage(.none)
            files.audience = "!p002"
            try office.write(files)
            #expect(try await office.send().progress.accepted == 3)
            #expect(try await office.counts() == [.accepted: 3, .suppressed: 1])
        }
    }

    @Test("--dry-run says whom it would go to, and leaves no ledger and no mail")
    func dryRun() async throws {
        var files = OfficeFiles(count: 5)
        files.people[0].emails = []
        files.people[0].phones = ["0900 000 101"]
        try await TestOffice.with(files) { office in
            let plan = try await office.dryRun()
            #expect(plan.mails.count == 4)
            #expect(plan.calls.map(\.id) == ["p001"])
            #expect(plan.settled == 0)
            #expect(!office.hasLedger)
            #expect(office.relay.record.sessions == 0)

            try await office.send(to: "p003")
            let rest = try await office.dryRun()
            #expect(rest.mails.map(\.id) == ["p002", "p004", "p005"])
            #expect(rest.settled == 1)
            #expect(try await office.dryRun(again: "p003").mails.map(\.id) == ["p003"])
        }
    }

    @Test("a notice whose last useful moment has passed goes to nobody")
    func past() async throws {
        try await TestOffice.with(OfficeFiles(count: 2)) { office in
            let after = TestOffice.now.addingTimeInterval(10 * 86_400)
            let found = try await problems { try await office.send(at: after) }
            #expect(found.status == .needsPerson)
            #expect(found.list.first?.what == "invitation is of no use to anybody any more")
            #expect(try office.kept().isEmpty)
        }
    }

    @Test("a clock that was set by hand sends nothing outside this machine")
    func clockOutside() async throws {
        let files = OfficeFiles(count: 2)
        try await TestOffice.with(files) { office in
            try files.write(to: office.folder, relay: "smtp://mail.office.example:587")
            let found = try await problems { try await office.send() }
            #expect(found.status == .usage)
            #expect(found.list.first?.what.contains("mail.office.example") == true)
            #expect(!office.hasLedger)
            #expect(try await office.dryRun().mails.count == 2)
        }
    }

    @Test("one ledger never mixes a clock set by hand with the real one")
    func mixedClocks() async throws {
        try await TestOffice.with(OfficeFiles(count: 2)) { office in
            try await office.send()
            let found = try await problems { try await office.send(at: nil) }
            #expect(found.status == .ledger)
            #expect(try office.kept().count == 2)
        }
    }

    @Test("unknown conference, notice and field each stop the run before the first mail")
    func unknown() async throws {
        var files = OfficeFiles(count: 2)
        try await TestOffice.with(files) { office in
            let misspelt = try await problems { try await office.send("invitatoin") }
            #expect(misspelt.status == .usage)
            files.text = "{{recipient.nmae}}"
            try office.write(files)
            let found = try await problems { try await office.send() }
            #expect(found.status == .file)
            #expect(found.list.first?.place == Place("templates/invitation.md", line: 6))
            #expect(!office.hasLedger)
            #expect(office.relay.record.sessions == 0)
        }
    }
}
