import ConvokeCore
import Foundation
import Testing

@testable import LedgerStore

@Suite("A mail that came back")
struct MailTests {
    private let bench: Workbench
    private let delivery: Delivery
    private let owner: ReceivedMail.Owner

    init() throws {
        bench = try Workbench()
        delivery = try bench.plan(1)[0]
        try bench.deliver([(delivery, .accepted)])
        owner = ReceivedMail.Owner(
            conference: Workbench.conference, recipient: delivery.recipient, delivery: delivery.id,
            way: .token)
    }

    private func mail(
        _ number: UInt8, _ kind: MailClass, owner: ReceivedMail.Owner?, isToRead: Bool = false
    ) -> ReceivedMail {
        ReceivedMail(
            digest: [UInt8](repeating: number, count: 32), place: "box;\(number)",
            receivedAt: Workbench.now + 60, sender: "mailer@tinh.example", subject: "Trả lại",
            kind: kind, status: "5.1.1", action: "failed", address: delivery.address,
            rule: "no such user", owner: owner, words: "550 5.1.1", isToRead: isToRead)
    }

    private func take(_ mail: ReceivedMail, _ effects: [MailEffect] = []) throws -> TakenMail {
        try bench.ledger.take(mail, effects, at: Workbench.now + 60)
    }

    private var failure: MailEffect {
        .report(delivery: delivery.id, .failed, words: "550 5.1.1 no such user")
    }

    @Test("changes what it reports about, is found again, and counts once")
    func once() throws {
        let taken = try take(mail(1, .hard, owner: owner), [failure])
        #expect(taken.effect == "delivery \(delivery.id): accepted -> bounced")
        #expect(try bench.state(delivery.id) == .bounced)
        let again = try take(mail(1, .hard, owner: owner), [failure])
        #expect(again.wasKnown && again.id == taken.id)
        let kept = try bench.ledger.reader.mails(
            of: delivery.recipient, in: Workbench.conference)
        #expect(kept.map(\.mail) == [mail(1, .hard, owner: owner)])
        #expect(kept.map(\.effect) == [taken.effect])
        #expect(try bench.ledger.reader.mailCounts() == [.hard: 1])
        #expect(try bench.ledger.reader.knownPlaces(among: ["box;1", "box;2"]) == ["box;1"])
        try bench.expectSound()
    }

    @Test("is for a person to read until one has")
    func read() throws {
        let reader = bench.ledger.reader
        let nobodys = try take(mail(1, .other, owner: nil, isToRead: true))
        let own = try take(mail(2, .answer, owner: owner, isToRead: true))
        _ = try take(mail(3, .delay, owner: owner))
        #expect(try reader.mailsToRead(in: Workbench.conference).map(\.id) == [nobodys.id, own.id])
        #expect(try reader.mailsToRead(in: "nghi-quyet-2021").map(\.id) == [nobodys.id])
        #expect(try reader.countOfMailsToRead(in: Workbench.conference) == 2)
        #expect(try bench.ledger.markRead(own.id, by: "văn thư", at: Workbench.now + 90))
        #expect(try !bench.ledger.markRead(own.id, by: "văn thư", at: Workbench.now + 95))
        #expect(try reader.mailsToRead().map(\.id) == [nobodys.id])
        #expect(
            try reader.mails(of: delivery.recipient, in: Workbench.conference).first?.readBy
                == "văn thư")
    }

    @Test("that says the opposite of an earlier one changes nothing and is for a person")
    func contradiction() throws {
        _ = try take(
            mail(1, .delivered, owner: owner),
            [.report(delivery: delivery.id, .delivered, words: nil)])
        let later = try take(mail(2, .hard, owner: owner), [failure])
        #expect(later.isToRead)
        #expect(try bench.state(delivery.id) == .delivered)
    }

    @Test("is written with all that it changes, or not at all")
    func whole() throws {
        let answer = Answer(
            conference: Workbench.conference, about: "dang-ky", party: .venue("huong-khe"),
            recipient: delivery.recipient, word: .yes, way: .mail, at: Workbench.now + 60)
        _ = try bench.ledger.openObligations(
            [OpenObligation(about: "dang-ky", party: .venue("huong-khe"))],
            in: Workbench.conference, at: Workbench.now)
        var spoilt = mail(1, .answer, owner: owner)
        spoilt.digest = [1]
        #expect(throws: LedgerFailure.self) { try take(spoilt, [.answer(answer)]) }
        let open = try bench.ledger.reader.openParties(of: "dang-ky", in: Workbench.conference)
        #expect(open == [.venue("huong-khe")])
        let taken = try take(mail(1, .answer, owner: owner), [.answer(answer)])
        #expect(taken.effect == "dang-ky: open -> done")
        try bench.expectSound()
    }

    @Test("of a delay hands the delivery over when its time has come, and not before")
    func delay() throws {
        _ = try take(mail(1, .delay, owner: owner))
        let reader = bench.ledger.reader
        #expect(try reader.delayedDeliveries(in: Workbench.conference) == [delivery.id])
        for (now, isLate) in [(delivery.handOverAt - 1, false), (delivery.handOverAt, true)] {
            let late = try reader.handedOver(in: Workbench.conference, now: now)
            #expect(late.map(\.id) == (isLate ? [delivery.id] : []))
            #expect(try reader.hasMailToHandOver(in: Workbench.conference, now: now) == isLate)
        }
        _ = try take(
            mail(2, .delivered, owner: owner),
            [.report(delivery: delivery.id, .delivered, words: nil)])
        #expect(try reader.handedOver(in: Workbench.conference, now: delivery.handOverAt) == [])
    }

    @Test("from somebody who has read what was sent ends the calls about it, and no others")
    func reached() throws {
        for (cause, about) in [
            (PlannedEscalation.Cause.mail, "giay-moi"), (.obligation, "dang-ky"),
        ] {
            _ = try bench.ledger.openEscalations(
                [
                    PlannedEscalation(
                        conference: Workbench.conference, cause: cause, about: about,
                        recipient: delivery.recipient,
                        party: Party(.recipient, delivery.recipient), why: "đang chờ", ladder: "[]",
                        since: Workbench.now, deadline: Workbench.now + 3600)
                ], at: Workbench.now)
        }
        let all = try bench.ledger.reader.escalations(in: Workbench.conference)
        #expect(try bench.ledger.reader.stirring(Workbench.conference) == nil)
        let taken = try take(
            mail(1, .answer, owner: owner), [.reached(cases: [all[0].id], why: "answered")])
        #expect(taken.effect == "no call needed any more")
        let open = try bench.ledger.reader.escalations(in: Workbench.conference, openOnly: true)
        #expect(open.map(\.plan.cause) == [.obligation])
        #expect(try bench.ledger.reader.stirring(Workbench.conference) == taken.id)
        try bench.ledger.calm(Workbench.conference, upTo: taken.id - 1)
        #expect(try bench.ledger.reader.stirring(Workbench.conference) == taken.id)
        try bench.ledger.calm(Workbench.conference, upTo: taken.id)
        #expect(try bench.ledger.reader.stirring(Workbench.conference) == nil)
    }

    @Test("comes from a mailbox that is read on from where it was left")
    func bookmark() throws {
        #expect(try bench.ledger.reader.bookmark(of: "box") == nil)
        for bookmark in ["7;12", "8;1"] {
            try bench.ledger.record(bookmark: bookmark, of: "box")
            #expect(try bench.ledger.reader.bookmark(of: "box") == bookmark)
        }
    }
}
