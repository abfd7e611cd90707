import ConvokeCore
import Foundation
import LedgerStore
import Sandbox
import TestWorkspace
import Testing

@testable import Engine

/// What servers say of a mail after they took it.
@Suite("Reports that come back by mail", .keepsFolders, .timeLimit(.minutes(10)))
struct ReportMailTests {
    private static let p002 = "p002@north.example"

    @Test("a failure bounces the delivery, and its recipient is called")
    func failure() async throws {
        try await Postbox.with { box in
            try await box.office.send()
            try box.drop(try box.report(on: Self.p002, "failed", "5.1.1", "550 5.1.1 No such user"))
            let tick = try await box.tick("19T09:00")
            #expect(tick.problems.isEmpty)
            #expect(tick.inbox?.entries.map(\.mail.kind) == [.hard])
            #expect(try await box.state(of: Self.p002) == .bounced)
            #expect(try await box.calls("19T09:00") == ["p002"])
            #expect(try box.files(in: "Maildir/new").isEmpty)
            #expect(try box.files(in: "Maildir/cur").count == 1)
            try box.office.expectSoundLedger()
        }
    }

    @Test(
        "a failure of the first address sends to the second, and nobody is called once that took it"
    )
    func secondAddress() async throws {
        try await Postbox.with({ $0.people[1].emails.append("second@north.example") }) { box in
            try await box.office.send()
            try box.drop(try box.report(on: Self.p002, "failed", "5.1.1", "550 5.1.1 No such user"))
            try await box.tick("19T09:00")
            #expect(try await box.state(of: "second@north.example") == .accepted)
            #expect(try await box.calls("19T09:01").isEmpty)
        }
    }

    @Test("a mailbox that is full for good is no arrival either")
    func full() async throws {
        try await Postbox.with { box in
            try await box.office.send()
            try box.drop(try box.report(on: Self.p002, "failed", "5.2.2", "552 5.2.2 Mailbox full"))
            let report = try await box.read()
            #expect(report.entries.map(\.mail.kind) == [.soft])
            #expect(try await box.state(of: Self.p002) == .bounced)
        }
    }

    @Test("a success is delivered; the same report a second time changes nothing")
    func success() async throws {
        try await Postbox.with { box in
            try await box.office.send()
            let report = try box.report(on: Self.p002, "delivered", "2.0.0", "250 2.0.0 Ok")
            try box.drop(report, as: "one")
            try await box.read()
            try box.drop(report, as: "two")
            #expect(try await box.read().entries.isEmpty)
            #expect(try await box.state(of: Self.p002) == .delivered)
            #expect(try box.files(in: "Maildir/new").isEmpty)
        }
    }

    @Test("a delay is shown, and the recipient is called when the mail's time is over")
    func delay() async throws {
        try await Postbox.with { box in
            try await box.office.send()
            try box.drop(try box.report(on: Self.p002, "delayed", "4.4.1", "451 4.4.1 no answer"))
            try await box.tick("19T09:00")
            #expect(try await box.office.status().delayed == 1)
            #expect(try await box.state(of: Self.p002) == .accepted)
            #expect(try await box.calls("19T09:00").isEmpty)
            // The session less 15 minutes, less the ladder's wait of 20.
            try await box.tick("24T07:24")
            #expect(try await box.calls("24T07:24").contains("p002") == false)
            try await box.tick("24T07:25")
            #expect(try await box.calls("24T07:25").contains("p002"))
        }
    }

    @Test("what was passed on after all is not delayed any more")
    func passedOn() async throws {
        try await Postbox.with { box in
            try await box.office.send()
            try box.drop(try box.report(on: Self.p002, "delayed", "4.4.1", "no answer"), as: "1")
            try await box.tick("19T09:00")
            #expect(try await box.office.status().delayed == 1)
            try box.drop(try box.report(on: Self.p002, "relayed", "2.0.0", "passed on"), as: "2")
            try await box.tick("19T09:01")
            #expect(try await box.office.status().delayed == 0)
            try await box.tick("24T07:25")
            #expect(try await box.calls("24T07:25").contains("p002") == false)
        }
    }

    @Test("whose mail came back gets it at the next address before its notice's moment too")
    func early() async throws {
        try await Postbox.with({ $0.people[1].emails.append("second@north.example") }) { box in
            try await box.office.send("papers")
            try box.drop(try box.report(on: Self.p002, "failed", "5.1.1", "550 5.1.1 No such user"))
            try await box.tick("19T09:00")
            #expect(try box.office.received()["second@north.example"] == 1)
            #expect(try await box.state(of: "second@north.example") == .accepted)
        }
    }

    @Test("a report of arrival settles what a killed run left, and nothing is sent a second time")
    func killed() async throws {
        try await Postbox.with({ $0.people[1].emails = ["mailbox-full@north.example"] }) { box in
            try await box.office.send()
            let deliveries = try #require(try await box.office.status().deliveries?.all())
            let entry = try #require(deliveries.first { $0.delivery.recipient == "p002" })
            try await box.leaveSending(entry.delivery.id)
            try box.drop(
                box.report(
                    on: entry.delivery.address, "delivered", "2.0.0", "250 2.0.0 Ok",
                    messageID: "<\(entry.messageID)>"))
            let tick = try await box.tick("19T09:00")
            #expect(tick.inbox?.entries.map(\.mail.kind) == [.delivered])
            let after = try await box.office.delivery(entry.delivery.address)
            #expect(after.state == .delivered)
            // The one that was put off and the one that was cut off, and none after them.
            #expect(after.attempts == 2)
            try box.office.expectSoundLedger()
        }
    }

    @Test("a name in the mailbox that is used again is another mail")
    func nameAgain() async throws {
        try await Postbox.with { box in
            try await box.office.send()
            try box.drop(try box.report(on: Self.p002, "delayed", "4.4.1", "no answer"), as: "1")
            #expect(try await box.read().entries.count == 1)
            let read = box.office.folder.appending(path: "Maildir/cur/1:2,S")
            try FileManager.default.removeItem(at: read)
            try box.drop(try box.report(on: Self.p002, "delivered", "2.0.0", "Ok"), as: "1")
            #expect(try await box.read().entries.map(\.mail.kind) == [.delivered])
        }
    }

    @Test("a mailbox full of other mail does not keep a tick: the next one reads on")
    func otherMail() async throws {
        try await Postbox.with { box in
            try await box.office.send()
            for number in 1...60 {
                try box.drop("From: a@b.example\nSubject: \(number)\n\nhello\n", as: "\(number)")
            }
            let workspace = try box.office.open(at: try Postbox.at("19T09:00"))
            let first = try await blocking { try InboxPass(workspace).run(patience: .zero) }
            #expect(first.entries.count == 50)
            #expect(first.left == 10)
            let second = try await box.read()
            #expect(second.entries.count == 10)
            #expect(second.left == 0)
        }
    }

    @Test("a report that belongs to no mail of ours changes nothing and is kept to be read")
    func forged() async throws {
        try await Postbox.with { box in
            try await box.office.send()
            let real = try box.mail(to: Self.p002).envelope.sender.address
            let last = real.firstIndex(of: "@").map { real.index(before: $0) }
            let spoilt = try #require(
                last.map {
                    real.replacingCharacters(in: $0...$0, with: real[$0] == "7" ? "8" : "7")
                })
            let forged = try box.report(
                on: Self.p002, "failed", "5.1.1", "550 5.1.1 No such user", to: spoilt
            ).replacing(#/Message-ID: <convoke[^>]*>/#, with: "Message-ID: <x@far.example>")
            try box.drop(forged)
            let report = try await box.read()
            #expect(report.entries.map(\.why) == ["a failure report about no mail of ours"])
            #expect(report.toRead.count == 1)
            #expect(report.status == .needsPerson)
            #expect(try await box.office.counts() == [.accepted: 6])
            #expect(try box.files(in: "inbox").count == 1)

            let workspace = try box.office.open()
            let id = try #require(report.toRead.first?.id)
            try await blocking { try InboxPass(workspace).markRead(id, by: "the desk") }
            #expect(try await box.read().toRead.isEmpty)
        }
    }

    @Test("what nobody can understand is kept, counted and shown")
    func riddle() async throws {
        try await Postbox.with { box in
            try await box.office.send()
            try box.drop("\u{0}\u{1} nothing that is a mail \u{0}")
            let report = try await box.read()
            #expect(report.counts == [.other: 1])
            #expect(report.toRead.count == 1)
            #expect(try await box.office.status().mails.count == 1)
        }
    }

    @Test("our own mail that comes back is nobody's answer")
    func ours() async throws {
        try await Postbox.with { box in
            try await box.office.send()
            let envelope = try box.mail(to: Self.p002).envelope
            let bytes = try Data(
                contentsOf: box.office.relay.directory.appending(path: envelope.file))
            try bytes.write(to: box.office.folder.appending(path: "Maildir/new/loop"))
            let report = try await box.read()
            #expect(report.entries.map(\.effect) == [""])
            #expect(report.toRead.isEmpty)
            #expect(try await box.office.counts() == [.accepted: 6])
            #expect(try box.standing("invitation", .recipient("p002")) == .open)
        }
    }
}
