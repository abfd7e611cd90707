import ConvokeCore
import Foundation
import LedgerStore

/// The ledger while one run has a conference's lease.
struct LedgerRoom {
    let ledger: Ledger
    let lease: Lease
    let now: Date
    let clock: LedgerClock
    /// What a run that ended too early had left.
    let recovery: Recovery

    /// Opens the ledger, takes the lease and puts in order what an earlier run left.
    static func enter(
        _ office: Office, _ conference: String, _ command: String
    ) throws(LedgerFailure) -> LedgerRoom {
        let ledger = try Ledger.open(at: office.ledgerPath)
        let owner = try RunOwner.current(command: command)
        let lease = try ledger.takeLease(
            on: conference, for: owner, clock: office.ledgerClock, realNow: Date())
        let now = office.clock.now
        let recovery = try ledger.recover(lease, policy: office.settings.onDoubt, now: now)
        _ = try ledger.expire(in: conference, now: now, lease: lease)
        return LedgerRoom(
            ledger: ledger, lease: lease, now: now, clock: office.ledgerClock, recovery: recovery)
    }

    func leave() throws(LedgerFailure) {
        try ledger.end(lease, realNow: Date())
        try ledger.close()
    }

    /// The failure that led here is the one to tell; a lease that could not be given back is taken over
    /// by the next run, because its owner is gone.
    func leaveAfterFailure() {
        try? leave()
    }

    /// How many deliveries of a notice are waiting for an attempt now; `recipients` nil means all.
    func pending(_ notice: String, to recipients: [String]?) throws(LedgerFailure) -> Int {
        try ledger.reader.dueCount(
            in: lease.conference, by: .email, notices: [notice], recipients: recipients, now: now)
    }
}
