import ConvokeCore
import Foundation
import GRDB

/// Planned deliveries on their way into the ledger, in one statement.
struct Insertion {
    private let rows: [PlannedDelivery]
    private let now: Date
    private let unlessPlanned: Bool

    init(_ rows: [PlannedDelivery], at now: Date, unlessPlanned: Bool) {
        self.rows = rows
        self.now = now
        self.unlessPlanned = unlessPlanned
    }

    /// Enters those of the rows that are new; `ending` is the statement's last clause.
    func statement(in database: Database, _ ending: String = "") throws -> Statement {
        let statement = try database.cachedStatement(
            sql: rows.count == Self.usualCount && ending.isEmpty
                ? (unlessPlanned ? Self.usualIfNew : Self.usual)
                : Self.sql(rows.count, unlessPlanned, ending))
        statement.setUncheckedArguments(StatementArguments())
        var values = ValueBinder(statement.sqliteStatement)
        for row in rows { row.bind(to: &values, at: now.milliseconds) }
        try values.check()
        return statement
    }

    /// Rows in one statement: opening seven indexes for each row alone took half of the time.
    static let usualCount = 50

    private static let usual = sql(usualCount, false, "")
    private static let usualIfNew = sql(usualCount, true, "")

    private static func sql(_ count: Int, _ unlessPlanned: Bool, _ ending: String) -> String {
        let marks = repeatElement(marks, count: count).joined(separator: ", ")
        return """
            INSERT INTO delivery (conference, notice, recipient, name, venue, channel, address,
                revision, planned_at, updated_at, next_attempt_at, hand_over_at,
                last_useful_at, edition)
            SELECT * FROM (VALUES \(marks)) WHERE \(unlessPlanned ? isNew : "TRUE")
            ON CONFLICT DO NOTHING \(ending)
            """
    }

    /// SQLite calls the columns of a list of values column1, column2 and so on.
    private static let isNew = """
        NOT EXISTS (SELECT 1 FROM delivery AS earlier
            WHERE earlier.conference = column1 AND earlier.notice = column2
                AND earlier.recipient = column3 AND earlier.channel = column6
                AND earlier.revision >= column8)
        """

    private static let marks = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
}

extension PlannedDelivery {
    /// In the order of the columns above.
    fileprivate func bind(to values: inout ValueBinder, at now: Int64) {
        let last = lastUsefulAt.milliseconds
        values.put(conference)
        values.put(notice)
        values.put(recipient)
        values.put(name)
        values.put(venue)
        values.put(channel.rawValue)
        values.put(address)
        values.put(revision)
        values.put(now)
        values.put(now)
        values.put(min(dueAt.milliseconds, last))
        values.put(handOverAt.milliseconds)
        values.put(last)
        values.put(edition)
    }
}
