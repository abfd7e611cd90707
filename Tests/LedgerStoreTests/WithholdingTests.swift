import ConvokeCore
import Foundation
import Testing

@testable import LedgerStore

@Suite("A resend that is withheld")
struct WithholdingTests {
    private static let words = "its text has been changed"

    /// One delivery that is in doubt and due to be resent, and the lease of the run that would.
    private func bench() throws -> (Workbench, Delivery, Lease) {
        let bench = try Workbench()
        let delivery = try bench.plan(1)[0]
        let writer = LedgerWriter(bench.ledger, lease: try bench.lease(RunOwner.dead()))
        _ = writer.submit(.intent(delivery))
        try writer.close()
        let lease = try bench.lease()
        _ = try bench.ledger.recover(lease, policy: .resend, now: Workbench.now)
        return (bench, delivery, lease)
    }

    private func withhold(_ bench: Workbench, _ delivery: Delivery, _ lease: Lease) throws -> Int {
        try bench.ledger.withhold(
            [delivery.id], because: Self.words, at: Workbench.now + 5, lease: lease)
    }

    @Test("stays in doubt for a person, says why, and is no duplicate")
    func withheld() throws {
        let (bench, delivery, lease) = try bench()
        #expect(try withhold(bench, delivery, lease) == 1)
        let after = try #require(try bench.ledger.reader.delivery(delivery.id))
        #expect(after.state == .inDoubt && !after.possibleDuplicate && after.nextAttemptAt == nil)
        #expect(after.reply == Self.words)
        #expect(try bench.ledger.reader.countForPerson(in: Workbench.conference) == 1)
        let attempts = try bench.ledger.reader.history(
            of: delivery.recipient, in: Workbench.conference)[0].attempts
        #expect(
            attempts.map(\.attempt).last
                == Attempt(.inDoubt, at: .connect, detail: Self.words))
        try bench.expectSound()
    }

    @Test("is not taken up by a later run, only by a person, and then without a digest")
    func stays() throws {
        let (bench, delivery, lease) = try bench()
        _ = try withhold(bench, delivery, lease)
        let later = try bench.ledger.recover(lease, policy: .resend, now: Workbench.now + 10)
        #expect(later.scheduled == 0)
        #expect(try withhold(bench, delivery, lease) == 0)
        #expect(try bench.ledger.reader.digest(of: delivery.id) != nil)
        #expect(
            try bench.ledger.settle(delivery.id, .resend, note: nil, at: Workbench.now + 20)
                == .changed(.queued))
        #expect(try bench.ledger.reader.digest(of: delivery.id) == nil)
        #expect(try bench.ledger.reader.delivery(delivery.id)?.possibleDuplicate == true)
        try bench.expectSound()
    }

    @Test("may also have been put off since, and stays marked")
    func putOff() throws {
        let (bench, delivery, lease) = try bench()
        let writer = LedgerWriter(bench.ledger, lease: lease)
        _ = writer.submit(.intent(delivery))
        _ = writer.submit(.ended(delivery, .deferred, next: Workbench.now + 60))
        try writer.close()
        #expect(try bench.state(delivery.id) == .deferred)
        #expect(try withhold(bench, delivery, lease) == 1)
        let after = try #require(try bench.ledger.reader.delivery(delivery.id))
        #expect(after.state == .inDoubt && after.possibleDuplicate)
        try bench.expectSound()
    }

    @Test("is nothing for a delivery that cannot have arrived")
    func fresh() throws {
        let bench = try Workbench()
        let delivery = try bench.plan(1)[0]
        #expect(try withhold(bench, delivery, bench.lease()) == 0)
        #expect(try bench.state(delivery.id) == .queued)
    }
}
