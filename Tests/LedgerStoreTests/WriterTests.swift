import ConvokeCore
import Foundation
import Testing

@testable import LedgerStore

@Suite("The writer")
struct WriterTests {
    @Test("writes an intent and its end as the contract says")
    func whole() throws {
        let bench = try Workbench()
        let planned = try bench.plan(1)[0]
        let writer = LedgerWriter(bench.ledger, lease: try bench.lease())
        #expect(try writer.wait(writer.submit(.intent(planned, session: 3))) == .written)
        let sending = try #require(try bench.ledger.reader.delivery(planned.id))
        #expect(sending.state == .sending)
        #expect(sending.attempts == 1)
        #expect(sending.nextAttemptAt == nil)
        #expect(sending.updatedAt == Workbench.now)
        #expect(
            try bench.ledger.reader.counts(in: Workbench.conference).map(\.counts)
                == [[.sending: 1]])
        let end = AttemptEnd(
            delivery: planned.id, session: 3, attempt: .sample(.accepted), queueID: "4Xy",
            at: Workbench.now + 2)
        #expect(try writer.wait(writer.submit(.ended(end))) == .written)
        try writer.close()
        let history = try bench.ledger.reader.history(
            of: planned.recipient, in: Workbench.conference)
        #expect(history.count == 1)
        #expect(history[0].delivery.state == .accepted)
        #expect(history[0].delivery.reply == "250 2.0.0 Ok: queued as 4Xy thank you")
        #expect(history[0].delivery.updatedAt == Workbench.now + 2)
        #expect(
            history[0].attempts == [
                AttemptRecord(
                    number: 1, at: Workbench.now + 2, run: 1, session: 3,
                    attempt: .sample(.accepted), queueID: "4Xy")
            ])
        #expect(
            try bench.ledger.reader.digest(of: planned.id) == [UInt8](repeating: 7, count: 16))
        try bench.expectSound()
    }

    @Test("what is under way is nobody else's: it is not due, ends by no sweep, and takes no word")
    func underWay() throws {
        let bench = try Workbench()
        let planned = try bench.plan(2)
        let (ledger, conference) = (bench.ledger, Workbench.conference)
        let writer = LedgerWriter(ledger, lease: try bench.lease())
        _ = try writer.wait(writer.submit(.intent(planned[0])))
        let due = try ledger.reader.due(
            in: conference, by: .email, now: Workbench.now, limit: 9)
        #expect(due == [planned[1]])
        #expect(
            try ledger.reader.dueCount(in: conference, by: .email, now: Workbench.now) == 1)
        #expect(try ledger.sweep(.cancel, .conference(conference), at: Workbench.now) == 1)
        let late = Workbench.now + 100_000
        #expect(try ledger.expire(in: conference, now: late) == 0)
        #expect(
            try ledger.report(planned[0].id, .delivered, words: nil, at: late)
                == .notPossible(.sending))
        #expect(
            try ledger.reader.deliveries(
                DeliveryFilter(conference: conference, states: [.sending]), limit: 9
            ).map(\.id) == [planned[0].id])
        #expect(
            try ledger.reader.deliveries(
                DeliveryFilter(conference: conference, states: [.queued]), limit: .max
            ).isEmpty)
        #expect(try ledger.reader.conferencesSending() == [conference])
        _ = try writer.wait(writer.submit(.ended(planned[0], .accepted)))
        try writer.close()
        #expect(try ledger.reader.conferencesSending().isEmpty)
        #expect(try bench.state(planned[0].id) == .accepted)
        try bench.expectSound()
    }

    @Test("what is under way is found by the few intents, not among all that was sent")
    func underWayPlan() throws {
        let source = LedgerReader.underWay.replacing(":conference", with: "'x'")
        let plan = try Workbench().plan(of: "SELECT 1 FROM \(source)")
        #expect(plan == "SCAN intent; SEARCH delivery USING INTEGER PRIMARY KEY (rowid=?)")
    }

    @Test("shares one flush among all that wait")
    func group() throws {
        let bench = try Workbench()
        let planned = try bench.plan(100)
        let lock = try LedgerLock(for: bench.path, patience: 5)
        let writer = LedgerWriter(bench.ledger, lease: try bench.lease())
        // While somebody else holds the file lock, at most the first batch is under way.
        let tickets = try lock.hold { planned.map { writer.submit(.intent($0, turn: Int($0.id))) } }
        for ticket in tickets { #expect(try writer.wait(ticket) == .written) }
        #expect((1...2).contains(writer.transactions))
        try writer.close()
    }

    @Test("writes on the thread of whoever asks, and says whether there was anything")
    func onCallersThread() async throws {
        let bench = try Workbench()
        let planned = try bench.plan(2)
        let writer = LedgerWriter(bench.ledger, lease: try bench.lease(), waits: true)
        let tickets = planned.map { writer.submit(.intent($0, turn: Int($0.id))) }
        #expect(try bench.state(planned[0].id) == .queued, "nobody has asked")
        #expect(writer.write())
        #expect(try planned.map { try bench.state($0.id) } == [.sending, .sending])
        for ticket in tickets { #expect(try await writer.settled(ticket) == .written) }
        #expect(!writer.write())
        #expect(writer.transactions == 1)
        try writer.close()
    }

    @Test(
        "that fails on somebody's thread fails whatever comes after it", .timeLimit(.minutes(1)))
    func failsAfterwards() async throws {
        let bench = try Workbench()
        let planned = try bench.plan(2)
        let writer = LedgerWriter(bench.ledger, lease: try bench.lease(), waits: true)
        // An end without an intent is a mistake that must not go on.
        let first = writer.submit(.ended(planned[0], .accepted))
        #expect(writer.write())
        let second = writer.submit(.intent(planned[1]))
        for ticket in [first, second] {
            await #expect(throws: LedgerFailure.self) { try await writer.settled(ticket) }
        }
        #expect(!writer.write(), "nothing more can be written")
        #expect(throws: LedgerFailure.self) { try writer.close() }
        #expect(try bench.state(planned[1].id) == .queued)
    }

    @Test(
        "is not closed before what somebody is just writing is on the disk",
        .timeLimit(.minutes(1)))
    func closesAfterwards() throws {
        let bench = try Workbench()
        let delivery = try bench.plan(1)[0]
        let lock = try LedgerLock(for: bench.path, patience: 5)
        let writer = LedgerWriter(bench.ledger, lease: try bench.lease(), waits: true)
        _ = writer.submit(.intent(delivery))
        let closed = DispatchSemaphore(value: 0)
        let early = try lock.hold {
            Thread { _ = writer.write() }.start()
            let limit = ContinuousClock.now + .seconds(20)
            while !writer.isWriting, ContinuousClock.now < limit { sched_yield() }
            #expect(writer.isWriting)
            Thread {
                #expect(throws: Never.self) { try writer.close() }
                closed.signal()
            }.start()
            return closed.wait(timeout: .now() + 0.2)
        }
        #expect(early == .timedOut, "the flush was not over")
        if early == .timedOut { closed.wait() }
        #expect(try bench.state(delivery.id) == .sending)
    }

    @Test("tells a task that waits why nothing was written")
    func failsTasks() async throws {
        let bench = try Workbench()
        let delivery = try bench.plan(1)[0]
        let writer = LedgerWriter(bench.ledger, lease: try bench.lease(), waits: true)
        try writer.close()
        let late = writer.submit(.intent(delivery))
        await #expect(throws: LedgerFailure.other("the writer is closed")) {
            try await writer.settled(late)
        }
    }

    @Test("keeps what twenty sessions do at once, each delivery once")
    func sessions() throws {
        let bench = try Workbench()
        let planned = try bench.plan(400)
        let writer = LedgerWriter(bench.ledger, lease: try bench.lease())
        let group = DispatchGroup()
        for session in 0..<20 {
            let mine = planned[session * 20..<session * 20 + 20]
            group.enter()
            Thread {
                #expect(throws: Never.self) { try Self.work(writer, session, mine) }
                group.leave()
            }.start()
        }
        group.wait()
        try writer.close()
        #expect(writer.transactions < 800)
        #expect(
            try bench.ledger.reader.counts(in: Workbench.conference)[0].counts == [.accepted: 400])
        try bench.expectSound()
    }

    private static func work(
        _ writer: LedgerWriter, _ session: Int, _ deliveries: ArraySlice<Delivery>
    ) throws {
        for (turn, delivery) in deliveries.enumerated() {
            let intent = LedgerChange.intent(delivery, session: session, turn: turn + 1)
            try #require(try writer.wait(writer.submit(intent)) == .written)
            let end = LedgerChange.ended(delivery, .accepted, session: session)
            try #require(try writer.wait(writer.submit(end)) == .written)
        }
    }

    @Test("refuses an intent on what was cancelled meanwhile, and goes on")
    func overtaken() throws {
        let bench = try Workbench()
        let planned = try bench.plan(2)
        let writer = LedgerWriter(bench.ledger, lease: try bench.lease())
        _ = try bench.ledger.sweep(.cancel, .deliveries([planned[0].id]), at: Workbench.now)
        let first = writer.submit(.intent(planned[0]))
        let second = writer.submit(.intent(planned[1], turn: 2))
        #expect(try writer.wait(first) == .overtaken(.cancelled))
        #expect(try writer.wait(second) == .written)
        try writer.close()
    }

    @Test("refuses a second intent on the same delivery")
    func twice() throws {
        let bench = try Workbench()
        let delivery = try bench.plan(1)[0]
        let writer = LedgerWriter(bench.ledger, lease: try bench.lease())
        _ = writer.submit(.intent(delivery))
        let second = writer.submit(.intent(delivery, session: 2))
        #expect(try writer.wait(second) == .overtaken(.sending))
        try writer.close()
    }

    @Test("puts off to the given moment, but never beyond the last useful one")
    func deferred() throws {
        let bench = try Workbench()
        let planned = try bench.plan(2)
        let writer = LedgerWriter(bench.ledger, lease: try bench.lease())
        for (delivery, wait) in zip(planned, [600.0, 100_000]) {
            _ = writer.submit(.intent(delivery))
            _ = writer.submit(.ended(delivery, .deferred, next: Workbench.now + wait))
        }
        try writer.close()
        let after = try planned.map { try #require(try bench.ledger.reader.delivery($0.id)) }
        #expect(after.map(\.state) == [.deferred, .deferred])
        #expect(
            after.map(\.nextAttemptAt) == [Workbench.now + 600, planned[1].lastUsefulAt])
        #expect(after[0].reason == .greylisted)
    }

    @Test("a released delivery is where it was, with its last words")
    func released() throws {
        let bench = try Workbench()
        let delivery = try bench.plan(1)[0]
        let writer = LedgerWriter(bench.ledger, lease: try bench.lease())
        _ = writer.submit(.intent(delivery))
        _ = writer.submit(.ended(delivery, .deferred, next: Workbench.now + 60))
        _ = writer.submit(.intent(delivery, turn: 2))
        _ = writer.submit(.ended(delivery, .released, next: Workbench.now + 60))
        try writer.flush()
        let after = try #require(try bench.ledger.reader.delivery(delivery.id))
        #expect(after.state == .queued)
        #expect(after.nextAttemptAt == Workbench.now + 60)
        #expect(after.reply == "450 4.7.1 Greylisted")
        #expect(after.reason == .greylisted)
        #expect(after.attempts == 2)
        try writer.close()
        try bench.expectSound()
    }

    @Test("whose lease was taken over writes nothing more and tells everyone")
    func fence() throws {
        let bench = try Workbench()
        let planned = try bench.plan(2)
        let old = LedgerWriter(bench.ledger, lease: try bench.lease(RunOwner.dead()))
        #expect(try old.wait(old.submit(.intent(planned[0]))) == .written)
        _ = try bench.lease()
        let late = old.submit(.ended(planned[0], .accepted))
        #expect(throws: LedgerFailure.leaseLost) { try old.wait(late) }
        let later = old.submit(.intent(planned[1]))
        #expect(throws: LedgerFailure.leaseLost) { try old.wait(later) }
        #expect(throws: LedgerFailure.leaseLost) { try old.flush() }
        #expect(throws: LedgerFailure.leaseLost) { try old.close() }
        #expect(try planned.map { try bench.state($0.id) } == [.sending, .queued])
    }

    @Test("that fails in the middle of a batch writes nothing of it")
    func atomic() throws {
        let bench = try Workbench()
        let planned = try bench.plan(2)
        let lock = try LedgerLock(for: bench.path, patience: 5)
        let writer = LedgerWriter(bench.ledger, lease: try bench.lease())
        let tickets = try lock.hold {
            // An end without an intent is a mistake that must not go on.
            [LedgerChange.intent(planned[0]), .ended(planned[1], .accepted), .intent(planned[1])]
                .map(writer.submit)
        }
        #expect(throws: LedgerFailure.self) { try writer.wait(tickets[2]) }
        #expect(throws: LedgerFailure.self) { try writer.close() }
        #expect(try bench.state(planned[1].id) == .queued)
        try bench.ledger.end(
            #require(try bench.ledger.reader.runs().first), realNow: Date())
    }

    @Test("that is closed takes nothing more")
    func closed() throws {
        let bench = try Workbench()
        let delivery = try bench.plan(1)[0]
        let writer = LedgerWriter(bench.ledger, lease: try bench.lease())
        _ = writer.submit(.intent(delivery))
        try writer.close()
        try writer.close()
        #expect(try bench.state(delivery.id) == .sending, "what came before is written")
        let late = writer.submit(.ended(delivery, .accepted))
        #expect(throws: LedgerFailure.other("the writer is closed")) { try writer.wait(late) }
    }

    @Test("keeps its lease alive by real time")
    func renews() throws {
        let bench = try Workbench()
        let delivery = try bench.plan(1)[0]
        let start = Workbench.now
        let lease = try bench.lease(at: start)
        let writer = LedgerWriter(bench.ledger, lease: lease, realClock: { start + 1000 })
        _ = try writer.wait(writer.submit(.intent(delivery)))
        try writer.close()
        let now = try #require(try bench.ledger.reader.runs().first)
        #expect(now.expiresAt > start + 1000)
    }

    @Test("shortens a reply that has no end")
    func longReply() throws {
        let bench = try Workbench()
        let delivery = try bench.plan(1)[0]
        let writer = LedgerWriter(bench.ledger, lease: try bench.lease())
        let reply = Reply(
            code: 550, lines: [String](repeating: String(repeating: "ế", count: 500), count: 60))
        _ = writer.submit(.intent(delivery))
        let end = AttemptEnd(
            delivery: delivery.id, session: 1,
            attempt: Attempt(.refused, at: .rcpt, reason: .policy, reply: reply),
            at: Workbench.now)
        _ = writer.submit(.ended(end))
        try writer.close()
        let history = try bench.ledger.reader.history(
            of: delivery.recipient, in: Workbench.conference)
        let text = try #require(history.first?.attempts.first?.attempt.reply?.lines)
        #expect(text.count == 9)
        #expect(text[0] == String(repeating: "ế", count: 500))
    }
}
