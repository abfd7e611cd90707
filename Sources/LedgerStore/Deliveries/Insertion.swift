import ConvokeCore
import Foundation
import GRDB

/// Planned deliveries on their way into the ledger, in one statement: of one notice and one plan, so that what
/// they have in common is handed over once.
struct Insertion {
    private let rows: ArraySlice<PlannedDelivery>
    private let now: Date
    private let unlessPlanned: Bool

    /// The rows in as few statements as have something in common, in their order.
    static func all(
        _ rows: [PlannedDelivery], at now: Date, unlessPlanned: Bool
    ) -> [Insertion] {
        var insertions: [Insertion] = []
        var rest = rows[...]
        while let first = rest.first {
            let alike = rest.prefix { $0.isPlanned(like: first) }
            insertions.append(Insertion(rows: alike, now: now, unlessPlanned: unlessPlanned))
            rest = rest[alike.endIndex...]
        }
        return insertions
    }

    /// Enters those of the rows that are new; returns how many.
    func execute(in database: Database, _ prepared: PreparedRows) throws -> Int {
        try sql.execute(rows.count, in: database, prepared, bind(to:))
    }

    /// The same; returns the deliveries.
    func executeReturning(in database: Database) throws -> [Int64] {
        let statement = try database.makeStatement(sql: sql.text(rows.count) + " RETURNING id")
        statement.setUncheckedArguments(StatementArguments())
        var values = ValueBinder(statement.sqliteStatement)
        bind(to: &values)
        try values.check()
        return try Int64.fetchAll(statement)
    }

    private func bind(to values: inout ValueBinder) {
        rows.first?.bindPlan(to: &values, at: now.milliseconds)
        for row in rows { row.bindParty(to: &values) }
    }

    /// Rows in one statement: opening seven indexes for each row alone took half of the time.
    static let usualCount = 200

    /// Bytes that the end of a first attempt will need: a digest, and a server's words of usual length.
    private static let room = 80

    private var sql: RowsSQL { unlessPlanned ? Self.ifNew : Self.always }

    private static let always = sql(where: "column1 IS NOT NULL")
    private static let ifNew = sql(where: "column1 IS NOT NULL AND \(isNew)")

    private static func sql(where condition: String) -> RowsSQL {
        RowsSQL(
            before: """
                INSERT INTO delivery (conference, notice, revision, planned_at, updated_at,
                    next_attempt_at, hand_over_at, last_useful_at, edition, room,
                    recipient, name, venue, channel, address)
                SELECT ?1, ?2, ?3, ?4, ?4, ?5, ?6, ?7, ?8, zeroblob(\(room)),
                    column1, column2, column3, column4, column5
                """, columns: 5, after: "WHERE \(condition) ON CONFLICT DO NOTHING")
    }

    private static let isNew = """
        NOT EXISTS (SELECT 1 FROM delivery AS earlier
            WHERE earlier.conference = ?1 AND earlier.notice = ?2
                AND earlier.recipient = column1 AND earlier.channel = column4
                AND earlier.revision >= ?3)
        """
}

extension PlannedDelivery {
    /// Whether only whom it goes to is different.
    fileprivate func isPlanned(like other: PlannedDelivery) -> Bool {
        notice == other.notice && conference == other.conference && revision == other.revision
            && dueAt == other.dueAt && handOverAt == other.handOverAt
            && lastUsefulAt == other.lastUsefulAt && edition == other.edition
    }

    /// In the order of the numbered values above.
    fileprivate func bindPlan(to values: inout ValueBinder, at now: Int64) {
        let last = lastUsefulAt.milliseconds
        values.put(conference)
        values.put(notice)
        values.put(revision)
        values.put(now)
        values.put(min(dueAt.milliseconds, last))
        values.put(handOverAt.milliseconds)
        values.put(last)
        values.put(edition)
    }

    /// In the order of the columns of the list.
    fileprivate func bindParty(to values: inout ValueBinder) {
        values.put(recipient)
        values.put(name)
        values.put(venue)
        values.put(channel.rawValue)
        values.put(address)
    }
}
