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

    @Test("is swept for a reason, which each delivery's story tells", arguments: Sweep.allCases)
    func reasons(sweep: Sweep) throws {
        let bench = try Workbench()
        let planned = try bench.plan(3)
        try bench.deliver([(planned[0], .accepted)])
        let target = SweepTarget.deliveries(planned.prefix(2).map(\.id))
        let later = Workbench.now + 60
        #expect(try bench.ledger.sweep(sweep, target, reason: "vì bão", at: later) == 1)
        #expect(try bench.ledger.sweep(sweep, target, reason: "vì bão", at: later) == 0)
        let reader = bench.ledger.reader
        let told = try (0..<3).map {
            try reader.history(of: "ubnd-\($0)", in: Workbench.conference)[0].remarks
        }
        #expect(told[0] == [] && told[2] == [])
        #expect(told[1] == [Remark(kind: Remark.Kind(sweep), text: "vì bão", at: later)])
        #expect(try bench.state(planned[1].id)?.rawValue == told[1].first?.kind.rawValue)
    }

    @Test("expires for a reason where one is given")
    func expiresForReason() throws {
        let bench = try Workbench()
        let planned = try bench.plan(1)[0]
        let late = planned.lastUsefulAt + 1
        #expect(
            try bench.ledger.expire(in: Workbench.conference, reason: "đã họp", now: late) == 1)
        let history = try bench.ledger.reader.history(of: "ubnd-0", in: Workbench.conference)
        #expect(history[0].remarks == [Remark(kind: .expired, text: "đã họp", at: late)])
        #expect(try bench.ledger.reader.countForPerson(in: Workbench.conference) == 1)
    }

    @Test("is swept for some recipients of some notices")
    func sweepsRecipients() throws {
        let bench = try Workbench()
        try bench.plan(4)
        try bench.plan(4, notice: "nhac@3h")
        try bench.plan(4, notice: "nhac@30m")
        let target = SweepTarget.recipients(
            ["ubnd-1", "ubnd-3", "khac"], notices: ["nhac@3h", "nhac@30m"],
            conference: Workbench.conference)
        #expect(try bench.ledger.sweep(.suppress, target, at: Workbench.now) == 4)
        let left = try bench.ledger.reader.deliveries(
            DeliveryFilter(conference: Workbench.conference, states: [.suppressed]), limit: 20)
        #expect(Set(left.map(\.recipient)) == ["ubnd-1", "ubnd-3"])
        #expect(Set(left.map(\.notice)) == ["nhac@3h", "nhac@30m"])
    }

    @Test("is work for a run when it is a mail; a call waits for a person until it is too late")
    func callsWait() throws {
        let bench = try Workbench()
        let reader = bench.ledger.reader
        func hasWork(at seconds: TimeInterval) throws -> Bool {
            try reader.hasDueWork(
                in: Workbench.conference, policy: .hold, now: Workbench.now + seconds)
        }
        _ = try bench.ledger.plan(
            [Workbench.planned(1, useful: 100, channel: .call)], at: Workbench.now, clock: .real)
        #expect(try !hasWork(at: 100))
        #expect(try hasWork(at: 101), "it expires")
        _ = try bench.ledger.expire(in: Workbench.conference, now: Workbench.now + 101)
        #expect(try !hasWork(at: 101))
        _ = try bench.ledger.plan(
            [Workbench.planned(2, due: 200)], at: Workbench.now, clock: .real)
        #expect(try !hasWork(at: 199))
        #expect(try hasWork(at: 200))
    }

    @Test("has a next moment: the earliest of the mails that wait")
    func nextMoment() throws {
        let bench = try Workbench()
        func next() throws -> Date? {
            try bench.ledger.reader.nextDueMoment(in: Workbench.conference)
        }
        #expect(try next() == nil)
        _ = try bench.ledger.plan(
            [
                Workbench.planned(1, due: 300), Workbench.planned(2, due: 200),
                Workbench.planned(3, due: 100, channel: .call),
                Workbench.planned(4, conference: "nghi-quyet-2021", due: 50),
            ], at: Workbench.now, clock: .real)
        #expect(try next() == Workbench.now + 200)
        let second = try #require(try bench.ledger.reader.delivery(2))
        try bench.deliver([(second, .accepted)])
        #expect(try next() == Workbench.now + 300)
        _ = try bench.ledger.sweep(
            .cancel, .conference(Workbench.conference), at: Workbench.now)
        #expect(try next() == nil)
    }

    @Test("is found at once, however much waits for a later moment")
    func plans() throws {
        let bench = try Workbench()
        for condition in [
            "conference = 'x' AND channel = 'email' AND next_attempt_at <= 1",
            Ledger.overdue().replacing(":conference", with: "'x'").replacing(":now", with: "1"),
        ] {
            let plan = try bench.plan(of: "SELECT id FROM delivery WHERE \(condition)")
            #expect(
                plan.contains("delivery_due (conference=? AND channel=? AND next_attempt_at<?)"),
                "\(plan)")
        }
        let first = try bench.plan(
            of: """
                SELECT next_attempt_at FROM delivery WHERE conference = 'x' AND channel = 'email'
                AND next_attempt_at IS NOT NULL ORDER BY next_attempt_at LIMIT 1
                """)
        #expect(first.contains("delivery_due") && !first.contains("TEMP"), "\(first)")
        let delayed = LedgerReader.isDelayed.replacing(":conference", with: "'x'")
            .replacing(":now", with: "1")
        let late = try bench.plan(
            of: "SELECT 1 FROM delivery WHERE last_useful_at > 1 AND \(delayed) LIMIT 1")
        #expect(late.hasPrefix("SEARCH delivery USING INTEGER PRIMARY KEY"), "\(late)")
    }
}
