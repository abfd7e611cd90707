package import ConvokeCore
package import Foundation
import GRDB

extension Ledger {
    /// Enters what is planned and returns how many deliveries were new; one that is there already
    /// stays as it is. The first one stamps the ledger with its clock.
    ///
    /// With `unlessPlanned`, whoever has a delivery of the notice by the channel already gets no other
    /// one, whatever its address or revision: an address that was mended in the contact book does not
    /// send a notice twice by itself.
    ///
    /// An attempt is never due after the last useful moment: that way the moment at which a delivery
    /// expires is found by the same index as the moment at which it is due.
    package func plan(
        _ rows: some Sequence<PlannedDelivery>, at now: Date, clock: LedgerClock,
        lease: Lease? = nil, unlessPlanned: Bool = false
    ) throws(LedgerFailure) -> Int {
        var rest = rows.makeIterator()
        var isDone = false
        var total = 0
        while !isDone {
            total += try write(as: lease) { database in
                var new = 0
                for _ in 0..<(Self.portion / Self.rowsAtOnce) where !isDone {
                    let some = Self.take(Self.rowsAtOnce, from: &rest)
                    isDone = some.count < Self.rowsAtOnce
                    if some.isEmpty { break }
                    new += try Self.insert(
                        some, at: now, unlessPlanned: unlessPlanned, database)
                }
                if new > 0 { try LedgerClock.stamp(clock, in: database) }
                return new
            }
        }
        return total
    }

    /// Rows in one statement: opening seven indexes for each row alone took half of the time.
    private static let rowsAtOnce = 50

    private static func take(
        _ count: Int, from rest: inout some IteratorProtocol<PlannedDelivery>
    ) -> [PlannedDelivery] {
        var rows: [PlannedDelivery] = []
        while rows.count < count, let row = rest.next() { rows.append(row) }
        return rows
    }

    /// Returns how many of the rows were new.
    private static func insert(
        _ rows: [PlannedDelivery], at now: Date, unlessPlanned: Bool, _ database: Database
    ) throws -> Int {
        let sql = """
            INSERT INTO delivery (conference, notice, recipient, name, venue, channel, address,
                revision, planned_at, updated_at, next_attempt_at, hand_over_at, last_useful_at)
            SELECT * FROM (VALUES \(repeatElement(marks, count: rows.count).joined(separator: ", ")))
            WHERE \(unlessPlanned ? isNew : "TRUE")
            ON CONFLICT DO NOTHING
            """
        let statement = try database.cachedStatement(sql: sql)
        var values: [(any DatabaseValueConvertible)?] = []
        for row in rows { values += row.values(at: now.milliseconds) }
        try statement.execute(arguments: StatementArguments(values))
        return database.changesCount
    }

    /// SQLite calls the columns of a list of values column1, column2 and so on.
    private static let isNew = """
        NOT EXISTS (SELECT 1 FROM delivery AS earlier
            WHERE earlier.conference = column1 AND earlier.notice = column2
                AND earlier.recipient = column3 AND earlier.channel = column6)
        """

    private static let marks = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
}

extension PlannedDelivery {
    /// In the order of the columns above.
    fileprivate func values(at now: Int64) -> [(any DatabaseValueConvertible)?] {
        let last = lastUsefulAt.milliseconds
        return [
            conference, notice, recipient, name, venue, channel.rawValue, address, revision,
            now, now, min(dueAt.milliseconds, last), handOverAt.milliseconds, last,
        ]
    }
}
