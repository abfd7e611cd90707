import Foundation
import GRDB
import Testing

@testable import LedgerStore

@Suite("The rules of a ledger that somebody changed")
struct SchemaCheckTests {
    private func findings(after sql: String) throws -> [LedgerFinding] {
        let bench = try Workbench()
        try bench.plan(2)
        try bench.ledger.close()
        let file = try DatabaseQueue(path: bench.path)
        try file.writeWithoutTransaction { try $0.execute(sql: sql) }
        try file.close()
        let reader = try #require(try LedgerReader.open(at: bench.path))
        defer { try? reader.close() }
        return try reader.verify(realNow: Date())
    }

    @Test(
        "are named, and which",
        arguments: [
            ("DROP TRIGGER attempt_stays", ["trigger attempt_stays is missing"]),
            ("DROP INDEX delivery_due", ["index delivery_due is missing"]),
            (
                """
                DROP TRIGGER delivery_stays;
                CREATE TRIGGER delivery_stays BEFORE DELETE ON delivery BEGIN SELECT 1; END
                """, ["trigger delivery_stays is another one"]
            ),
            (
                "CREATE TRIGGER tidy AFTER INSERT ON remark BEGIN DELETE FROM tick; END",
                ["trigger tidy is not Convoke's"]
            ),
            (
                "CREATE UNIQUE INDEX one_name ON delivery (recipient)",
                ["index one_name is not Convoke's"]
            ),
        ])
    func named(_ sql: String, _ rows: [String]) throws {
        #expect(
            try findings(after: sql) == [
                LedgerFinding(
                    what: "The rules that the ledger keeps are not those that Convoke made",
                    rows: rows)
            ])
    }

    @Test("are no concern where they are a table or a view of somebody's own, or statistics")
    func own() throws {
        let sql = """
            CREATE TABLE notes (words TEXT);
            CREATE UNIQUE INDEX each_once ON notes (words);
            CREATE VIEW refused AS SELECT * FROM delivery WHERE state = 'failed';
            ANALYZE
            """
        #expect(try findings(after: sql) == [])
    }
}
