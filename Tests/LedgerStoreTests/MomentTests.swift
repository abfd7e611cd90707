import ConvokeCore
import Foundation
import Testing

@testable import LedgerStore

@Suite("Moments that were moved")
struct MomentTests {
    private let bench: Workbench
    private let conference = Workbench.conference
    private let now = Workbench.now

    init() throws { bench = try Workbench() }

    private func moments(_ handOver: TimeInterval, _ last: TimeInterval) -> NoticeMoments {
        NoticeMoments(
            notice: "giay-moi", handOverAt: now + handOver, lastUsefulAt: now + last)
    }

    private func delivery(_ id: Int64) throws -> Delivery {
        try #require(try bench.ledger.reader.delivery(id))
    }

    @Test("earlier: what waits has them, an attempt beyond them comes at the last; once")
    func earlier() throws {
        let rows = [
            Workbench.planned(1), Workbench.planned(2, due: 7200),
            Workbench.planned(3, channel: .call), Workbench.planned(4, notice: "tai-lieu"),
            Workbench.planned(5), Workbench.planned(6),
        ]
        _ = try bench.ledger.plan(rows, at: now, clock: .real)
        try bench.deliver([(delivery(5), .accepted), (delivery(6), .deferred)])
        let reader = bench.ledger.reader
        #expect(try reader.pendingMoments(in: conference).count == 2)

        #expect(try bench.ledger.move([moments(1800, 3600)], in: conference) == 4)
        for id in [1, 2, 3, 6] as [Int64] {
            #expect(try delivery(id).handOverAt == now + 1800)
            #expect(try delivery(id).lastUsefulAt == now + 3600)
        }
        #expect(try delivery(1).nextAttemptAt == now)
        #expect(try delivery(2).nextAttemptAt == now + 3600)
        #expect(try delivery(6).state == .deferred)
        for id in [4, 5] as [Int64] { #expect(try delivery(id).lastUsefulAt == now + 86_400) }
        #expect(try reader.pendingMoments(in: conference).contains(moments(1800, 3600)))
        #expect(try bench.ledger.move([moments(1800, 3600)], in: conference) == 0)
        try bench.expectSound()
    }

    @Test("later: what waits does not expire at the old ones")
    func later() throws {
        _ = try bench.ledger.plan([Workbench.planned(1)], at: now, clock: .real)
        let late = now + 86_401
        #expect(try bench.ledger.move([moments(90_000, 100_000)], in: conference) == 1)
        #expect(try bench.ledger.expire(in: conference, now: late) == 0)
        #expect(try bench.ledger.expire(in: conference, now: now + 100_001) == 1)
        // What ended has no moments to move.
        #expect(try bench.ledger.move([moments(1, 200_000)], in: conference) == 0)
        #expect(try delivery(1).lastUsefulAt == now + 100_000)
    }

    @Test("of a case: its texts and calls have them, what was done and what ended keeps its own")
    func cases() throws {
        let ledger = bench.ledger
        _ = try ledger.openEscalations(["a", "b"].map(planned), at: now)
        _ = try ledger.begin(
            [
                step(1, 0, text: Workbench.planned(1, channel: .sms)), step(1, 1), step(1, 2),
                step(1, 3, notBefore: 9000), step(2, 0),
            ], at: now, clock: .real)
        #expect(try ledger.finishCall(2, .noAnswer, note: nil, by: "trực ban", at: now))
        #expect(try ledger.endEscalation(2, .done, at: now))

        let moved = [1, 2].map { id in
            MovedCase(
                escalation: id, since: now + 60, deadline: now + 7200, callBy: now + 5400)
        }
        #expect(try ledger.move(moved) == 1)
        let open = try #require(try ledger.reader.escalation(1))
        #expect(open.plan.since == now + 60 && open.plan.deadline == now + 7200)
        #expect(
            open.steps.filter { $0.channel == .call }.map(\.callBy)
                == [now + 600, now + 5400, now + 9000])
        let text = try delivery(1)
        #expect(text.lastUsefulAt == now + 7200 && text.handOverAt == now + 7200)
        let ended = try #require(try ledger.reader.escalation(2))
        #expect(ended.plan == planned("b"))
        #expect(ended.steps.map(\.callBy) == [now + 600])
        try bench.expectSound()
    }

    private func planned(_ recipient: String) -> PlannedEscalation {
        PlannedEscalation(
            conference: conference, cause: .obligation, about: "dang-ky", recipient: recipient,
            party: .recipient(recipient), why: "chưa trả lời", ladder: "", since: now,
            deadline: now + 999)
    }

    private func step(
        _ escalation: Int64, _ rung: Int, text: PlannedDelivery? = nil,
        notBefore: TimeInterval = 0
    ) -> PlannedStep {
        PlannedStep(
            escalation: escalation, rung: rung, contact: "ubnd-1", numbers: ["+84900000001"],
            text: text, notBefore: now + notBefore, callBy: now + 600)
    }
}
