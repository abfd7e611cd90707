import ConvokeCore
import Foundation
import GRDB
import Testing

@testable import LedgerStore

@Suite("Answers, conferences and editions, against raw SQL")
struct SecondSchemaTests {
    /// A venue that registered, was undone and said no; a recipient who never answered; an accepted
    /// mail, one that is in doubt and to be resent, and one that waits, each with an edition.
    private func bench() throws -> Workbench {
        let bench = try Workbench()
        let ledger = bench.ledger
        let venue = Party.venue("huong-khe")
        _ = try ledger.openObligations(
            [
                OpenObligation(about: "dang-ky", party: venue),
                OpenObligation(about: Answer.invitation, party: .recipient("ubnd-hk")),
            ], in: Workbench.conference, at: Workbench.now)
        for word in [AnswerWord.yes, .undo, .no] {
            _ = try ledger.answer(
                Answer(
                    conference: Workbench.conference, about: "dang-ky", party: venue,
                    recipient: "ubnd-hk", word: word, way: .hand, at: Workbench.now))
        }
        _ = try ledger.enterEditions(["h1": "08:00", "h2": "09:00"])
        _ = try ledger.plan(
            (0..<3).map { Workbench.planned($0, edition: "h1") }, at: Workbench.now, clock: .real)
        let planned = try [1, 2].map { try #require(try ledger.reader.delivery($0)) }
        try bench.deliver([(planned[0], .accepted), (planned[1], .inDoubt)])
        _ = try ledger.settle(2, .resend, note: nil, at: Workbench.now)
        _ = try ledger.pause(Workbench.conference, by: "Văn thư", at: Workbench.now)
        try ledger.recordTick(of: Workbench.conference, at: Workbench.now, fingerprint: "a1")
        try ledger.recordAudience(["giay-moi": 3], of: Workbench.conference, at: Workbench.now)
        _ = try ledger.release(
            "giay-moi", in: Workbench.conference, by: "Văn thư", at: Workbench.now)
        try bench.expectSound()
        return bench
    }

    @Test(
        "refuse",
        arguments: [
            ("UPDATE obligation SET kind = 'x'", "never changes"),
            ("INSERT INTO obligation VALUES ('x', 'y', 'unit', 'z', 'open', 0, 0)", "CHECK"),
            (
                "INSERT INTO obligation VALUES ('x', 'invitation', 'venue', 'z', 'open', 0, 0)",
                "CHECK"
            ),
            ("INSERT INTO obligation VALUES ('x', 'y', 'venue', 'z', 'done', 0, 0)", "begins open"),
            ("INSERT INTO obligation SELECT * FROM obligation", ""),
            ("UPDATE obligation SET updated_at = 'now'", "cannot store TEXT"),
            ("UPDATE obligation SET party = 'x'", "never changes"),
            ("UPDATE obligation SET about = 'x'", "never changes"),
            ("UPDATE obligation SET conference = 'x'", "never changes"),
            ("UPDATE obligation SET opened_at = 0", "never changes"),
            ("UPDATE obligation SET state = 'done'", "answers say"),
            ("UPDATE obligation SET state = 'open' WHERE about = 'dang-ky'", "answers say"),
            ("UPDATE obligation SET state = 'waived' WHERE kind = 'recipient'", "answers say"),
            ("DELETE FROM obligation", "never deleted"),

            ("UPDATE answer SET word = 'yes'", "never changes"),
            ("UPDATE answer SET note = 'x'", "never changes"),
            ("DELETE FROM answer", "never deleted"),
            (Self.answer("word", "'maybe'"), "CHECK"),
            (Self.answer("way", "'fax'"), "CHECK"),
            (Self.answer("party", "'can-loc'"), "FOREIGN KEY"),
            (Self.answer("conference", "'x'"), "FOREIGN KEY"),
            (Self.answer("word", "'undo'"), "CHECK"),
            (Self.answer("undoes", "3"), "CHECK"),
            (Self.answer("word", "'undo'", undoing: "1"), "last answer that counts"),
            (Self.answer("word", "'undo'", undoing: "2"), "last answer that counts"),
            (Self.answer("word", "'undo'", undoing: "77"), "last answer that counts"),
            (Self.answer("recipient", "NULL"), "NOT NULL"),

            ("UPDATE conference SET paused_at = NULL", "CHECK"),
            ("UPDATE conference SET paused_by = NULL", "CHECK"),
            ("UPDATE conference SET ticked_at = NULL", "CHECK"),
            ("UPDATE conference SET checked_at = 'now'", "cannot store TEXT"),
            ("INSERT INTO conference (id) VALUES (NULL)", "NOT NULL"),
            ("INSERT INTO conference (id) SELECT id FROM conference", "UNIQUE"),
            ("DELETE FROM conference", "FOREIGN KEY"),
            ("INSERT INTO audience VALUES ('x', 'giay-moi', 1)", "FOREIGN KEY"),
            ("UPDATE audience SET recipients = -1", "CHECK"),
            ("INSERT INTO audience SELECT * FROM audience", "UNIQUE"),
            ("UPDATE release SET released_by = 'x'", "never changes"),
            ("DELETE FROM release", "never deleted"),
            ("INSERT INTO release SELECT * FROM release", "UNIQUE"),

            ("INSERT INTO edition VALUES ('', 'x')", "CHECK"),
            ("INSERT INTO edition VALUES (NULL, 'x')", "NOT NULL"),
            ("INSERT INTO edition VALUES ('h1', 'x')", "UNIQUE"),
            ("UPDATE edition SET text = 'x'", "never changes"),
            ("DELETE FROM edition", "never deleted"),
            ("UPDATE delivery SET edition = 'h2' WHERE id = 1", "never rewritten"),
            ("UPDATE delivery SET edition = NULL WHERE id = 1", "never rewritten"),
            ("UPDATE delivery SET edition = 'h2' WHERE id = 2", "never rewritten"),
            ("UPDATE delivery SET edition = 'h9' WHERE id = 3", "FOREIGN KEY"),

            ("INSERT INTO remark VALUES (99, 1, 'forgotten', NULL, 0)", "CHECK"),
            ("INSERT INTO remark VALUES (99, 77, 'expired', NULL, 0)", "FOREIGN KEY"),
            ("UPDATE remark SET text = 'x'", "never changes"),
            ("DELETE FROM remark", "never deleted"),
        ])
    func refuses(sql: String, words: String) throws {
        let bench = try bench()
        #expect {
            try bench.sql(sql)
        } throws: { error in
            guard case LedgerFailure.other(let said) = error else { return false }
            return words.isEmpty || said.contains(words)
        }
        try bench.expectSound()
    }

    /// A statement that repeats the last answer with another value in one column.
    private static func answer(
        _ column: String, _ value: String, undoing: String = "NULL"
    ) -> String {
        let columns = [
            "conference", "about", "kind", "party", "recipient", "word", "way", "by_whom", "note",
            "at", "undoes",
        ]
        let values = columns.map { name in
            if name == column { return value }
            return name == "undoes" ? undoing : name
        }
        return """
            INSERT INTO answer (\(columns.joined(separator: ", ")))
            SELECT \(values.joined(separator: ", ")) FROM answer WHERE id = 3
            """
    }

    @Test("let through what differs from the refused by nothing but its sense")
    func lets() throws {
        let bench = try bench()
        try bench.sql("UPDATE delivery SET edition = 'h2' WHERE id = 3")
        try bench.sql("UPDATE delivery SET edition = 'h1' WHERE id < 3")
        try bench.sql(Self.answer("word", "'undo'", undoing: "3"))
        try bench.sql("UPDATE obligation SET state = 'open' WHERE about = 'dang-ky'")
        try bench.sql(Self.answer("word", "'waive'"))
        try bench.sql("UPDATE obligation SET state = 'waived' WHERE about = 'dang-ky'")
        try bench.expectSound()
    }
}
