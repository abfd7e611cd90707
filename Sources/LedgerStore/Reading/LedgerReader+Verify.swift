package import Foundation
import GRDB

/// Something that is wrong in the ledger.
package struct LedgerFinding: Hashable, Sendable {
    /// One sentence for whoever looks after the machine.
    package let what: String
    /// The rows concerned, as "delivery 17"; at most 100 of them.
    package let rows: [String]

    package init(what: String, rows: [String]) {
        self.what = what
        self.rows = rows
    }
}

extension LedgerReader {
    /// Checks the file, its rules, the references between tables, every invariant that spans several rows,
    /// and the journal: that nothing in it was changed, and that every row is as it last said. An empty
    /// list means that all is well.
    package func verify(realNow: Date) throws(LedgerFailure) -> [LedgerFinding] {
        do {
            return try read { try findings(in: $0, realNow) }
        } catch .corrupt(let words) {
            // Some damage ends the check itself.
            return [Self.damage([words])]
        }
    }

    private func findings(in database: Database, _ realNow: Date) throws -> [LedgerFinding] {
        var findings = try integrity(database)
        guard findings.isEmpty else { return findings + chainOfDamaged(database) }
        findings += try SchemaCheck(database).findings()
        findings += try references(database)
        for check in Self.checks + Self.obligationChecks { findings += try run(check, database) }
        findings += try sendingWithoutRun(realNow, database)
        findings += try ChainCheck(database).findings()
        findings += try SentReading.findings(in: database)
        return findings
    }

    /// A damaged page makes every other question unreliable; but often the journal can still name the
    /// row that was changed.
    private func chainOfDamaged(_ database: Database) -> [LedgerFinding] {
        do {
            return try ChainCheck(database).findings()
        } catch {
            return [Self.damage(["the journal cannot be read: \(LedgerFailure(error))"])]
        }
    }

    private static func damage(_ words: [String]) -> LedgerFinding {
        LedgerFinding(what: "The file is damaged", rows: words)
    }

    /// Each query names the rows that break its sentence.
    private static let checks: [(what: String, sql: String)] = [
        (
            "The count of deliveries by state differs from the deliveries",
            """
            SELECT 'tally ' || conference || '/' || notice || '/' || channel || '/' || state
            FROM (SELECT conference, notice, channel, state, count FROM tally UNION ALL
                SELECT conference, notice, channel, state, -count(*) FROM delivery
                GROUP BY conference, notice, channel, state)
            GROUP BY conference, notice, channel, state HAVING sum(count) <> 0
            """
        ),
        (
            "The attempts of a delivery are not as many as it says",
            """
            SELECT 'delivery ' || id FROM delivery WHERE attempts - (state = 'sending') <>
                (SELECT count(*) FROM attempt WHERE attempt.delivery = delivery.id)
            """
        ),
        (
            "The attempts in doubt are not as many as the delivery says",
            """
            SELECT 'delivery ' || id FROM delivery WHERE attempts > 0 AND doubts <>
                (SELECT count(*) FROM attempt
                    WHERE attempt.delivery = delivery.id AND outcome = 'in_doubt')
            """
        ),
        (
            "A delivery that was sent again after a doubt is not marked as a possible duplicate",
            """
            SELECT 'delivery ' || id FROM delivery WHERE doubts > 0 AND possible_duplicate = 0
                AND EXISTS (SELECT 1 FROM attempt AS doubt JOIN attempt AS later
                    ON later.delivery = doubt.delivery AND later.number > doubt.number
                    WHERE doubt.delivery = delivery.id AND doubt.outcome = 'in_doubt'
                        AND NOT (later.outcome = 'in_doubt' AND later.stage = 'connect'))
            """
        ),
        (
            "A delivery that does not wait for an attempt is being sent",
            """
            SELECT 'delivery ' || id FROM intent CROSS JOIN delivery ON id = intent.delivery
            WHERE number <> attempts + 1 OR next_attempt_at IS NULL
                OR NOT \(Schema.one("state", of: "queued deferred in_doubt"))
            """
        ),
        (
            "The ledger has deliveries but no clock",
            """
            SELECT 'ledger' FROM ledger
            WHERE clock IS NULL AND EXISTS (SELECT 1 FROM delivery)
            """
        ),
    ]

    private func run(
        _ check: (what: String, sql: String), _ database: Database
    ) throws -> [LedgerFinding] {
        let rows = try String.fetchAll(database, sql: check.sql + " LIMIT 100")
        return rows.isEmpty ? [] : [LedgerFinding(what: check.what, rows: rows)]
    }

    private func integrity(_ database: Database) throws -> [LedgerFinding] {
        let lines = try String.fetchAll(database, sql: "PRAGMA integrity_check")
        return lines == ["ok"] ? [] : [Self.damage(lines)]
    }

    private func references(_ database: Database) throws -> [LedgerFinding] {
        let rows = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check")
        guard !rows.isEmpty else { return [] }
        let names = rows.prefix(100).map { row -> String in
            "\(row["table"] as String? ?? "") \(row["rowid"] as Int64? ?? 0)"
        }
        return [LedgerFinding(what: "A row refers to one that does not exist", rows: names)]
    }

    /// Not damage: the next run puts these in order. Named all the same, so that nobody wonders.
    private func sendingWithoutRun(_ realNow: Date, _ database: Database) throws -> [LedgerFinding]
    {
        let leases = try Row.fetchAll(
            database, sql: "SELECT \(Lease.columns) FROM run WHERE ended_at IS NULL"
        ).map(Lease.init)
        let living = leases.filter { $0.isLiving(at: realNow) }.map(\.run)
        return try run(
            (
                "A delivery is being sent by a run that is gone; the next run will look after it",
                """
                SELECT 'delivery ' || delivery FROM intent WHERE run NOT IN (SELECT value FROM json_each('\(JSONList.text(living))'))
                """
            ), database)
    }
}
