import ConvokeCore
import Foundation
import Testing

@testable import LedgerStore

@Suite("Planning")
struct PlanningTests {
    @Test("twice plans nothing new")
    func twice() throws {
        let bench = try Workbench()
        let rows = (0..<120).map { Workbench.planned($0) }
        #expect(try bench.ledger.plan(rows, at: Workbench.now, clock: .real) == 120)
        #expect(try bench.ledger.plan(rows, at: Workbench.now + 60, clock: .real) == 0)
        let more = rows + [Workbench.planned(120)]
        #expect(try bench.ledger.plan(more, at: Workbench.now + 60, clock: .real) == 1)
        try bench.expectSound()
    }

    @Test("unless planned gives nobody a second address, in the first call or in a later one")
    func unlessPlanned() throws {
        let bench = try Workbench()
        let lease = try bench.lease()
        func plan(_ rows: [PlannedDelivery]) throws -> Int {
            try bench.ledger.plan(
                rows, at: Workbench.now, clock: .real, lease: lease, unlessPlanned: true)
        }
        func moved(_ number: Int, notice: String = "giay-moi") -> PlannedDelivery {
            let row = Workbench.planned(number, notice: notice)
            return PlannedDelivery(
                conference: row.conference, notice: notice, recipient: row.recipient,
                name: row.name, venue: row.venue, channel: row.channel, address: "x@y.example",
                dueAt: row.dueAt, handOverAt: row.handOverAt, lastUsefulAt: row.lastUsefulAt)
        }
        let rows = (0..<120).map { Workbench.planned($0) }
        #expect(try plan(rows) == 120)
        #expect(try plan(rows) == 0)
        #expect(try plan((0..<121).map { moved($0) }) == 1)
        #expect(try plan([moved(1, notice: "tai-lieu"), moved(1), moved(2)]) == 1)
        #expect(try plan([Workbench.planned(1, notice: "tai-lieu")]) == 0)
        #expect(try plan([Workbench.planned(1, conference: "nghi-quyet-2021")]) == 1)
        try bench.expectSound()
    }

    @Test("the same recipient for another notice, channel or revision is something new")
    func identity() throws {
        let bench = try Workbench()
        let rows = [
            Workbench.planned(1), Workbench.planned(1, notice: "tai-lieu"),
            Workbench.planned(1, channel: .sms), Workbench.planned(1, revision: 2),
            Workbench.planned(1, conference: "nghi-quyet-2021"), Workbench.planned(1),
        ]
        #expect(try bench.ledger.plan(rows, at: Workbench.now, clock: .real) == 5)
    }

    @Test("keeps room for what a first attempt says: no page of deliveries is split by it")
    func room() throws {
        let bench = try Workbench()
        func pages() throws -> Int {
            try bench.number("SELECT count(*) FROM dbstat WHERE name = 'delivery'")
        }
        let all = try bench.plan(120)
        let planned = try pages()
        try bench.deliver(all.map { ($0, .accepted) })
        #expect(try pages() == planned)
        #expect(try bench.number("SELECT count(*) FROM delivery WHERE room IS NOT NULL") == 0)
        try bench.expectSound()
    }

    @Test("is read back as it was given")
    func readBack() throws {
        let bench = try Workbench()
        let row = Workbench.planned(2, due: 60)
        _ = try bench.ledger.plan([row], at: Workbench.now, clock: .real)
        let delivery = try #require(try bench.ledger.reader.delivery(1))
        #expect(
            delivery
                == Delivery(
                    id: 1, conference: row.conference, notice: row.notice,
                    recipient: row.recipient, name: row.name, venue: row.venue,
                    channel: row.channel, address: row.address, revision: 1, state: .queued,
                    attempts: 0, possibleDuplicate: false, reply: nil, reason: nil,
                    plannedAt: Workbench.now, updatedAt: Workbench.now,
                    nextAttemptAt: Workbench.now + 60, handOverAt: row.handOverAt,
                    lastUsefulAt: row.lastUsefulAt))
    }

    @Test("what is due only after it is useful is due at its last useful moment")
    func clamped() throws {
        let bench = try Workbench()
        _ = try bench.ledger.plan(
            [Workbench.planned(1, due: 500, useful: 100)], at: Workbench.now, clock: .real)
        let delivery = try #require(try bench.ledger.reader.delivery(1))
        #expect(delivery.nextAttemptAt == Workbench.now + 100)
    }

    @Test("nothing does not stamp the clock; the first delivery does")
    func stamp() throws {
        let bench = try Workbench()
        #expect(
            try bench.ledger.plan([PlannedDelivery](), at: Workbench.now, clock: .virtual) == 0)
        #expect(try bench.ledger.reader.clock() == nil)
        _ = try bench.ledger.plan([Workbench.planned(1)], at: Workbench.now, clock: .virtual)
        #expect(try bench.ledger.reader.clock() == .virtual)
    }

    @Test("200,000 deliveries enters and counts all of them")
    func many() throws {
        let bench = try Workbench()
        let rows = (0..<200_000).lazy.map { Workbench.planned($0) }
        #expect(try bench.ledger.plan(rows, at: Workbench.now, clock: .real) == 200_000)
        #expect(try bench.ledger.plan(rows, at: Workbench.now, clock: .real) == 0)
        #expect(try bench.ledger.reader.counts(in: Workbench.conference).first?.total == 200_000)
    }

    @Test(
        "what comes too late counts at once, tells why, and is never due", arguments: Sweep.allCases
    )
    func ended(sweep: Sweep) throws {
        let bench = try Workbench()
        let ledger = bench.ledger
        let rows = (0..<120).map { Workbench.planned($0, notice: "nhac@1h", due: -60, useful: -1) }
        func end() throws -> Int {
            try ledger.planEnded(
                rows, as: sweep, reason: "superseded by nhac@15m", at: Workbench.now, clock: .real)
        }
        #expect(try end() == 120)
        #expect(try end() == 0)
        let state = try #require(try bench.state(1))
        #expect(try DeliveryState.queued.after(sweep.change) == state)
        let reader = ledger.reader
        #expect(
            try reader.counts(in: Workbench.conference) == [
                NoticeCounts(notice: "nhac@1h", channel: .email, counts: [state: 120])
            ])
        #expect(try reader.nextDueMoment(in: Workbench.conference) == nil)
        let story = try reader.history(of: "ubnd-119", in: Workbench.conference)[0]
        #expect(
            story.remarks == [
                Remark(
                    kind: Remark.Kind(sweep), text: "superseded by nhac@15m", at: Workbench.now)
            ])
        let waiting = try reader.countForPerson(in: Workbench.conference)
        #expect(waiting == (state.needsPerson ? 120 : 0))
        try bench.expectSound()
    }

    @Test("as too late leaves what is there already as it is")
    func endedTwice() throws {
        let bench = try Workbench()
        try bench.plan(2)
        func end(_ rows: [PlannedDelivery], unlessPlanned: Bool) throws -> Int {
            try bench.ledger.planEnded(
                rows, as: .expire, reason: "missed", at: Workbench.now, clock: .real,
                unlessPlanned: unlessPlanned)
        }
        #expect(try end((0..<3).map { Workbench.planned($0) }, unlessPlanned: false) == 1)
        let again = (0..<4).map { Workbench.planned($0) }
        #expect(try end(again, unlessPlanned: true) == 1)
        #expect(try end([], unlessPlanned: true) == 0)
        let counts = try bench.ledger.reader.counts(in: Workbench.conference)
        #expect(counts.map(\.counts) == [[.queued: 2, .expired: 2]])
    }

    @Test("as too late stamps the clock, and is refused by the other clock")
    func endedClock() throws {
        let bench = try Workbench()
        func end(_ clock: LedgerClock) throws -> Int {
            try bench.ledger.planEnded(
                [Workbench.planned(1)], as: .expire, reason: "missed", at: Workbench.now,
                clock: clock)
        }
        #expect(try end(.virtual) == 1)
        #expect(throws: LedgerFailure.clockMixed(ledger: .virtual)) {
            try bench.ledger.plan([Workbench.planned(2)], at: Workbench.now, clock: .real)
        }
    }
}
