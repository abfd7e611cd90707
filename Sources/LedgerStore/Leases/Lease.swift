package import Foundation
import GRDB

/// A run's right to send for one conference.
///
/// It is kept alive while the run works (`LedgerWriter` does that) and ends with the run, with its
/// process, or by expiry. Its instants are real time, also under a virtual clock: they say whether a
/// process lives.
package struct Lease: Hashable, Sendable {
    /// Id of the run.
    package let run: Int64
    package let conference: String
    package let owner: RunOwner
    package let startedAt: Date
    package let expiresAt: Date

    /// Whether its owner may still be at work.
    package func isLiving(at realNow: Date) -> Bool {
        expiresAt > realNow && owner.mayBeAlive
    }

    /// Fails with `leaseLost` when another run took over, or this one was ended.
    func checkFence(in database: Database) throws {
        let statement = try database.cachedStatement(
            sql: "SELECT 1 FROM run WHERE id = ? AND ended_at IS NULL")
        guard try Int.fetchOne(statement, arguments: [run]) != nil else {
            throw LedgerFailure.leaseLost
        }
    }

    static let columns = """
        id, conference, pid, start_ticks, boot, host, command, started_at, expires_at
        """

    init(run: Int64, conference: String, owner: RunOwner, startedAt: Date, expiresAt: Date) {
        self.run = run
        self.conference = conference
        self.owner = owner
        self.startedAt = startedAt
        self.expiresAt = expiresAt
    }

    init(_ row: Row) {
        run = row[0]
        conference = row[1]
        owner = RunOwner(
            pid: row[2], startTicks: row[3], boot: row[4], host: row[5], command: row[6])
        startedAt = Date(milliseconds: row[7])
        expiresAt = Date(milliseconds: row[8])
    }
}
