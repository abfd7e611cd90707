package import Foundation
import GRDB

extension Ledger {
    /// How long a lease lasts without renewal, in seconds. An owner whose process is gone is replaced
    /// at once; this is for one that hangs, or runs on another machine.
    package static let leaseLifetime: TimeInterval = 60

    /// Takes the right to send for a conference: at most one living run has it. Throws `leaseHeld`
    /// with the run that has it, and `clockMixed` when the ledger belongs to the other clock.
    package func takeLease(
        on conference: String, for owner: RunOwner, clock: LedgerClock, realNow: Date
    ) throws(LedgerFailure) -> Lease {
        try write { database in
            try LedgerClock.check(clock, in: database)
            if let holder = try Lease.current(on: conference, in: database) {
                guard !holder.isLiving(at: realNow) else {
                    throw LedgerFailure.leaseHeld(by: holder)
                }
                try holder.end("taken_over", at: realNow, in: database)
            }
            return try Lease.begin(on: conference, for: owner, at: realNow, in: database)
        }
    }

    /// Gives the lease back. Throws `leaseLost` when it was taken over meanwhile.
    package func end(_ lease: Lease, realNow: Date) throws(LedgerFailure) {
        try write(as: lease) { try lease.end("closed", at: realNow, in: $0) }
    }

    /// Makes the lease last from `realNow` on; `LedgerWriter` does it by itself.
    package func renew(_ lease: Lease, realNow: Date) throws(LedgerFailure) {
        try write(as: lease) { try lease.renew(at: realNow, in: $0) }
    }
}

extension Lease {
    static func current(on conference: String, in database: Database) throws -> Lease? {
        try Row.fetchOne(
            database,
            sql: "SELECT \(columns) FROM run WHERE conference = ? AND ended_at IS NULL",
            arguments: [conference]
        ).map(Lease.init)
    }

    /// The lease of a run, whether it has ended or not.
    static func of(_ run: Int64, in database: Database) throws -> Lease? {
        try Row.fetchOne(
            database, sql: "SELECT \(columns) FROM run WHERE id = ?", arguments: [run]
        ).map(Lease.init)
    }

    /// A run that may be at work on any conference.
    static func living(in database: Database, at realNow: Date) throws -> Lease? {
        try Row.fetchAll(database, sql: "SELECT \(columns) FROM run WHERE ended_at IS NULL")
            .map(Lease.init).first { $0.isLiving(at: realNow) }
    }

    fileprivate static func begin(
        on conference: String, for owner: RunOwner, at realNow: Date, in database: Database
    ) throws -> Lease {
        let row = try Row.fetchOne(
            database,
            sql: """
                INSERT INTO run (conference, pid, start_ticks, boot, host, command, started_at,
                    expires_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING \(columns)
                """,
            arguments: [
                conference, owner.pid, owner.startTicks, owner.boot, owner.host, owner.command,
                realNow.milliseconds, expiry(from: realNow),
            ])
        guard let row else { throw LedgerFailure.corrupt("a run was not written") }
        return Lease(row)
    }

    fileprivate func end(_ how: String, at realNow: Date, in database: Database) throws {
        try database.execute(
            sql: "UPDATE run SET ended_at = ?, ending = ? WHERE id = ?",
            arguments: [realNow.milliseconds, how, run])
    }

    func renew(at realNow: Date, in database: Database) throws {
        try database.execute(
            sql: "UPDATE run SET expires_at = ? WHERE id = ?",
            arguments: [Self.expiry(from: realNow), run])
    }

    private static func expiry(from realNow: Date) -> Int64 {
        realNow.addingTimeInterval(Ledger.leaseLifetime).milliseconds
    }
}

extension LedgerClock {
    /// The clock the ledger is stamped with; nil before its first delivery.
    static func stamped(in database: Database) throws -> LedgerClock? {
        try String.fetchOne(database, sql: "SELECT clock FROM ledger")
            .map { try Word.read($0) }
    }

    static func check(_ clock: LedgerClock, in database: Database) throws {
        if let stamped = try stamped(in: database), stamped != clock {
            throw LedgerFailure.clockMixed(ledger: stamped)
        }
    }

    static func stamp(_ clock: LedgerClock, in database: Database) throws {
        try check(clock, in: database)
        try database.execute(
            sql: "UPDATE ledger SET clock = ? WHERE clock IS NULL", arguments: [clock.rawValue])
    }
}
