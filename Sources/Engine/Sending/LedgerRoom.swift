import Agenda
import ConvokeCore
import Foundation
import LedgerStore

/// The ledger while one run has a conference's lease.
struct LedgerRoom {
    private let office: Office
    let ledger: Ledger
    let lease: Lease
    let now: Date
    let clock: LedgerClock
    /// What a run that ended too early had left.
    let recovery: Recovery
    /// How many deliveries were of no use any more when the run began.
    let expired: Int
    /// Who still owes what.
    let open: OpenParties

    /// Opens the ledger, takes the lease and puts in order what an earlier run left, by the moments that
    /// the files say now.
    static func enter(
        _ office: Office, _ convocation: Convocation, _ command: String
    ) throws(LedgerFailure) -> LedgerRoom {
        let conference = convocation.conference.id
        let ledger = try office.openLedger()
        let owner = try RunOwner.current(command: command)
        let lease = try ledger.takeLease(
            on: conference, for: owner, clock: office.ledgerClock, realNow: Date())
        let now = office.clock.now
        try MovedMoments(office, convocation, ledger, lease).bringUpToDate()
        let recovery = try ledger.recover(lease, policy: office.settings.onDoubt, now: now)
        let expired = try ledger.expire(in: conference, now: now, lease: lease)
        let open = try openObligations(convocation, ledger, lease, now)
        if try ledger.reader.audience(of: conference).isEmpty {
            try ledger.recordAudience(Guard.count(convocation), of: conference, at: now)
        }
        return LedgerRoom(
            office: office, ledger: ledger, lease: lease, now: now, clock: office.ledgerClock,
            recovery: recovery, expired: expired, open: open)
    }

    /// Works in a room and leaves it whatever happens. When `isBroken` says that the ledger failed,
    /// what was done is worth more than the failure to close it.
    static func within<Value>(
        _ office: Office, _ convocation: Convocation, _ command: String,
        isBroken: (Value) -> Bool = { _ in false }, _ body: (LedgerRoom) throws -> Value
    ) throws -> Value {
        let room = try enter(office, convocation, command)
        do {
            let value = try body(room)
            if isBroken(value) { room.leaveAfterFailure() } else { try room.leave() }
            return value
        } catch {
            room.leaveAfterFailure()
            throw error
        }
    }

    /// Of a conference that is called off nothing goes out but that.
    func refuseCancelled(_ conference: Conference, _ notice: Notice) throws {
        guard notice.kind != .cancellation,
            let word = try ledger.reader.cancellation(of: conference.id)
        else { return }
        throw Problem.isCancelled(conference, notice, by: word.by)
    }

    /// Enters the obligations that are new.
    private static func openObligations(
        _ convocation: Convocation, _ ledger: Ledger, _ lease: Lease, _ now: Date
    ) throws(LedgerFailure) -> OpenParties {
        let abouts = try ledger.openMissing(convocation, at: now, lease: lease)
        return OpenParties(ledger.reader, convocation.conference.id, of: abouts)
    }

    func leave() throws(LedgerFailure) {
        try ledger.end(lease, realNow: Date())
        try office.close(ledger)
    }

    /// The failure that led here is the one to tell; a lease that could not be given back is taken over
    /// by the next run, because its owner is gone.
    func leaveAfterFailure() {
        try? leave()
    }

    /// How many deliveries of some notices are waiting for an attempt now; `recipients` nil means all.
    func pending(
        _ notices: [String], to recipients: [String]? = nil
    ) throws(LedgerFailure) -> Int {
        try ledger.reader.dueCount(
            in: lease.conference, by: .email, notices: notices, recipients: recipients, now: now)
    }
}
