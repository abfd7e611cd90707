import ConvokeCore
import Foundation
import GRDB
import Testing

@testable import LedgerStore

@Suite("A ledger of the first version")
struct MigrationTests {
    private let scratch: Scratch
    private let path: String

    init() throws {
        scratch = try Scratch()
        path = scratch.folder + "/ledger.sqlite"
        let file = try DatabaseQueue(path: path)
        try file.write { database in
            try database.execute(sql: Schema.steps[0])
            try database.execute(sql: Self.rows)
            try database.execute(sql: "PRAGMA application_id = \(Identity.application)")
            try database.execute(sql: "PRAGMA user_version = 1")
        }
        try file.close()
    }

    /// One invitation delivered, one refused and settled, one that waits; and cron came by.
    private static let rows = """
        UPDATE ledger SET clock = 'real';
        INSERT INTO tick VALUES ('van-hoa-2021', 1637283660000), ('nghi-quyet-2021', 7);
        INSERT INTO run VALUES (1, 'van-hoa-2021', 1, 1, 'b', 'h', 'convoke send', 1, 2, 3, 'closed');
        INSERT INTO delivery (conference, notice, recipient, name, venue, channel, address,
            revision, planned_at, updated_at, next_attempt_at, hand_over_at, last_useful_at)
        SELECT 'van-hoa-2021', 'giay-moi', 'ubnd-' || value, 'Văn phòng', NULL, 'email',
            'ubnd@tinh.example', 1, 1637283600000, 1637283600000, 1637283600000, 1637300000000,
            1637370000000
        FROM json_each('[0, 1, 2]');
        UPDATE delivery SET state = 'sending', attempts = 1, run = 1, session = 1, turn = id,
            next_attempt_at = NULL WHERE id < 3;
        INSERT INTO attempt VALUES
            (1, 1, 5, 1, 1, 'reply', 'accepted', NULL, 250, NULL, '2.0.0 Ok', '4Xy', NULL),
            (2, 1, 5, 1, 1, 'rcpt', 'refused', 'address_bad', 550, NULL, '5.1.1 No', NULL, NULL);
        UPDATE delivery SET state = CASE id WHEN 1 THEN 'accepted' ELSE 'failed' END,
            run = NULL, session = NULL, turn = NULL WHERE id < 3;
        UPDATE delivery SET state = 'delivered' WHERE id = 1;
        UPDATE delivery SET settled_at = 9 WHERE id = 2;
        INSERT INTO remark VALUES (1, 1, 'reported_delivered', NULL, 8), (4, 2, 'handled', 'gọi', 9);
        """

    @Test("is brought up to date when it is opened, and loses nothing")
    func kept() throws {
        let ledger = try Ledger.open(at: path)
        let reader = ledger.reader
        let conference = Workbench.conference
        #expect(
            try reader.counts(in: conference).map(\.counts)
                == [[.delivered: 1, .failed: 1, .queued: 1]])
        #expect(
            try reader.tickRecord(of: conference)
                == TickRecord(
                    at: Workbench.now + 60, fingerprint: nil, lookedAt: Workbench.now + 60))
        #expect(try reader.lastTick(of: "nghi-quyet-2021") == Date(milliseconds: 7))
        #expect(try !reader.isPaused(conference))
        let story = try reader.history(of: "ubnd-1", in: conference)[0]
        #expect(
            story.remarks
                == [Remark(kind: .handled, text: "gọi", at: Date(milliseconds: 9))])
        #expect(story.attempts.count == 1)
        #expect(story.delivery.edition == nil)
        #expect(try reader.verify(realNow: Date()) == [])
        try ledger.close()
    }

    @Test("then takes everything that is new")
    func goesOn() throws {
        let ledger = try Ledger.open(at: path)
        let conference = Workbench.conference
        _ = try ledger.enterEditions(["h1": "08:00"])
        #expect(
            try ledger.reader.heldEditions(in: conference, notices: ["giay-moi"])
                == ["ubnd-0": HeldEdition(hash: nil, delivery: 1)])
        #expect(
            try ledger.sweep(
                .cancel, .conference(conference), reason: "vì bão", at: Workbench.now) == 1)
        #expect(
            try ledger.reader.history(of: "ubnd-2", in: conference)[0].remarks
                == [Remark(kind: .cancelled, text: "vì bão", at: Workbench.now)])
        try ledger.recordTick(of: conference, at: Workbench.now, fingerprint: "a1")
        #expect(try ledger.reader.tickRecord(of: conference)?.fingerprint == "a1")
        #expect(try ledger.reader.verify(realNow: Date()) == [])
        try ledger.close()
    }

    @Test("whatever it left under way is put in order by the next run, and told to the journal")
    func underWay() throws {
        let file = try DatabaseQueue(path: path)
        try file.write { database in
            try database.execute(
                sql: """
                    UPDATE delivery SET state = 'sending', attempts = 1, run = 1, session = 1,
                        turn = 3, next_attempt_at = NULL, digest = zeroblob(16) WHERE id = 3
                    """)
        }
        try file.close()
        let ledger = try Ledger.open(at: path)
        let conference = Workbench.conference
        #expect(try ledger.reader.delivery(3)?.state == .sending)
        #expect(
            try ledger.reader.hasDueWork(in: conference, policy: .hold, now: Workbench.now))
        let lease = try ledger.takeLease(
            on: conference, for: .current(command: "convoke send"), clock: .real, realNow: Date())
        #expect(
            try ledger.recover(lease, policy: .resend, now: Workbench.now)
                == Recovery(inDoubt: [3], requeued: [], scheduled: 1))
        let after = try #require(try ledger.reader.history(of: "ubnd-2", in: conference).first)
        #expect(after.delivery.state == .inDoubt)
        #expect(after.delivery.attempts == 1)
        #expect(after.attempts.map(\.attempt.outcome) == [.inDoubt])
        #expect(try ledger.reader.digest(of: 3) == [UInt8](repeating: 0, count: 16))
        #expect(try ledger.reader.verify(realNow: Date()) == [])
        try ledger.close()
    }

    @Test("has the same schema afterwards as a new one")
    func sameSchema() throws {
        func schema(_ ledger: Ledger) throws -> [String] {
            try ledger.reader.read { database in
                try String.fetchAll(
                    database, sql: "SELECT coalesce(sql, name) FROM sqlite_schema ORDER BY 1")
            }
        }
        let old = try Ledger.open(at: path)
        let new = try Workbench()
        #expect(try schema(old) == schema(new.ledger))
        #expect(try new.number("PRAGMA user_version") == Schema.steps.count)
        try old.close()
    }

    @Test("is brought up to date for a reader too, by whoever opens it first")
    func reading() throws {
        let reader = try #require(try LedgerReader.open(at: path))
        #expect(try reader.lastTick(of: Workbench.conference) == Workbench.now + 60)
        try reader.close()
    }

    @Test("begins its journal with every row as it was at that moment")
    func journal() throws {
        let ledger = try Ledger.open(at: path)
        let states = try ledger.reader.read { database in
            var states: [String: Int] = [:]
            let rows = try JournalRow.cursor(in: database)
            var tables: [JournalTable] = []
            while let row = try rows.next() {
                var lines = try LineReader([UInt8](row.lines), tables: tables)
                while let line = try lines.next() {
                    tables = lines.tables
                    if case .state(let table, _) = line {
                        states[tables[table].name, default: 0] += 1
                    }
                }
            }
            return states
        }
        #expect(
            states == [
                "attempt": 2, "conference": 2, "delivery": 3, "ledger": 1, "remark": 2, "run": 1,
            ])
        try ledger.close()
        // What was there before is held to it from then on.
        let file = try DatabaseQueue(path: path)
        try file.write { try $0.execute(sql: "UPDATE delivery SET reply = 'x' WHERE id = 3") }
        try file.close()
        let reader = try #require(try LedgerReader.open(at: path))
        #expect(
            try reader.verify(realNow: Date()).map(\.rows)
                == [["delivery 3: reply is \"x\", the journal says nothing (journal 2)"]])
        try reader.close()
    }

    @Test("begins anew when its tables are no longer those that the journal speaks of")
    func layout() throws {
        try Ledger.open(at: path).close()
        let file = try DatabaseQueue(path: path)
        try file.write {
            try $0.execute(sql: "ALTER TABLE remark ADD COLUMN later TEXT DEFAULT 'x'")
        }
        try file.close()
        let ledger = try Ledger.open(at: path)
        _ = try ledger.settle(2, .arrived, note: "đến rồi", at: Workbench.now)
        #expect(try ledger.reader.verify(realNow: Date()) == [])
        #expect(try ledger.reader.verify(realNow: Date()) == [])
        try ledger.close()
    }

    @Test("waits while a run of the older version is at work, which goes on by the old rules")
    func atWork() throws {
        let owner = try RunOwner.current(command: "convoke send")
        let now = Date().milliseconds
        let file = try DatabaseQueue(path: path)
        try file.write { database in
            try database.execute(
                sql: "INSERT INTO run VALUES (2, 'other', ?, ?, ?, ?, ?, ?, ?, NULL, NULL)",
                arguments: [
                    owner.pid, owner.startTicks, owner.boot, owner.host, owner.command, now,
                    now + 60_000,
                ])
        }
        try file.close()
        #expect {
            try Ledger.open(at: path)
        } throws: { error in
            guard case .leaseHeld(let lease) = error as? LedgerFailure else { return false }
            return lease.run == 2
        }
        let again = try DatabaseQueue(path: path)
        try again.write { try $0.execute(sql: "UPDATE run SET expires_at = 1 WHERE id = 2") }
        try again.close()
        try Ledger.open(at: path).close()
    }

    @Test("stays as it was when a step fails half-way")
    func failing() throws {
        let file = try DatabaseQueue(path: path)
        // In the way of the step's last table.
        try file.write { try $0.execute(sql: "CREATE TABLE edition (x)") }
        try file.close()
        #expect(throws: LedgerFailure.self) { try Ledger.open(at: path) }
        let again = try DatabaseQueue(path: path)
        let found = try again.read { database in
            try Row.fetchOne(
                database,
                sql: """
                    SELECT (SELECT user_version FROM pragma_user_version),
                        (SELECT count(*) FROM tick),
                        (SELECT count(*) FROM sqlite_schema WHERE name = 'obligation')
                    """
            ).map { [$0[0], $0[1], $0[2]] as [Int] }
        }
        #expect(found == [1, 2, 0])
        try again.close()
    }

    @Test("steps that ledgers have taken are never edited")
    func frozen() {
        // FNV-1a: a change of one letter changes the number.
        let prints = Schema.steps.map { step in
            step.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { hash, byte in
                (hash ^ UInt64(byte)) &* 0x100_0000_01b3
            }
        }
        #expect(
            prints == [
                4_656_770_766_548_392_016, 16_642_786_742_548_108_807, 7_930_484_022_592_255_052,
                1_917_240_955_362_051_874, 18_085_043_482_933_150_276,
                6_922_710_155_759_314_518, 18_398_034_249_420_533_297,
                17_885_466_117_164_674_810, 17_933_327_087_328_223_647,
                8_445_320_666_781_743_370, 11_210_089_787_624_549_623,
                4_802_271_378_066_353_515, 3_709_418_842_736_909_720, 196_422_908_043_211_583,
                11_015_603_984_891_501_320,
            ])
    }
}
