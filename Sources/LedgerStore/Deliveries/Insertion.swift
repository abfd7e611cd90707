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
        let marks = repeatElement(Self.marks, count: rows.count).joined(separator: ", ")
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO delivery (conference, notice, recipient, name, venue, channel, address,
                    revision, planned_at, updated_at, next_attempt_at, hand_over_at,
                    last_useful_at, edition)
                SELECT * FROM (VALUES \(marks)) WHERE \(unlessPlanned ? Self.isNew : "TRUE")
                ON CONFLICT DO NOTHING \(ending)
                """)
        let values = rows.flatMap { $0.values(at: now.milliseconds) }
        statement.setUncheckedArguments(StatementArguments(values))
        return statement
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
    fileprivate func values(at now: Int64) -> [DatabaseValue] {
        let now = now.databaseValue
        let last = lastUsefulAt.milliseconds
        return [
            conference.databaseValue, notice.databaseValue, recipient.databaseValue,
            name.databaseValue, venue.databaseValue, channel.rawValue.databaseValue,
            address.databaseValue, revision.databaseValue, now, now,
            min(dueAt.milliseconds, last).databaseValue, handOverAt.milliseconds.databaseValue,
            last.databaseValue, edition.databaseValue,
        ]
    }
}
