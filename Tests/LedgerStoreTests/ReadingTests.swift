import ConvokeCore
import Foundation
import GRDB
import Testing

@testable import LedgerStore

@Suite("Reading")
struct ReadingTests {
    private func bench() throws -> Workbench {
        let bench = try Workbench()
        let planned = try bench.plan(6)
        _ = try bench.ledger.plan(
            [Workbench.planned(1, channel: .sms), Workbench.planned(1, notice: "tai-lieu")],
            at: Workbench.now, clock: .real)
        let writer = LedgerWriter(bench.ledger, lease: try bench.lease())
        for (delivery, outcome) in zip(planned, Outcome.allCases) {
            _ = writer.submit(.intent(delivery))
            _ = writer.submit(.ended(delivery, outcome, next: Workbench.now + 60))
        }
        try writer.close()
        return bench
    }

    @Test("counts by notice, channel and state")
    func counts() throws {
        let counts = try bench().ledger.reader.counts(in: Workbench.conference)
        #expect(
            counts == [
                NoticeCounts(
                    notice: "giay-moi", channel: .email,
                    counts: [.accepted: 1, .deferred: 1, .failed: 1, .inDoubt: 1, .queued: 2]),
                NoticeCounts(notice: "giay-moi", channel: .sms, counts: [.queued: 1]),
                NoticeCounts(notice: "tai-lieu", channel: .email, counts: [.queued: 1]),
            ])
        #expect(counts[0].total == 6)
    }

    @Test("knows which notices have deliveries, whatever became of them")
    func planned() throws {
        let bench = try bench()
        _ = try bench.ledger.sweep(
            .cancel, .conference(Workbench.conference), at: Workbench.now)
        let reader = bench.ledger.reader
        #expect(try reader.plannedNotices(in: Workbench.conference) == ["giay-moi", "tai-lieu"])
        #expect(try reader.plannedNotices(in: "khac") == [])
    }

    @Test("lists by what is asked for, page by page")
    func filters() throws {
        let bench = try bench()
        func ids(_ filter: DeliveryFilter) throws -> [Int64] {
            var all: [Delivery] = []
            while true {
                let page = try bench.ledger.reader.deliveries(filter, after: all.last, limit: 2)
                if page.isEmpty { return all.map(\.id) }
                all += page
            }
        }
        var filter = DeliveryFilter(conference: Workbench.conference)
        #expect(try ids(filter) == [1, 2, 3, 4, 5, 6, 7, 8])
        filter.states = [.failed, .inDoubt]
        #expect(try ids(filter) == [3, 4])
        filter.states = []
        filter.recipients = ["ubnd-1", "ubnd-4"]
        #expect(try ids(filter) == [2, 5, 7, 8])
        filter.notice = "tai-lieu"
        #expect(try ids(filter) == [8])
        #expect(
            try ids(DeliveryFilter(conference: Workbench.conference, forPerson: true)) == [3, 4])
        #expect(try ids(DeliveryFilter(conference: "khac")) == [])
    }

    @Test("finds what waits, for a moment or for a person, without reading what is done with")
    func indexes() throws {
        try expectIndex("delivery_due", states: [.queued, .deferred])
        try expectIndex("delivery_due", states: [.queued])
        try expectIndex("delivery_in_doubt", states: [.inDoubt])
        try expectIndex("delivery_for_person", forPerson: true)
        try expectIndex("delivery_for_person", states: [.failed, .bounced], forPerson: true)
    }

    private func expectIndex(
        _ index: String, states: Set<DeliveryState> = [], forPerson: Bool = false
    ) throws {
        let bench = try Workbench()
        for notice in [nil, "giay-moi"] {
            let filter = DeliveryFilter(
                conference: "x", notice: notice, states: states, forPerson: forPerson)
            let plan = try bench.plan(
                of: filter.query(ofAll: true).replacing(/:\w+/, with: "'x'").replacing(
                    "LIMIT 'x'", with: ""))
            #expect(plan.contains("USING INDEX \(index) (conference=?"), "\(plan)")
        }
    }

    @Test("tells everything about one recipient, in order")
    func history() throws {
        let bench = try bench()
        let history = try bench.ledger.reader.history(of: "ubnd-1", in: Workbench.conference)
        #expect(history.map(\.delivery.id) == [2, 7, 8])
        #expect(history.map(\.attempts.count) == [1, 0, 0])
        #expect(history[0].attempts[0].attempt == .sample(.deferred))
        #expect(try bench.ledger.reader.history(of: "khac", in: Workbench.conference) == [])
    }

    @Test("goes on while somebody holds the file lock and a transaction is open")
    func neverWaits() throws {
        let bench = try bench()
        let reader = try #require(try LedgerReader.open(at: bench.path))
        let before = try reader.counts(in: Workbench.conference)
        let writer = try DatabaseQueue(path: bench.path)
        let lock = try LedgerLock(for: bench.path, patience: 1)
        try lock.hold { () throws(LedgerFailure) in
            try LedgerFailure.from {
                try writer.inTransaction { database in
                    try database.execute(sql: "UPDATE delivery SET updated_at = 0")
                    #expect(try reader.counts(in: Workbench.conference) == before)
                    let fresh = try #require(try LedgerReader.open(at: bench.path))
                    #expect(try fresh.countForPerson(in: Workbench.conference) == 2)
                    return .rollback
                }
            }
        }
    }

    @Test("waits for another process that writes, but not for ever")
    func lockTimeout() throws {
        let bench = try Workbench()
        let other = Process()
        let input = Pipe()
        let output = Pipe()
        other.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
        other.arguments = [bench.path + ".lock", "sh", "-c", "echo held; cat"]
        other.standardInput = input
        other.standardOutput = output
        try other.run()
        #expect(output.fileHandleForReading.availableData == Data("held\n".utf8))
        #expect(throws: LedgerFailure.lockTimeout) {
            try Ledger.open(at: bench.path, patience: 0.05)
        }
        #expect(try bench.ledger.reader.counts(in: Workbench.conference) == [])
        try input.fileHandleForWriting.close()
        other.waitUntilExit()
        try Ledger.open(at: bench.path, patience: 5).close()
    }

    @Test("a backup gives the whole ledger in one file of the owner's, while writing goes on")
    func backup() throws {
        let bench = try bench()
        let path = bench.folder + "/backup.sqlite"
        try bench.ledger.reader.backup(to: path)
        #expect(throws: LedgerFailure.fileExists(path)) {
            try bench.ledger.reader.backup(to: path)
        }
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
        let copy = try Ledger.open(at: path)
        #expect(
            try copy.reader.counts(in: Workbench.conference)
                == bench.ledger.reader.counts(in: Workbench.conference))
        #expect(try copy.reader.verify(realNow: Date()) == [])
    }

    @Test(
        "verify names what somebody changed by hand",
        arguments: [
            (
                "UPDATE tally SET count = count + 1 WHERE state = 'failed'",
                "The count of deliveries by state differs from the deliveries",
                "tally van-hoa-2021/giay-moi/email/failed"
            ),
            (
                "UPDATE delivery SET attempts = 5 WHERE id = 1",
                "The attempts of a delivery are not as many as it says", "delivery 1"
            ),
            (
                "UPDATE delivery SET doubts = 1 WHERE id = 2",
                "The attempts in doubt are not as many as the delivery says", "delivery 2"
            ),
            (
                "INSERT INTO attempt VALUES (4, 2, 0, 1, 1, 'dot', 'deferred', NULL, NULL, NULL, "
                    + "NULL, NULL, NULL); UPDATE delivery SET attempts = 2 WHERE id = 4",
                "A delivery that was sent again after a doubt is not marked as a possible duplicate",
                "delivery 4"
            ),
        ])
    func verify(sql: String, what: String, row: String) throws {
        let bench = try bench()
        try bench.expectSound()
        try bench.sql(sql)
        #expect(
            try bench.ledger.reader.verify(realNow: Date()) == [
                LedgerFinding(what: what, rows: [row])
            ])
    }

    @Test("verify names an intent on what waits for no attempt")
    func verifyIntent() throws {
        let bench = try bench()
        try bench.sql("INSERT INTO intent VALUES (1, 2, 1, 1, 1, 0, NULL, NULL)")
        let findings = try bench.ledger.reader.verify(realNow: Date())
        #expect(
            findings.first
                == LedgerFinding(
                    what: "A delivery that does not wait for an attempt is being sent",
                    rows: ["delivery 1"]))
    }

    @Test("verify names rows that refer to nothing, and a clock that is missing")
    func verifyReferences() throws {
        let bench = try bench()
        let file = try DatabaseQueue(path: bench.path)
        try file.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA foreign_keys = OFF")
            try database.forge {
                try database.execute(
                    sql: """
                        INSERT INTO remark VALUES (1, 99, 'arrived', NULL, 0);
                        UPDATE ledger SET clock = NULL;
                        """)
            }
        }
        let findings = try bench.ledger.reader.verify(realNow: Date())
        #expect(
            findings.prefix(2) == [
                LedgerFinding(
                    what: "A row refers to one that does not exist", rows: ["remark 1"]),
                LedgerFinding(what: "The ledger has deliveries but no clock", rows: ["ledger"]),
            ])
        // The journal says both too.
        #expect(findings.count == 4)
        #expect(findings[2].rows.first?.hasPrefix("ledger 1: clock is nothing") == true)
        #expect(findings[3].rows == ["remark 1"])
    }

    @Test("verify names what a run that is gone was sending")
    func verifySending() throws {
        let bench = try Workbench()
        let delivery = try bench.plan(1)[0]
        let writer = LedgerWriter(bench.ledger, lease: try bench.lease(RunOwner.dead()))
        _ = writer.submit(.intent(delivery))
        try writer.close()
        #expect(
            try bench.ledger.reader.verify(realNow: Date()) == [
                LedgerFinding(
                    what: "A delivery is being sent by a run that is gone; the next run will "
                        + "look after it", rows: ["delivery 1"])
            ])
    }

    @Test("a page of one notice is found behind the last, however many stand before it")
    func pages() throws {
        let bench = try Workbench()
        for filter in [
            DeliveryFilter(conference: "c", notice: "n", states: [.queued, .sending, .deferred]),
            DeliveryFilter(conference: "c", notice: "n", forPerson: true),
        ] {
            let sql = [":conference", ":notice", ":afterID", ":limit"].reduce(
                filter.query(ofAll: false)
            ) { $0.replacing($1, with: "1") }
            let plan = try bench.plan(of: sql)
            #expect(plan.contains("(conference=? AND notice=? AND rowid>?)"), "\(plan)")
        }
    }
}
