import ConvokeCore
import Foundation
import Testing

@testable import LedgerStore

@Suite("What is due")
struct DueTests {
    @Test("comes page by page, earliest first, without repeating or skipping any")
    func pages() throws {
        let bench = try Workbench()
        let rows = (0..<95).map { Workbench.planned($0, due: TimeInterval(-($0 % 7))) }
        _ = try bench.ledger.plan(rows, at: Workbench.now, clock: .real)
        var seen: [Delivery] = []
        while true {
            let page = try bench.ledger.reader.due(
                in: Workbench.conference, by: .email, now: Workbench.now,
                after: seen.last.map { DueCursor(after: $0) }, limit: 10)
            if page.isEmpty { break }
            seen += page
        }
        #expect(Set(seen.map(\.id)).count == 95)
        let moments = seen.compactMap(\.nextAttemptAt)
        #expect(moments == moments.sorted())
    }

    @Test("is neither what comes later, nor what is of no use any more, nor another's")
    func excluded() throws {
        let bench = try Workbench()
        let rows = [
            Workbench.planned(1), Workbench.planned(2, due: 1),
            Workbench.planned(3, due: -100, useful: -1),
            Workbench.planned(4, conference: "nghi-quyet-2021"),
            Workbench.planned(5, notice: "tai-lieu"),
        ]
        _ = try bench.ledger.plan(rows, at: Workbench.now, clock: .real)
        let reader = bench.ledger.reader
        let all = try reader.due(
            in: Workbench.conference, by: .email, now: Workbench.now, limit: 10)
        #expect(all.map(\.recipient) == ["ubnd-1", "ubnd-5"])
        let one = try reader.due(
            in: Workbench.conference, by: .email, notices: ["tai-lieu", "khac\"\n"],
            now: Workbench.now,
            limit: 10)
        #expect(one.map(\.recipient) == ["ubnd-5"])
        let few = try reader.due(
            in: Workbench.conference, by: .email, recipients: ["ubnd-1", "ubnd-2", "it's"],
            now: Workbench.now, limit: 10)
        #expect(few.map(\.recipient) == ["ubnd-1"])
        let count = try reader.dueCount(
            in: Workbench.conference, by: .email, recipients: ["ubnd-1"], now: Workbench.now)
        #expect(count == 1)
        #expect(
            try reader.due(
                in: Workbench.conference, by: .email, notices: [], now: Workbench.now, limit: 9)
                == [])
    }

    @Test("exists from the moment on, and as long as a run left something behind")
    func hasWork() throws {
        let bench = try Workbench()
        let reader = bench.ledger.reader
        func hasWork(_ now: Date, _ policy: DoubtPolicy = .hold) throws -> Bool {
            try reader.hasDueWork(in: Workbench.conference, policy: policy, now: now)
        }
        _ = try bench.ledger.plan(
            [Workbench.planned(1, due: 60)], at: Workbench.now, clock: .real)
        #expect(try !hasWork(Workbench.now))
        #expect(try hasWork(Workbench.now + 60))
        let delivery = try #require(try reader.delivery(1))
        let lease = try bench.lease(RunOwner.dead())
        let writer = LedgerWriter(bench.ledger, lease: lease)
        _ = writer.submit(.intent(delivery))
        try writer.close()
        #expect(try hasWork(Workbench.now), "left sending")
        _ = try bench.ledger.recover(bench.lease(), policy: .hold, now: Workbench.now)
        #expect(try !hasWork(Workbench.now, .hold), "waits for a person")
        #expect(try hasWork(Workbench.now, .resend), "to be resent")
        #expect(try !hasWork(delivery.lastUsefulAt + 1, .resend), "too late to be resent")
    }

    @Test("expires when its last useful moment has passed, and not before")
    func expires() throws {
        let bench = try Workbench()
        _ = try bench.ledger.plan(
            (0..<3).map { Workbench.planned($0, useful: TimeInterval(100 * $0)) },
            at: Workbench.now, clock: .real)
        let ledger = bench.ledger
        #expect(try ledger.expire(in: Workbench.conference, now: Workbench.now + 100) == 1)
        #expect(try ledger.expire(in: Workbench.conference, now: Workbench.now + 101) == 1)
        #expect(try ledger.expire(in: "nghi-quyet-2021", now: Workbench.now + 999) == 0)
        #expect(try [1, 2, 3].map { try bench.state($0) } == [.expired, .expired, .queued])
        try bench.expectSound()
    }

    @Test("is swept by number, by notice or as a whole, and only what is pending")
    func sweeps() throws {
        let bench = try Workbench()
        let first = try bench.plan(6)
        try bench.plan(4, notice: "tai-lieu")
        let ledger = bench.ledger
        let ids = first.prefix(2).map(\.id) + [999]
        #expect(try ledger.sweep(.suppress, .deliveries(ids), at: Workbench.now) == 2)
        #expect(
            try ledger.sweep(
                .supersede, .notices(["giay-moi"], conference: Workbench.conference),
                at: Workbench.now) == 4)
        #expect(
            try ledger.sweep(.cancel, .conference(Workbench.conference), at: Workbench.now) == 4)
        #expect(
            try ledger.sweep(.cancel, .conference(Workbench.conference), at: Workbench.now) == 0)
        let counts = try ledger.reader.counts(in: Workbench.conference)
        #expect(counts.map(\.counts) == [[.suppressed: 2, .superseded: 4], [.cancelled: 4]])
        try bench.expectSound()
    }
}
