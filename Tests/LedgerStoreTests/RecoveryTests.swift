import ConvokeCore
import Foundation
import Testing

@testable import LedgerStore

@Suite("Recovery")
struct RecoveryTests {
    /// Sessions work through deliveries as the contract says, and the run dies anywhere. When the machine
    /// dies with it, the record of its flights is lost.
    @Test(
        "after a crash at any point doubts what may have left, and nothing else", arguments: 0..<12,
        [false, true])
    func anywhere(round: Int, isPowerLost: Bool) throws {
        let seed = UInt64.random(in: 0 ... .max)
        var random = Seeded(seed)
        let bench = try Workbench()
        let planned = try bench.plan(40)
        let lease = try bench.lease(RunOwner.dead())
        let writer = LedgerWriter(bench.ledger, lease: lease)
        let recorder = try bench.ledger.recorder(for: lease, sessions: 4)
        var world = World(planned, sessions: 4)
        for _ in 0..<Int.random(in: 1...60, using: &random) {
            for change in world.step(&random, recorder) { _ = writer.submit(change) }
        }
        try writer.close()
        if isPowerLost { recorder.remove() }

        let recovery = try bench.ledger.recover(bench.lease(), policy: .hold, now: Workbench.now)
        let (doubtful, accepted) = (Set(recovery.inDoubt), Set(recovery.accepted))
        let unwritten = Set(world.unwritten)
        if isPowerLost {
            #expect(world.left.union(unwritten).isSubset(of: doubtful), "lost: seed \(seed)")
            #expect(doubtful.count <= 16, "more than four a session: seed \(seed)")
            #expect(accepted == [], "seed \(seed)")
        } else {
            #expect(doubtful == world.left, "seed \(seed)")
            #expect(doubtful.count <= 4, "more than one a session: seed \(seed)")
            #expect(accepted == unwritten, "seed \(seed)")
        }
        #expect(doubtful.isDisjoint(with: world.ended), "seed \(seed)")
        #expect(
            doubtful.union(accepted).union(recovery.requeued) == world.out,
            "not all put in order: seed \(seed)")
        for delivery in planned {
            let state = try bench.state(delivery.id)
            let expected: DeliveryState =
                world.ended.union(accepted).contains(delivery.id)
                ? .accepted : doubtful.contains(delivery.id) ? .inDoubt : .queued
            #expect(state == expected, "seed \(seed)")
        }
        try bench.expectSound()
    }

    @Test("resends a first doubt once, marked, and keeps a second for a person")
    func resend() throws {
        let bench = try Workbench()
        let delivery = try bench.plan(1)[0]
        for round in 1...3 {
            let lease = try bench.lease(RunOwner.dead())
            let recovery = try bench.ledger.recover(lease, policy: .resend, now: Workbench.now)
            let due = try bench.ledger.reader.due(
                in: Workbench.conference, by: .email, now: Workbench.now, limit: 5)
            #expect(recovery.scheduled == (round == 2 ? 1 : 0))
            #expect(due.count == (round == 3 ? 0 : 1))
            #expect(
                try bench.ledger.reader.countForPerson(in: Workbench.conference)
                    == (round == 3 ? 1 : 0))
            let writer = LedgerWriter(bench.ledger, lease: lease)
            let receipt = try writer.wait(writer.submit(.intent(delivery)))
            #expect(receipt == (round == 3 ? .overtaken(.inDoubt) : .written))
            try writer.close()
            let after = try #require(try bench.ledger.reader.delivery(delivery.id))
            #expect(after.possibleDuplicate == (round > 1))
            #expect(after.attempts == min(round, 2))
        }
        try bench.expectSound()
    }

    @Test("with hold keeps every doubt for a person, also one that was to be resent")
    func hold() throws {
        let bench = try Workbench()
        let delivery = try bench.plan(1)[0]
        let writer = LedgerWriter(bench.ledger, lease: try bench.lease(RunOwner.dead()))
        _ = writer.submit(.intent(delivery))
        _ = writer.submit(.ended(delivery, .inDoubt))
        try writer.close()
        let resending = try bench.lease(RunOwner.dead())
        let ledger = bench.ledger
        #expect(try ledger.recover(resending, policy: .resend, now: Workbench.now).scheduled == 1)
        #expect(try ledger.reader.countForPerson(in: Workbench.conference) == 0)
        let holding = try bench.lease()
        #expect(try ledger.recover(holding, policy: .hold, now: Workbench.now).scheduled == 0)
        #expect(try ledger.reader.countForPerson(in: Workbench.conference) == 1)
        #expect(
            try ledger.reader.due(
                in: Workbench.conference, by: .email, now: Workbench.now, limit: 5) == [])
    }

    @Test("does not resend what is of no use any more, and takes back what it had scheduled")
    func tooLate() throws {
        let bench = try Workbench()
        let delivery = try bench.plan(1)[0]
        let writer = LedgerWriter(bench.ledger, lease: try bench.lease(RunOwner.dead()))
        _ = writer.submit(.intent(delivery))
        try writer.close()
        let lease = try bench.lease()
        let late = delivery.lastUsefulAt + 1
        let recovery = try bench.ledger.recover(lease, policy: .resend, now: late)
        #expect(recovery == Recovery(inDoubt: [delivery.id]))
        let early = try bench.ledger.recover(lease, policy: .resend, now: Workbench.now)
        #expect(early.scheduled == 1)
        _ = try bench.ledger.expire(in: Workbench.conference, now: late)
        #expect(try bench.state(delivery.id) == .inDoubt)
        #expect(try bench.ledger.reader.countForPerson(in: Workbench.conference) == 1)
    }

    @Test("says in the history what happened")
    func words() throws {
        let bench = try Workbench()
        let planned = try bench.plan(5)
        let writer = LedgerWriter(bench.ledger, lease: try bench.lease(RunOwner.dead()))
        for (index, delivery) in planned.enumerated() {
            _ = writer.submit(.intent(delivery, turn: index + 1))
        }
        try writer.close()
        _ = try bench.ledger.recover(bench.lease(), policy: .hold, now: Workbench.now)
        let attempts = try planned.map { delivery in
            try bench.ledger.reader.history(of: delivery.recipient, in: Workbench.conference)[0]
                .attempts.map(\.attempt)
        }
        let doubt = Attempt(.inDoubt, at: .dot, detail: "the run ended before the reply came")
        let release = Attempt(.released, at: .data, detail: "the run ended before this was sent")
        #expect(attempts == [[doubt], [doubt], [doubt], [doubt], [release]])
    }
}

/// SplitMix64, so that a failing round can be played again.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// What sessions do between them: intents run ahead of bodies, and a body leaves only when every end of
/// its session is written, but for the last three.
private struct World {
    /// The last byte of these left, and no reply came.
    private(set) var left: Set<Int64> = []
    /// An intent is written, and no end.
    private(set) var out: Set<Int64> = []
    private(set) var ended: Set<Int64> = []
    private var waiting: [Delivery]
    private var queues: [[(delivery: Delivery, turn: Int)]]
    private var turns: [Int]
    /// The last ends of each session, which the ledger has not heard of yet, oldest first.
    private var last: [[Delivery]]

    init(_ planned: [Delivery], sessions: Int) {
        waiting = planned.reversed()
        queues = Array(repeating: [], count: sessions)
        turns = Array(repeating: 0, count: sessions)
        last = Array(repeating: [], count: sessions)
    }

    /// The relay took them, and only the record says so.
    var unwritten: [Int64] { last.joined().map(\.id) }

    mutating func step(
        _ random: inout Seeded, _ recorder: FlightRecorder
    ) -> [LedgerChange] {
        let session = Int.random(in: 0..<queues.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: return intent(session)
        case 1: return leave(session, recorder)
        case 2: return end(session, recorder)
        default: return write(session)
        }
    }

    private mutating func intent(_ session: Int) -> [LedgerChange] {
        guard queues[session].count < 4, let delivery = waiting.popLast() else { return [] }
        turns[session] += 1
        queues[session].append((delivery, turns[session]))
        out.insert(delivery.id)
        return [.intent(delivery, session: session, turn: turns[session])]
    }

    private mutating func leave(_ session: Int, _ recorder: FlightRecorder) -> [LedgerChange] {
        guard let first = queues[session].first else { return [] }
        recorder.leaves(session: session, turn: first.turn)
        left.insert(first.delivery.id)
        return []
    }

    /// The oldest end is written at the latest now: nothing leaves while four are missing.
    private mutating func end(_ session: Int, _ recorder: FlightRecorder) -> [LedgerChange] {
        guard let first = queues[session].first, left.contains(first.delivery.id) else { return [] }
        let isFull = last[session].count == FlightRecorder.unwritten
        let before = isFull ? write(session) : []
        queues[session].removeFirst()
        left.remove(first.delivery.id)
        last[session].append(first.delivery)
        let end = AttemptEnd.sample(first.delivery, .accepted, session: session)
        #expect(recorder.notes(end, turn: first.turn))
        return before
    }

    private mutating func write(_ session: Int) -> [LedgerChange] {
        guard !last[session].isEmpty else { return [] }
        let delivery = last[session].removeFirst()
        out.remove(delivery.id)
        ended.insert(delivery.id)
        return [.ended(delivery, .accepted, session: session)]
    }
}
