import ConvokeCore
import Foundation
import Testing

@testable import LedgerStore

extension DeliveryChange {
    static var all: [DeliveryChange] {
        Outcome.allCases.map(DeliveryChange.ended) + Settlement.allCases.map(DeliveryChange.settle)
            + [
                .intent, .abandoned(mayHaveLeft: true), .abandoned(mayHaveLeft: false),
                .reportedDelivered, .reportedFailed, .expire, .cancel, .supersede, .suppress,
                .reopen,
            ]
    }
}

@Suite("Every change in every state")
struct TransitionTests {
    @Test(
        "does in the ledger what the transition function says", arguments: DeliveryState.allCases,
        DeliveryChange.all)
    func agrees(state: DeliveryState, change: DeliveryChange) throws {
        let bench = try Workbench()
        let stage = try Stagehand(bench)
        try stage.bring(to: state)
        #expect(try bench.state(stage.delivery.id) == state)
        try stage.apply(change, in: state)
        let expected = (try? state.after(change)) ?? state
        #expect(try bench.state(stage.delivery.id) == expected)
        try stage.close()
        let findings = try bench.ledger.reader.verify(realNow: Date())
        #expect(findings.filter { !$0.what.contains("the next run will look after it") } == [])
    }
}

/// Brings one delivery into any state, by the ledger's own functions only.
private final class Stagehand {
    private let bench: Workbench
    private(set) var delivery: Delivery
    /// Earlier turns of the same session, for changes that need them.
    private let others: [Delivery]
    private var lease: Lease
    private var writer: LedgerWriter

    init(_ bench: Workbench) throws {
        self.bench = bench
        let planned = try bench.plan(5)
        delivery = planned[4]
        others = Array(planned[..<4])
        lease = try bench.lease(RunOwner.dead())
        writer = LedgerWriter(bench.ledger, lease: lease)
    }

    func bring(to state: DeliveryState) throws {
        switch state {
        case .queued: break
        case .sending: try write(.intent(delivery, turn: 5))
        case .accepted: try send(.accepted)
        case .deferred: try send(.deferred)
        case .inDoubt: try send(.inDoubt)
        case .failed: try send(.refused)
        case .delivered: try report(.delivered)
        case .bounced: try report(.failed)
        case .expired: try sweep(.expire)
        case .cancelled: try sweep(.cancel)
        case .superseded: try sweep(.supersede)
        case .suppressed: try sweep(.suppress)
        }
    }

    func apply(_ change: DeliveryChange, in state: DeliveryState) throws {
        switch change {
        case .intent: try intent(in: state)
        case .ended(let outcome): try end(outcome, in: state)
        case .abandoned(let mayHaveLeft): try abandon(mayHaveLeft)
        case .reportedDelivered: try settled(report: .delivered, change, state)
        case .reportedFailed: try settled(report: .failed, change, state)
        case .expire: try sweep(.expire)
        case .cancel: try sweep(.cancel)
        case .supersede: try sweep(.supersede)
        case .suppress: try sweep(.suppress)
        case .settle(let word):
            let result = try bench.ledger.settle(
                delivery.id, word, note: "by phone", at: Workbench.now)
            try expect(result, change, state)
        case .reopen:
            try expect(
                try bench.ledger.reopen(delivery.id, at: Workbench.now), change, state)
        }
    }

    func close() throws {
        try? writer.close()  // poisoned on purpose by the impossible ends
    }

    private func intent(in state: DeliveryState) throws {
        // A doubtful delivery takes an intent only once its resend is scheduled.
        if state == .inDoubt {
            let unscheduled = try receipt(.intent(delivery, turn: 6))
            #expect(unscheduled == .overtaken(.inDoubt))
            _ = try bench.ledger.recover(lease, policy: .resend, now: Workbench.now)
        }
        let receipt = try receipt(.intent(delivery, turn: 6))
        let isPossible = (try? state.after(.intent)) != nil
        #expect(receipt == (isPossible ? .written : .overtaken(state)))
    }

    private func end(_ outcome: Outcome, in state: DeliveryState) throws {
        let change = LedgerChange.ended(delivery, outcome)
        if state == .sending {
            try write(change)
        } else {
            #expect(throws: LedgerFailure.self) { try self.write(change) }
        }
    }

    /// With four earlier turns in its session, a delivery cannot have left.
    private func abandon(_ mayHaveLeft: Bool) throws {
        if !mayHaveLeft {
            for (index, other) in others.enumerated() {
                try write(.intent(other, turn: index + 1))
            }
        }
        let next = try bench.lease()
        _ = try bench.ledger.recover(next, policy: .hold, now: Workbench.now)
    }

    private func send(_ outcome: Outcome) throws {
        try write(.intent(delivery))
        try write(.ended(delivery, outcome))
    }

    private func report(_ report: Report) throws {
        try send(.accepted)
        _ = try bench.ledger.report(delivery.id, report, words: nil, at: Workbench.now)
    }

    private func settled(
        report: Report, _ change: DeliveryChange, _ state: DeliveryState
    ) throws {
        let result = try bench.ledger.report(delivery.id, report, words: "x", at: Workbench.now)
        try expect(result, change, state)
    }

    private func expect(
        _ result: SettleResult, _ change: DeliveryChange, _ state: DeliveryState
    ) throws {
        if let next = try? state.after(change) {
            #expect(result == .changed(next))
        } else {
            #expect(result == .notPossible(state))
        }
    }

    private func sweep(_ sweep: Sweep) throws {
        _ = try bench.ledger.sweep(sweep, .deliveries([delivery.id]), at: Workbench.now)
    }

    private func write(_ change: LedgerChange) throws {
        #expect(try receipt(change) == .written)
    }

    private func receipt(_ change: LedgerChange) throws -> Receipt {
        try writer.wait(writer.submit(change))
    }
}
