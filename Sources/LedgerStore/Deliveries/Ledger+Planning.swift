package import ConvokeCore
package import Foundation
import GRDB

extension Ledger {
    /// Enters what is planned and returns how many deliveries were new; one that is there already
    /// stays as it is. The first one stamps the ledger with its clock.
    ///
    /// With `unlessPlanned`, whoever has a delivery of the notice by the channel already, of that
    /// revision or a later one, gets no other one, whatever its address: an address that was mended in the
    /// contact book does not send a notice twice by itself.
    ///
    /// Under a lease each recipient of a notice is to be named once: of a notice that nothing was
    /// planned of before, nobody's delivery is looked for.
    ///
    /// An attempt is never due after the last useful moment: that way the moment at which a delivery
    /// expires is found by the same index as the moment at which it is due.
    package func plan(
        _ rows: some Sequence<PlannedDelivery>, at now: Date, clock: LedgerClock,
        lease: Lease? = nil, unlessPlanned: Bool = false
    ) throws(LedgerFailure) -> Int {
        var earlier = EarlierPlanning(lease)
        return try planMany(rows, clock, lease) { some, database in
            let isToLook = try unlessPlanned && earlier.concerns(some, in: database)
            return try Insertion.all(some, at: now, unlessPlanned: isToLook).reduce(0) {
                try $0 + $1.execute(in: database, prepared)
            }
        }
    }

    /// Enters what comes too late and ends it in the same transaction, so that it is counted and never
    /// sent; returns how many were new. `reason`, in words, is kept as a remark on each of them. A
    /// delivery that is there already stays as it is.
    package func planEnded(
        _ rows: some Sequence<PlannedDelivery>, as sweep: Sweep, reason: String, at now: Date,
        clock: LedgerClock, lease: Lease? = nil, unlessPlanned: Bool = false
    ) throws(LedgerFailure) -> Int {
        let ending = Ending(sweep, reason: reason, at: now)
        return try planMany(rows, clock, lease) { some, database in
            let new = try Insertion.all(some, at: now, unlessPlanned: unlessPlanned).flatMap {
                try $0.executeReturning(in: database)
            }
            return try ending.apply(
                where: "id IN (SELECT value FROM json_each(:ids))", ["ids": JSONList.text(new)],
                limit: new.count, in: database
            ).count
        }
    }

    private func planMany(
        _ rows: some Sequence<PlannedDelivery>, _ clock: LedgerClock, _ lease: Lease?,
        _ insert: ([PlannedDelivery], Database) throws -> Int
    ) throws(LedgerFailure) -> Int {
        try writingMuch { () throws(LedgerFailure) in
            try plan(rows, clock, lease, insert)
        }
    }

    /// By portions, each in its own transaction; `insert` returns how many were new.
    private func plan(
        _ rows: some Sequence<PlannedDelivery>, _ clock: LedgerClock, _ lease: Lease?,
        _ insert: ([PlannedDelivery], Database) throws -> Int
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
                    new += try insert(some, database)
                }
                if new > 0 { try LedgerClock.stamp(clock, in: database) }
                return new
            }
        }
        return total
    }

    private static let rowsAtOnce = Insertion.usualCount

    private static func take(
        _ count: Int, from rest: inout some IteratorProtocol<PlannedDelivery>
    ) -> [PlannedDelivery] {
        var rows: [PlannedDelivery] = []
        while rows.count < count, let row = rest.next() { rows.append(row) }
        return rows
    }
}

/// Whether anything of the notices that a call enters was planned before it. To look for it with each
/// row takes a seventh of all that planning costs, and the first time there is nothing to find. Only
/// under a lease is that true until the call ends: nobody else plans for the conference meanwhile.
private struct EarlierPlanning {
    private let lease: Lease?
    private var last: (conference: String, notice: String, isThere: Bool)?

    init(_ lease: Lease?) {
        self.lease = lease
    }

    mutating func concerns(_ rows: [PlannedDelivery], in database: Database) throws -> Bool {
        guard let lease else { return true }
        for row in rows where try row.conference != lease.conference || isThere(row, database) {
            return true
        }
        return false
    }

    private mutating func isThere(_ row: PlannedDelivery, _ database: Database) throws -> Bool {
        if let last, last.notice == row.notice, last.conference == row.conference {
            return last.isThere
        }
        let isThere =
            try Bool.fetchOne(
                database,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM delivery WHERE conference = ? AND notice = ?)
                    """, arguments: [row.conference, row.notice]) ?? true
        last = (row.conference, row.notice, isThere)
        return isThere
    }
}
