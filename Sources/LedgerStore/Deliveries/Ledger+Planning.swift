package import ConvokeCore
package import Foundation
import GRDB

extension Ledger {
    /// Enters what is planned and returns how many deliveries were new; one that is there already
    /// stays as it is. The first one stamps the ledger with its clock.
    ///
    /// An attempt is never due after the last useful moment: that way the moment at which a delivery
    /// expires is found by the same index as the moment at which it is due.
    package func plan(
        _ rows: some Sequence<PlannedDelivery>, at now: Date, clock: LedgerClock,
        lease: Lease? = nil
    ) throws(LedgerFailure) -> Int {
        var rest = rows.makeIterator()
        var isDone = false
        var total = 0
        while !isDone {
            total += try write(as: lease) { database in
                let statement = try database.cachedStatement(sql: Self.planning)
                var new = 0
                for _ in 0..<Self.portion {
                    guard let row = rest.next() else {
                        isDone = true
                        break
                    }
                    try statement.execute(arguments: row.arguments(at: now))
                    new += database.changesCount
                }
                if new > 0 { try LedgerClock.stamp(clock, in: database) }
                return new
            }
        }
        return total
    }

    private static let planning = """
        INSERT INTO delivery (conference, notice, recipient, name, venue, channel, address, revision,
            planned_at, updated_at, next_attempt_at, hand_over_at, last_useful_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, min(?10, ?12), ?11, ?12)
        ON CONFLICT DO NOTHING
        """
}

extension PlannedDelivery {
    fileprivate func arguments(at now: Date) -> StatementArguments {
        [
            conference, notice, recipient, name, venue, channel.rawValue, address, revision,
            now.milliseconds, dueAt.milliseconds, handOverAt.milliseconds,
            lastUsefulAt.milliseconds,
        ]
    }
}
