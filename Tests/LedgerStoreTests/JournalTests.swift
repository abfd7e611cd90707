import ConvokeCore
import Foundation
import GRDB
import Testing

@testable import LedgerStore

@Suite("The journal")
struct JournalTests {
    private static let changed = "A row is not what the journal says of it"
    private static let gone = "A row is gone that the journal has"
    private static let unknown = "There is a row that the journal does not know"

    @Test(
        "names the row, and the column, that somebody changed by one letter",
        arguments: [
            (
                "delivery SET reply = replace(reply, '5.1.1', '5.1.2') WHERE id = 2",
                "delivery 2: reply"
            ),
            ("delivery SET address = 'ubnd-0@tinx.example' WHERE id = 1", "delivery 1: address"),
            ("delivery SET state = 'delivered' WHERE id = 1", "delivery 1: state"),
            (
                "delivery SET digest = x'07070707070707070707070707070708' WHERE id = 1",
                "delivery 1: digest"
            ),
            (
                "attempt SET text = replace(text, '4Xy', '4Xz') WHERE delivery = 1",
                "attempt 1/1: text"
            ),
            ("attempt SET at = at + 1 WHERE delivery = 2", "attempt 2/1: at"),
            ("remark SET text = 'đã gọj'", "remark 1: text"),
            (
                "obligation SET state = 'open'",
                "obligation van-hoa-2021/dang-ky/venue/huong-khe: state"
            ),
            ("answer SET word = 'no'", "answer 1: word"),
            ("answer SET note = NULL", "answer 1: note"),
            ("escalation SET deadline = deadline - 1", "escalation 1: deadline"),
            ("step SET outcome = 'no-answer'", "step 1: outcome"),
            ("call_word SET by_whom = 'trực ban 2'", "call_word 1: by_whom"),
            ("mail SET subject = 'Tra lời'", "mail 1: subject"),
            ("conference SET paused_by = 'Văn thu'", "conference van-hoa-2021: paused_by"),
            ("release SET released_at = 0", "release van-hoa-2021/giay-moi: released_at"),
            ("term SET revision = 3", "term van-hoa-2021/giay-moi: revision"),
            ("edition SET text = '08:30 tại hội trường'", "edition h1: text"),
            ("run SET host = 'x' WHERE id = 1", "run 1: host"),
            ("ledger SET clock = 'virtual'", "ledger 1: clock"),
        ])
    func oneByte(change: String, row: String) throws {
        let full = try FullLedger()
        try full.forge("UPDATE " + change)
        let findings = try full.findings()
        #expect(findings.map(\.what) == [Self.changed])
        #expect(findings.first?.rows.count == 1)
        #expect(findings.first?.rows.first?.hasPrefix(row + " is ") == true, "\(findings)")
        #expect(try full.reader.verify(realNow: Date()).contains { $0.what == Self.changed })
    }

    @Test("says what stood there before")
    func before() throws {
        let full = try FullLedger()
        try full.forge("UPDATE answer SET note = 'không'")
        #expect(
            try full.findings() == [
                LedgerFinding(
                    what: Self.changed,
                    rows: [
                        "answer 1: note is \"không\", the journal says \"qua điện thoại\" "
                            + "(journal 14)"
                    ])
            ])
    }

    @Test("names rows that were taken out, and rows that were slipped in")
    func rows() throws {
        let full = try FullLedger()
        try full.forge(
            "DELETE FROM attempt WHERE delivery = 3; INSERT INTO edition VALUES ('h', 'x')")
        let findings = try full.findings()
        #expect(findings.map(\.what) == [Self.gone, Self.unknown])
        #expect(findings[0].rows.first?.hasPrefix("attempt 3/1 (journal ") == true)
        #expect(findings[1].rows == ["edition h"])
    }

    @Test(
        "names its own first row that does not fit",
        arguments: [
            (
                "UPDATE journal SET lines = CAST(lines || x'00' AS BLOB) WHERE number = 3",
                "journal 3"
            ),
            ("UPDATE journal SET at = at + 1 WHERE number = 2", "journal 2"),
            ("UPDATE journal SET hash = zeroblob(32) WHERE number = 4", "journal 4"),
            ("DELETE FROM journal WHERE number = 5", "journal 5, before journal 6"),
            ("DELETE FROM journal WHERE number = 1", "journal 1, before journal 2"),
            ("UPDATE journal SET number = 400 WHERE number = 4", "journal 4, before journal 5"),
        ])
    func chain(change: String, row: String) throws {
        let full = try FullLedger()
        try full.forge(change)
        let findings = try full.findings()
        #expect(findings.map(\.rows) == [[row]])
    }

    @Test("misses its last row, and names what that row had said")
    func tail() throws {
        let full = try FullLedger()
        _ = try full.bench.ledger.settle(2, .arrived, note: nil, at: Workbench.now + 99)
        let last = try #require(try full.reader.chainHead()).number
        try full.forge("DELETE FROM journal WHERE number = \(last)")
        let findings = try full.findings()
        #expect(findings.first?.rows == ["journal \(last) to \(last)"])
        #expect(findings.map(\.what).dropFirst() == [Self.changed, Self.unknown])
        // With the ledger's own row forged too, the rows still tell.
        try full.forge(
            """
            UPDATE ledger SET (journal_last, journal_hash) =
                (SELECT number, hash FROM journal ORDER BY number DESC LIMIT 1)
            """)
        #expect(try full.findings().map(\.what) == [Self.changed, Self.unknown])
    }

    @Test("finds a head that was noted down, as long as nothing before it was replaced")
    func noted() throws {
        let full = try FullLedger()
        let head = try #require(try full.reader.chainHead())
        #expect(head.hash.count == 64)
        _ = try full.bench.ledger.resume(Workbench.conference)
        #expect(try full.reader.chainHead()?.number == head.number + 1)
        #expect(try full.reader.chainHead(withHash: head.hash) == head)
        #expect(try full.reader.chainHead(withHash: "00") == nil)
        #expect(try full.reader.chainHead(withHash: "giờ") == nil)
    }

    @Test("has nothing of a transaction that came to nothing, and goes on after it")
    func rollback() throws {
        let full = try FullLedger()
        let head = try full.reader.chainHead()
        #expect(throws: LedgerFailure.leaseLost) {
            try full.bench.ledger.write { database in
                try database.execute(sql: "UPDATE delivery SET reply = 'x'")
                throw LedgerFailure.leaseLost
            }
        }
        #expect(try full.reader.chainHead() == head)
        #expect(try full.findings() == [])
        _ = try full.bench.ledger.resume(Workbench.conference)
        #expect(try full.findings() == [])
    }

    @Test("goes on where another process left it")
    func twoWriters() throws {
        let full = try FullLedger()
        let other = try Ledger.open(at: full.bench.path)
        for round in 0..<4 {
            let ledger = round.isMultiple(of: 2) ? other : full.bench.ledger
            _ = try ledger.pause(Workbench.conference, by: "\(round)", at: Workbench.now)
            _ = try ledger.resume(Workbench.conference)
        }
        try other.close()
        #expect(try full.findings() == [])
    }

    @Test("a tick that had nothing to do leaves no row in it")
    func bookkeeping() throws {
        let full = try FullLedger()
        let head = try full.reader.chainHead()
        let ledger = full.bench.ledger
        try ledger.recordTick(of: Workbench.conference, at: Workbench.now + 60, fingerprint: "a2")
        try ledger.recordLinks(of: Workbench.conference, dead: 0, at: Workbench.now)
        try ledger.record(bookmark: "1:2", of: "INBOX")
        #expect(try full.reader.chainHead() == head)
    }

    @Test("knows every table and column but those that are left out on purpose")
    func everything() throws {
        let bench = try Workbench()
        let tables = try bench.ledger.reader.read { try JournalTable.all(in: $0) }
        #expect(
            tables.map(\.name) == [
                "answer", "attempt", "call_word", "closed", "conference", "delivery", "edition",
                "escalation", "intent", "ledger", "mail", "narrowed", "obligation", "release",
                "remark", "run", "shared", "step", "term",
            ])
        let conference = tables.first { $0.name == "conference" }
        #expect(
            conference?.columns
                == ["id", "paused_at", "paused_by", "cancelled_at", "cancelled_by"])
        // What is left out is there to be left out.
        let all = try bench.ledger.reader.read { database in
            try Set(
                Row.fetchAll(
                    database,
                    sql: """
                        SELECT t.name || '.' || c.name FROM pragma_table_list AS t
                        JOIN pragma_table_info(t.name) AS c
                        """
                ).map { $0[0] as String })
        }
        for (table, columns) in JournalTable.unjournalledColumns {
            #expect(all.isSuperset(of: columns.map { "\(table).\($0)" }))
        }
    }

    @Test("keeps every value as it is, whatever it is")
    func values() throws {
        let bench = try Workbench()
        try bench.plan(3)
        let texts = ["", "a", "Hội nghị\u{0}sau", String(repeating: "dài ", count: 5000)]
        let numbers: [Int64] = [.min, -1, 0, 63, 64, 127, 128, 1 << 40, .max]
        for text in texts {
            for number in numbers {
                try bench.sql(
                    "INSERT INTO remark (delivery, kind, text, at) VALUES (1, 'handled', ?, ?)",
                    [text, number])
            }
        }
        // Many in one commit share what is the same.
        try bench.ledger.write { database in
            for round in 0..<300 {
                try database.execute(
                    sql: "INSERT INTO remark (delivery, kind, text, at) VALUES (2, ?, ?, ?)",
                    arguments: [
                        round.isMultiple(of: 3) ? "handled" : "arrived",
                        round.isMultiple(of: 5) ? nil : texts[round % 3], numbers[round / 50],
                    ])
                try database.execute(
                    sql: "UPDATE delivery SET reply = ? WHERE id = ?",
                    arguments: [texts[round % 3], round % 3 + 1])
            }
        }
        try bench.expectSound()
    }

    @Test("folds the lines of a large commit, and knows them again")
    func folded() throws {
        let bench = try Workbench()
        try bench.plan(500)
        let stored = try bench.ledger.reader.read { database in
            try Data.fetchAll(database, sql: "SELECT lines FROM journal ORDER BY number")
        }.map { [UInt8]($0) }
        let planned = try #require(stored.max { one, other in one.count < other.count })
        #expect(planned.first == UInt8(JournalLine.Kind.folded.rawValue))
        #expect(try FoldedLines.lines(planned).count > 3 * planned.count)
        #expect(stored.contains { $0.first != UInt8(JournalLine.Kind.folded.rawValue) })
        try bench.expectSound()
    }

    @Test("goes on behind rows that an earlier version wrote, whose lines are not folded")
    func unfolded() throws {
        let bench = try Workbench()
        try bench.plan(500)
        let rows = try bench.ledger.reader.read { database in
            try Array(JournalRow.cursor(in: database))
        }
        var end = ChainEnd.none
        let file = try DatabaseQueue(path: bench.path)
        try file.write { database in
            try database.forge {
                for folded in rows {
                    let row = JournalRow(
                        after: end, at: folded.at, lines: try FoldedLines.lines(folded.lines))
                    try database.execute(
                        sql: "UPDATE journal SET hash = ?, lines = ? WHERE number = ?",
                        arguments: [Data(row.hash), Data(row.lines), row.number])
                    end = ChainEnd(number: row.number, hash: row.hash)
                }
            }
            try database.execute(
                sql: "UPDATE ledger SET journal_hash = ?", arguments: [Data(end.hash)])
        }
        try file.close()
        try bench.expectSound()
        try bench.plan(600)
        try bench.expectSound()
    }

    @Test("reads lines that were spoilt without harm")
    func hostile() throws {
        let full = try FullLedger()
        let rows = try full.reader.read { database in
            try Data.fetchAll(database, sql: "SELECT lines FROM journal ORDER BY number")
        }
        var first = try LineReader([UInt8](rows[0]), tables: [])
        _ = try first.next()
        let seed = UInt64.random(in: 0 ... .max)
        var random = Seeded(seed)
        for _ in 0..<3000 {
            let row = [UInt8](rows[Int.random(in: 0..<rows.count, using: &random)])
            var bytes = Bool.random(using: &random) ? row : try FoldedLines.lines(row)
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                bytes[place] = UInt8.random(in: 0...255, using: &random)
            }
            do {
                var reader = try LineReader(bytes, tables: first.tables)
                while try reader.next() != nil {}
            } catch {
                let length = (try? FoldedLines.lines(bytes))?.count ?? 0
                #expect(error.position <= length, "seed \(seed)")
            }
        }
    }

    @Test("does not forget what was changed when somebody makes it begin anew")
    func anew() throws {
        let full = try FullLedger()
        try full.forge(
            """
            UPDATE remark SET text = 'chưa gọi';
            INSERT INTO edition VALUES ('h2', 'x');
            UPDATE ledger SET journal_layout = NULL;
            """)
        let other = try Ledger.open(at: full.bench.path)
        _ = try other.resume(Workbench.conference)
        try other.close()
        let findings = try full.findings()
        #expect(
            findings.map(\.what) == [
                "A row was not as the journal had said when the journal began anew"
            ])
        #expect(findings[0].rows.map { $0.split(separator: ":")[0] } == ["edition h2", "remark 1"])
    }

    @Test("is copied by a backup, which can be checked as well as the ledger")
    func backup() throws {
        let full = try FullLedger()
        let path = full.bench.folder + "/copy.sqlite"
        try full.reader.backup(to: path)
        let copy = try #require(try LedgerReader.open(at: path))
        #expect(try copy.chainHead() == full.reader.chainHead())
        #expect(try copy.verify(realNow: Date()) == [])
    }
}
