import ConvokeCore
import Foundation
import GRDB
import Testing

@testable import LedgerStore

@Suite("How many parties of an obligation stand where")
struct ObligationTallyTests {
    private static let conference = Workbench.conference

    /// Two venues and two recipients; one venue registered, one recipient declined.
    private static func answered(_ bench: Workbench) throws {
        _ = try bench.ledger.openObligations(
            ["a", "b"].flatMap {
                [
                    OpenObligation(about: "dang-ky", party: .venue($0)),
                    OpenObligation(about: Answer.invitation, party: .recipient($0)),
                ]
            }, in: conference, at: Workbench.now)
        _ = try bench.ledger.answer([
            answer(.yes, "dang-ky", .venue("a")),
            answer(.no, Answer.invitation, .recipient("b")),
        ])
    }

    private static func answer(_ word: AnswerWord, _ about: String, _ party: Party) -> Answer {
        Answer(
            conference: conference, about: about, party: party, recipient: "ubnd-hk", word: word,
            way: .hand, at: Workbench.now)
    }

    private static let counts = [
        ObligationCounts(about: "dang-ky", counts: [.open: 1, .done: 1]),
        ObligationCounts(about: Answer.invitation, counts: [.open: 1, .declined: 1]),
    ]

    @Test("is kept with every change, and a state that nobody is in any more is not told")
    func kept() throws {
        let bench = try Workbench()
        try Self.answered(bench)
        let reader = bench.ledger.reader
        #expect(try reader.obligationCounts(in: Self.conference) == Self.counts)
        #expect(try reader.obligationCounts(in: "khac") == [])
        _ = try bench.ledger.answer(Self.answer(.undo, "dang-ky", .venue("a")))
        #expect(
            try reader.obligationCounts(in: Self.conference)[0]
                == ObligationCounts(about: "dang-ky", counts: [.open: 2]))
        try bench.expectSound()
    }

    @Test("is counted once for an older ledger, when it is brought up to date")
    func older() throws {
        let scratch = try Scratch()
        let path = scratch.folder + "/ledger.sqlite"
        let earlier = try #require(Schema.steps.firstIndex(of: Schema.eighth))
        let file = try DatabaseQueue(path: path)
        try file.write { database in
            for step in Schema.steps[..<earlier] { try database.execute(sql: step) }
            try database.execute(sql: Self.rows)
            try database.execute(sql: "PRAGMA application_id = \(Identity.application)")
            try database.execute(sql: "PRAGMA user_version = \(earlier)")
        }
        try file.close()
        let ledger = try Ledger.open(at: path)
        #expect(try ledger.reader.obligationCounts(in: Self.conference) == Self.counts)
        #expect(try ledger.reader.verify(realNow: Date()) == [])
        try ledger.close()
    }

    private static let rows = """
        INSERT INTO obligation (conference, about, kind, party, opened_at, updated_at) VALUES
            ('van-hoa-2021', 'dang-ky', 'venue', 'a', 1, 1),
            ('van-hoa-2021', 'dang-ky', 'venue', 'b', 1, 1),
            ('van-hoa-2021', 'invitation', 'recipient', 'a', 1, 1),
            ('van-hoa-2021', 'invitation', 'recipient', 'b', 1, 1);
        INSERT INTO answer (id, conference, about, kind, party, recipient, word, way, at) VALUES
            (1, 'van-hoa-2021', 'dang-ky', 'venue', 'a', 'a', 'yes', 'hand', 2),
            (2, 'van-hoa-2021', 'invitation', 'recipient', 'b', 'b', 'no', 'hand', 2);
        UPDATE obligation SET state = 'done' WHERE about = 'dang-ky' AND party = 'a';
        UPDATE obligation SET state = 'declined' WHERE about = 'invitation' AND party = 'b';
        """

    @Test(
        "is held against the obligations by verify",
        arguments: [
            ("UPDATE obligation_tally SET count = 7 WHERE state = 'done'", ["dang-ky/done"]),
            (
                "DELETE FROM obligation_tally WHERE about = 'invitation'",
                ["invitation/declined", "invitation/open"]
            ),
            (
                "INSERT INTO obligation_tally VALUES ('van-hoa-2021', 'x', 'open', 1)",
                ["x/open"]
            ),
        ])
    func verified(sql: String, rows: [String]) throws {
        let bench = try Workbench()
        try Self.answered(bench)
        try bench.expectSound()
        try bench.sql(sql)
        #expect(
            try bench.ledger.reader.verify(realNow: Date()) == [
                LedgerFinding(
                    what: "The count of obligations by state differs from the obligations",
                    rows: rows.map { "obligation_tally \(Self.conference)/\($0)" })
            ])
    }

    @Test("and who has settled it are found without going through everybody")
    func indexes() throws {
        let bench = try Workbench()
        let sql = "SELECT kind, party FROM \(LedgerReader.settled)".replacing(/:\w+/, with: "'x'")
        let plan = try bench.plan(of: sql)
        #expect(plan.contains("INDEX obligation_settled (conference=? AND about=?)"), "\(plan)")
    }
}
