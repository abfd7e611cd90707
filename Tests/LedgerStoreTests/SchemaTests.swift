import ConvokeCore
import Foundation
import GRDB
import Testing

@testable import LedgerStore

@Suite("The schema, against raw SQL")
struct SchemaTests {
    @Test(
        "knows exactly the words of the enumerations",
        arguments: [
            ("delivery", "state", DeliveryState.allCases.map(\.rawValue)),
            ("delivery", "channel", Channel.allCases.map(\.rawValue)),
            ("delivery", "reason", Reason.allCases.map(\.rawValue)),
            ("attempt", "reason", Reason.allCases.map(\.rawValue)),
            ("attempt", "stage", Stage.allCases.map(\.rawValue)),
            ("attempt", "outcome", Outcome.allCases.map(\.rawValue)),
            ("remark", "kind", Remark.Kind.allCases.map(\.rawValue)),
            ("obligation", "kind", Party.Kind.allCases.map(\.rawValue)),
            ("obligation", "state", ObligationState.allCases.map(\.rawValue)),
            ("answer", "word", AnswerWord.allCases.map(\.rawValue)),
            ("answer", "way", AnswerWay.allCases.map(\.rawValue)),
            ("ledger", "clock", LedgerClock.allCases.map(\.rawValue)),
        ])
    func words(table: String, column: String, words: [String]) throws {
        let bench = try Workbench()
        let sql = try bench.ledger.reader.read { database in
            try String.fetchOne(
                database, sql: "SELECT sql FROM sqlite_schema WHERE name = ?", arguments: [table])
        }
        let start = try #require(
            sql?.range(
                of: "CHECK\\s+\\(\(column) = ", options: .regularExpression)?.lowerBound)
        let list = try #require(sql?[start...].prefix { $0 != ")" })
        // Every second piece between quotes is a word.
        let pieces = list.split(separator: "'", omittingEmptySubsequences: false).map(String.init)
        let found = pieces.indices.filter { !$0.isMultiple(of: 2) }.map { pieces[$0] }
        #expect(found.sorted() == words.sorted())
    }

    @Test("has only strict tables")
    func strict() throws {
        let bench = try Workbench()
        #expect(
            try bench.number(
                "SELECT count(*) FROM pragma_table_list WHERE type = 'table' AND schema = 'main' "
                    + "AND strict = 0 AND name <> 'sqlite_schema'") == 0)
    }

    @Test(
        "lets a state go where the transition function can, and nowhere else",
        arguments: DeliveryState.allCases, DeliveryState.allCases)
    func steps(from: DeliveryState, to: DeliveryState) throws {
        let bench = try Workbench()
        let lease = try bench.lease()
        let id = try bench.plan(1)[0].id
        // What was only tried must not be counted: the transaction comes to nothing.
        let over = LedgerFailure.other("seen enough")
        #expect(throws: over) {
            try bench.ledger.write { database in
                try Self.bring(id, to: from, lease.run, database)
                let mayBeUnderWay = from.isPending || from == .inDoubt
                for hasIntent in mayBeUnderWay ? [false, true] : [false] {
                    if hasIntent {
                        try database.execute(
                            sql: "INSERT INTO intent VALUES (?, 4, ?, 1, 1, 0, NULL, NULL)",
                            arguments: [id, lease.run])
                    }
                    try database.inSavepoint {
                        let step: Void? = try? database.execute(sql: Self.force(to, id, lease.run))
                        #expect(
                            (step != nil) == Self.isAllowed(from, to, hasIntent), "\(hasIntent)")
                        return .rollback
                    }
                }
                throw over
            }
        }
    }

    /// Puts the row into a state behind the trigger's back.
    private static func bring(
        _ id: Int64, to state: DeliveryState, _ run: Int64, _ database: Database
    ) throws {
        let trigger = try #require(
            try String.fetchOne(
                database, sql: "SELECT sql FROM sqlite_schema WHERE name = 'delivery_moves'"))
        try database.execute(sql: "DROP TRIGGER delivery_moves")
        try database.execute(sql: force(state, id, run))
        try database.execute(sql: trigger)
    }

    /// With an intent out, what the end of an attempt makes of what is being sent; else every other
    /// change. No row says `sending` any more; older versions' rows leave it when their run is gone.
    private static func isAllowed(
        _ from: DeliveryState, _ to: DeliveryState, _ hasIntent: Bool
    ) -> Bool {
        if from == to { return true }
        if from == .sending { return [.queued, .deferred, .inDoubt].contains(to) }
        let changes = DeliveryChange.all.filter { $0.isEnd == hasIntent && $0 != .intent }
        let now = hasIntent ? .sending : from
        return changes.contains { (try? now.after($0)) == to }
    }

    private static func force(_ state: DeliveryState, _ id: Int64, _ run: Int64) -> String {
        let work =
            state == .sending
            ? "\(run), session = 1, turn = 1" : "NULL, session = NULL, turn = NULL"
        return """
            UPDATE delivery SET state = '\(state.rawValue)', attempts = 3, doubts = 1,
                next_attempt_at = \(state.isPending ? "planned_at" : "NULL"), run = \(work)
            WHERE id = \(id)
            """
    }

    @Test(
        "refuses",
        arguments: [
            // states and moments that do not belong together
            "UPDATE delivery SET next_attempt_at = NULL",
            "UPDATE delivery SET next_attempt_at = last_useful_at + 1",
            "UPDATE delivery SET state = 'cancelled'",
            "UPDATE delivery SET state = 'sending', next_attempt_at = NULL, attempts = 1",
            "UPDATE delivery SET run = 1, session = 1, turn = 1",
            "UPDATE delivery SET session = 1",
            "UPDATE delivery SET settled_at = 1",
            "UPDATE delivery SET state = 'arrived'",
            "UPDATE delivery SET reason = 'weather'",
            "UPDATE delivery SET channel = 'fax'",
            "UPDATE delivery SET digest = x'0102'",
            "UPDATE delivery SET attempts = -1",
            "UPDATE delivery SET doubts = 1",
            "UPDATE delivery SET possible_duplicate = 2",
            "UPDATE delivery SET updated_at = 'yesterday'",
            // what never changes
            "UPDATE delivery SET address = 'other@tinh.example'",
            "UPDATE delivery SET conference = 'x'",
            "UPDATE delivery SET revision = 2",
            "UPDATE delivery SET planned_at = 0",
            "DELETE FROM delivery",
            "DELETE FROM run",
            "DELETE FROM ledger",
            "UPDATE ledger SET clock = 'virtual'",
            "UPDATE ledger SET clock = NULL",
            "INSERT INTO ledger VALUES (2, 'real', 0)",
            // intents that belong to nothing
            "INSERT INTO intent VALUES (99, 1, 1, 1, 1, 0, NULL, NULL)",
            "INSERT INTO intent VALUES (1, 1, 99, 1, 1, 0, NULL, NULL)",
            "INSERT INTO intent VALUES (1, 0, 1, 1, 1, 0, NULL, NULL)",
            "INSERT INTO intent VALUES (1, 1, 1, 1, 1, 0, x'0102', NULL)",
            "INSERT INTO intent VALUES (1, 1, 1, 1, 1, 0, NULL, 'none')",
            // what refers to nothing, and second ones
            "INSERT INTO attempt VALUES (99, 1, 0, 1, 1, 'dot', 'accepted', NULL, NULL, NULL, NULL, NULL, NULL)",
            "INSERT INTO attempt VALUES (1, 1, 0, 99, 1, 'dot', 'accepted', NULL, NULL, NULL, NULL, NULL, NULL)",
            "INSERT INTO remark VALUES (1, 99, 'arrived', NULL, 0)",
            "INSERT INTO delivery SELECT 99, conference, notice, recipient, name, venue, channel, address, revision, state, attempts, doubts, possible_duplicate, reply, reason, planned_at, updated_at, next_attempt_at, hand_over_at, last_useful_at, run, session, turn, digest, settled_at, edition FROM delivery",
            "INSERT INTO run SELECT 99, conference, pid, start_ticks, boot, host, command, started_at, expires_at, NULL, NULL FROM run",
            "INSERT INTO delivery SELECT 99, 'x', notice, recipient, name, venue, channel, address, revision, 'cancelled', 0, 0, 0, NULL, NULL, 0, 0, NULL, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL FROM delivery",
        ])
    func refuses(sql: String) throws {
        let bench = try Workbench()
        try bench.plan(1)
        _ = try bench.lease()
        #expect(throws: LedgerFailure.self) { try bench.sql(sql) }
        try bench.expectSound()
    }

    @Test(
        "keeps attempts, remarks and what was tried for ever",
        arguments: [
            "UPDATE attempt SET outcome = 'refused'", "DELETE FROM attempt",
            "UPDATE remark SET text = 'no'", "DELETE FROM remark",
            "UPDATE delivery SET attempts = 0", "UPDATE delivery SET state = 'queued'",
        ])
    func keeps(sql: String) throws {
        let bench = try Workbench()
        let delivery = try bench.plan(1)[0]
        let lease = try bench.lease()
        let writer = LedgerWriter(bench.ledger, lease: lease)
        _ = writer.submit(.intent(delivery))
        _ = writer.submit(.ended(delivery, .accepted))
        try writer.close()
        _ = try bench.ledger.report(delivery.id, .delivered, words: nil, at: Workbench.now)
        #expect(throws: LedgerFailure.self) { try bench.sql(sql) }
        try bench.expectSound()
    }

    @Test(
        "answers what is asked often from an index",
        arguments: [
            ("delivery_due", "channel = 'email' AND next_attempt_at <= 1"),
            ("delivery_due", "channel IN ('email', 'sms', 'call') AND next_attempt_at <= 1"),
            ("delivery_sending", "run IS NOT NULL"),
            ("delivery_in_doubt", "state = 'in_doubt' AND doubts = 1"),
            ("delivery_for_person", DeliveryFilter.waitsForPerson),
        ])
    func plans(index: String, condition: String) throws {
        let bench = try Workbench()
        let plan = try bench.ledger.reader.read { database in
            try Row.fetchAll(
                database,
                sql: "EXPLAIN QUERY PLAN SELECT id FROM delivery WHERE conference = 'x' AND "
                    + condition
            ).map { $0["detail"] as String? ?? "" }
        }
        #expect(plan.count == 1)
        #expect(plan[0].contains("USING") && plan[0].contains("INDEX \(index) "), "\(plan)")
    }
}

extension DeliveryChange {
    /// Whether it ends an intent.
    fileprivate var isEnd: Bool {
        switch self {
        case .ended, .abandoned: true
        default: false
        }
    }
}
