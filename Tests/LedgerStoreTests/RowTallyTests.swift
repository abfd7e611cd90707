import ConvokeCore
import Foundation
import GRDB
import Testing

@testable import LedgerStore

@Suite("How many deliveries stand where")
struct RowTallyTests {
    private static func counts(_ bench: Workbench) throws -> [String] {
        try bench.ledger.reader.read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT notice || ' ' || channel || ' ' || state || ' ' || count FROM tally
                    ORDER BY notice, channel, state
                    """)
        }
    }

    @Test("is counted once for each, whatever their channel, and not again when they are there")
    func planned() throws {
        let bench = try Workbench()
        let rows = (0..<120).map {
            Workbench.planned($0, channel: $0.isMultiple(of: 3) ? .call : .email)
        }
        for _ in 1...2 { _ = try bench.ledger.plan(rows, at: Workbench.now, clock: .real) }
        try bench.plan(2, notice: "nhac")
        #expect(
            try Self.counts(bench) == [
                "giay-moi call queued 40", "giay-moi email queued 80", "nhac email queued 2",
            ])
        try bench.expectSound()
    }

    @Test("follows each delivery, there and back")
    func moves() throws {
        let bench = try Workbench()
        let planned = try bench.plan(4)
        try bench.deliver([
            (planned[0], .accepted), (planned[1], .deferred), (planned[2], .refused),
            (planned[1], .accepted),
        ])
        #expect(
            try Self.counts(bench) == [
                "giay-moi email accepted 2", "giay-moi email deferred 0",
                "giay-moi email failed 1", "giay-moi email queued 1",
            ])
        _ = try bench.ledger.settle(planned[2].id, .resend, note: nil, at: Workbench.now)
        #expect(try Self.counts(bench).contains("giay-moi email queued 2"))
        try bench.expectSound()
    }

    @Test("of a transaction that came to nothing is not counted")
    func nothing() throws {
        let bench = try Workbench()
        try bench.plan(1)
        let over = LedgerFailure.other("over")
        #expect(throws: over) {
            try bench.ledger.write { database in
                try database.execute(
                    sql: "UPDATE delivery SET state = 'cancelled', next_attempt_at = NULL")
                throw over
            }
        }
        try bench.plan(1, notice: "nhac")
        #expect(
            try Self.counts(bench) == ["giay-moi email queued 1", "nhac email queued 1"])
        try bench.expectSound()
    }
}
