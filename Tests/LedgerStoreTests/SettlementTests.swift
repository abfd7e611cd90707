import ConvokeCore
import Foundation
import Testing

@testable import LedgerStore

@Suite("A word afterwards")
struct SettlementTests {
    private func bench(_ outcome: Outcome) throws -> (Workbench, Delivery) {
        let bench = try Workbench()
        let delivery = try bench.plan(1)[0]
        let writer = LedgerWriter(bench.ledger, lease: try bench.lease())
        _ = writer.submit(.intent(delivery))
        _ = writer.submit(.ended(delivery, outcome))
        try writer.close()
        return (bench, delivery)
    }

    @Test("that it is dealt with takes it from the list, not from its state")
    func handled() throws {
        let (bench, delivery) = try bench(.refused)
        #expect(try bench.ledger.reader.countForPerson(in: Workbench.conference) == 1)
        let result = try bench.ledger.settle(
            delivery.id, .handled, note: "Văn thư đã gọi", at: Workbench.now + 60)
        #expect(result == .changed(.failed))
        #expect(try bench.ledger.reader.countForPerson(in: Workbench.conference) == 0)
        let history = try bench.ledger.reader.history(
            of: delivery.recipient, in: Workbench.conference)
        #expect(
            history[0].remarks == [
                Remark(kind: .handled, text: "Văn thư đã gọi", at: Workbench.now + 60)
            ])
        try bench.expectSound()
    }

    @Test("to send again makes it due at once; a possible duplicate only out of doubt")
    func resend() throws {
        for (outcome, isDuplicate) in [(Outcome.refused, false), (.inDoubt, true)] {
            let (bench, delivery) = try bench(outcome)
            let result = try bench.ledger.settle(
                delivery.id, .resend, note: nil, at: Workbench.now + 60)
            #expect(result == .changed(.queued))
            let due = try bench.ledger.reader.due(
                in: Workbench.conference, by: .email, now: Workbench.now + 60, limit: 5)
            #expect(due.map(\.id) == [delivery.id])
            #expect(due.first?.possibleDuplicate == isDuplicate)
            try bench.expectSound()
        }
    }

    @Test("to send again is refused when it would be of no use")
    func tooLate() throws {
        let (bench, delivery) = try bench(.refused)
        let late = delivery.lastUsefulAt + 1
        #expect(try bench.ledger.settle(delivery.id, .resend, note: nil, at: late) == .tooLate)
        #expect(try bench.state(delivery.id) == .failed)
    }

    @Test("on a delivery that does not exist is unknown")
    func unknown() throws {
        let (bench, _) = try bench(.refused)
        for word in Settlement.allCases {
            #expect(
                try bench.ledger.settle(77, word, note: nil, at: Workbench.now) == .unknown)
        }
        #expect(
            try bench.ledger.report(77, .failed, words: nil, at: Workbench.now) == .unknown)
    }

    @Test("by a report settles a doubt, and no resend follows")
    func report() throws {
        let (bench, delivery) = try bench(.inDoubt)
        _ = try bench.ledger.recover(
            try #require(try bench.ledger.reader.runs().first), policy: .resend,
            now: Workbench.now)
        let result = try bench.ledger.report(
            delivery.id, .delivered, words: "2.0.0 delivered", at: Workbench.now)
        #expect(result == .changed(.delivered))
        #expect(
            try bench.ledger.reader.due(
                in: Workbench.conference, by: .email, now: Workbench.now, limit: 5)
                == [])
        #expect(try bench.ledger.reader.delivery(delivery.id)?.reply == "2.0.0 delivered")
        try bench.expectSound()
    }

    @Test("by a second report does not reopen what a person dealt with")
    func secondReport() throws {
        let (bench, delivery) = try bench(.accepted)
        let ledger = bench.ledger
        _ = try ledger.report(delivery.id, .failed, words: "5.1.1", at: Workbench.now)
        _ = try ledger.settle(delivery.id, .handled, note: nil, at: Workbench.now)
        let again = try ledger.report(delivery.id, .failed, words: "5.1.1", at: Workbench.now)
        #expect(again == .changed(.bounced))
        #expect(try ledger.reader.countForPerson(in: Workbench.conference) == 0)
    }
}
