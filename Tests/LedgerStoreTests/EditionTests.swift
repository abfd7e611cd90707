import ConvokeCore
import Foundation
import Testing

@testable import LedgerStore

@Suite("Editions")
struct EditionTests {
    private let bench: Workbench
    private let conference = Workbench.conference

    init() throws {
        bench = try Workbench()
        _ = try bench.ledger.enterEditions(["h1": "08:00, Hội trường A", "h2": "09:00"])
    }

    /// Plans one delivery of the notice to each of the recipients, with an edition.
    @discardableResult
    private func plan(
        _ recipients: Range<Int>, notice: String = "giay-moi", _ edition: String?,
        revision: Int = 1
    ) throws -> [Delivery] {
        let rows = recipients.map {
            Workbench.planned($0, notice: notice, revision: revision, edition: edition)
        }
        #expect(try bench.ledger.plan(rows, at: Workbench.now, clock: .real) == rows.count)
        let all = try bench.ledger.reader.deliveries(
            DeliveryFilter(conference: conference, notice: notice), limit: 1000)
        return Array(all.suffix(rows.count))
    }

    private func held(_ notices: [String] = ["giay-moi"]) throws -> [String: HeldEdition] {
        try bench.ledger.reader.heldEditions(in: conference, notices: notices)
    }

    @Test("are entered once under their hash and read back")
    func entered() throws {
        let (ledger, reader) = (bench.ledger, bench.ledger.reader)
        #expect(try ledger.enterEditions(["h2": "09:00", "h3": "10:00"]) == 1)
        #expect(try ledger.enterEditions([:]) == 0)
        #expect(try reader.editionText("h1") == "08:00, Hội trường A")
        #expect(try reader.editionText("h9") == nil)
        #expect(try reader.editionTexts(["h2", "h3", "h9"]) == ["h2": "09:00", "h3": "10:00"])
    }

    @Test("come with the delivery, which may also have none")
    func planned() throws {
        let with = try plan(0..<2, "h1")
        let without = try plan(2..<3, nil)
        #expect((with + without).map(\.edition) == ["h1", "h1", nil])
        #expect(try bench.ledger.reader.delivery(1)?.edition == "h1")
    }

    @Test("that were never entered are refused, and nothing is planned")
    func missing() throws {
        #expect(throws: LedgerFailure.self) {
            try bench.ledger.plan(
                [Workbench.planned(1, edition: "h1"), Workbench.planned(2, edition: "h9")],
                at: Workbench.now, clock: .real)
        }
        #expect(try bench.ledger.reader.counts(in: conference) == [])
    }

    @Test("are those of the last attempt, and stay once it may have arrived")
    func changed() throws {
        let planned = try plan(0..<5, nil)
        for edition in ["h1", "h2"] {
            for (delivery, outcome) in zip(planned, Outcome.allCases) {
                guard try bench.state(delivery.id)?.isPending ?? false else { continue }
                try bench.deliver([(delivery, outcome)], edition: edition)
            }
        }
        let now = try bench.ledger.reader.deliveries(
            DeliveryFilter(conference: conference), limit: 10)
        #expect(
            now.map(\.state) == [.accepted, .deferred, .failed, .inDoubt, .queued])
        #expect(now.map(\.edition) == ["h1", "h2", "h1", "h1", "h2"])
        try bench.expectSound()
    }

    @Test("of what may have arrived stay, also while it is sent again")
    func doubt() throws {
        let delivery = try plan(0..<1, nil)[0]
        try bench.deliver([(delivery, .inDoubt)], edition: "h1")
        _ = try bench.ledger.settle(delivery.id, .resend, note: nil, at: Workbench.now)
        try bench.deliver([(delivery, .accepted)], edition: "h2")
        #expect(try held() == ["ubnd-0": HeldEdition(hash: "h1", delivery: delivery.id)])
    }

    @Test("that were held before a delivery are those of the latest earlier one that arrived")
    func heldBefore() throws {
        let first = try plan(0..<1, "h1")[0]
        let refused = try plan(0..<1, "h2", revision: 2)[0]
        let last = try plan(0..<1, nil, revision: 3)[0]
        try bench.deliver([(first, .accepted), (refused, .refused)])
        let reader = bench.ledger.reader
        #expect(try reader.editionHeld(before: first, notices: ["giay-moi"]) == nil)
        #expect(try reader.editionHeld(before: last, notices: ["huy"]) == nil)
        #expect(
            try reader.editionHeld(before: last, notices: ["giay-moi"]) == "08:00, Hội trường A")
    }

    @Test(
        "are held once they arrived or may have",
        arguments: [
            (.accepted, true), (.deferred, false), (.refused, false), (.inDoubt, true),
            (.released, false),
        ] as [(Outcome, Bool)])
    func heldAfter(outcome: Outcome, isHeld: Bool) throws {
        try bench.deliver([(try plan(0..<1, "h1")[0], outcome)])
        #expect(try held().keys.sorted() == (isHeld ? ["ubnd-0"] : []))
    }

    @Test("that a report or a person spoke about are held unless they bounced")
    func heldAfterReport() throws {
        let planned = try plan(0..<4, "h1")
        try bench.deliver([
            (planned[0], .accepted), (planned[1], .accepted), (planned[2], .inDoubt),
            (planned[3], .refused),
        ])
        let ledger = bench.ledger
        _ = try ledger.report(planned[0].id, .delivered, words: nil, at: Workbench.now)
        for delivery in planned[1...2] {
            _ = try ledger.report(delivery.id, .failed, words: nil, at: Workbench.now)
        }
        _ = try ledger.settle(planned[3].id, .arrived, note: nil, at: Workbench.now)
        #expect(try held().keys.sorted() == ["ubnd-0", "ubnd-3"])
    }

    @Test(
        "that were told by telephone are held, however the mail ended; a text by itself tells none")
    func told() throws {
        let planned = try plan(0..<2, "h1")
        try bench.deliver(planned.map { ($0, .refused) })
        _ = try bench.ledger.plan(
            [Workbench.planned(1, channel: .sms)], at: Workbench.now, clock: .real)
        let text = try #require(
            try bench.ledger.reader.deliveries(
                DeliveryFilter(conference: conference, recipients: ["ubnd-1"]), limit: 10
            ).last)
        try bench.deliver([(text, .accepted)])
        #expect(try held() == [:])
        let (reader, told) = (bench.ledger.reader, [planned[0].id])
        #expect(
            try reader.heldEditions(in: conference, notices: ["giay-moi"], told: told) == [
                "ubnd-0": HeldEdition(hash: "h1", delivery: planned[0].id)
            ])
        let again = try plan(0..<1, nil, revision: 2)[0]
        #expect(
            try reader.editionHeld(before: again, notices: ["giay-moi"], told: told)
                == "08:00, Hội trường A")
    }

    @Test("are the latest that each recipient got, over the notices that are asked for")
    func latest() throws {
        let first = try plan(0..<4, "h1")
        try bench.deliver(first.map { ($0, .accepted) })
        let second = try plan(0..<2, notice: "sua-1", "h2")
        try bench.deliver([(second[0], .accepted), (second[1], .refused)])
        let again = try plan(2..<3, nil, revision: 2)
        try bench.deliver([(again[0], .accepted)])
        #expect(
            try held(["giay-moi", "sua-1"]) == [
                "ubnd-0": HeldEdition(hash: "h2", delivery: second[0].id),
                "ubnd-1": HeldEdition(hash: "h1", delivery: first[1].id),
                "ubnd-2": HeldEdition(hash: nil, delivery: again[0].id),
                "ubnd-3": HeldEdition(hash: "h1", delivery: first[3].id),
            ])
        #expect(try held(["sua-1"]).keys.sorted() == ["ubnd-0"])
        #expect(try held([]) == [:])
    }

    @Test("of a thread begin with the mail that surely arrived, else with the one that may have")
    func thread() throws {
        func root(_ recipient: String, _ notices: [String] = ["giay-moi"]) throws -> Int64? {
            try bench.ledger.reader.threadRoot(
                for: recipient, notices: notices, in: conference)?.id
        }
        let first = try plan(0..<5, "h1")
        #expect(try root("ubnd-0") == nil, "not sent yet")
        try bench.deliver([
            (first[0], .accepted), (first[1], .inDoubt), (first[2], .refused),
            (first[3], .inDoubt),
        ])
        let again = try plan(0..<3, "h1", revision: 2)
        try bench.deliver(again.map { ($0, .accepted) })
        #expect(try root("ubnd-0") == first[0].id)
        #expect(try root("ubnd-1") == again[1].id)
        #expect(try root("ubnd-2") == again[2].id)
        #expect(try root("ubnd-3") == first[3].id)
        #expect(try root("ubnd-4") == nil)
        #expect(try root("ubnd-0", ["tai-lieu"]) == nil)
        #expect(try root("khac") == nil)
        _ = try bench.ledger.plan(
            [Workbench.planned(9, channel: .call)], at: Workbench.now, clock: .real)
        let call = try #require(
            try bench.ledger.reader.deliveries(
                DeliveryFilter(conference: conference, recipients: ["ubnd-9"]), limit: 1
            ).first)
        try bench.deliver([(call, .accepted)])
        #expect(try root("ubnd-9") == nil, "a call is no mail")
    }
}
