import GRDB

/// The flight records of the runs that a conference lost, as far as they can be believed.
final class FlightRecords {
    private let lease: Lease
    private let ledger: String
    private let database: Database
    private var known: [Int64: Kept] = [:]

    private struct Kept {
        let record: FlightRecord?
        /// Whether the run's sessions, or its process, have ended. One that only stood still goes on, and sends
        /// what it has an intent for.
        let isGone: Bool
    }

    init(_ lease: Lease, beside ledger: String, _ database: Database) {
        self.lease = lease
        self.ledger = ledger
        self.database = database
    }

    /// By the record of its run, else by its place among those that its session left.
    func fate(of intent: Abandoned) throws -> FlightRecord.Fate {
        let kept = try kept(of: intent.run)
        let told = kept.record?.fate(
            of: intent.delivery, session: intent.session, turn: intent.turn)
        if let told, told != .hasNotLeft || kept.isGone { return told }
        return intent.mayHaveLeft ? .mayHaveLeft : .hasNotLeft
    }

    private func kept(of run: Int64) throws -> Kept {
        if let known = known[run] { return known }
        let kept = try read(run)
        known[run] = kept
        return kept
    }

    /// A record is not flushed. It is whole while the machine runs that wrote it: what a process has handed to
    /// the kernel does not go with the process.
    private func read(_ run: Int64) throws -> Kept {
        guard let past = try Lease.of(run, in: database), past.owner.boot == lease.owner.boot,
            past.owner.host == lease.owner.host
        else { return Kept(record: nil, isGone: false) }
        // Asked before the record is read: whoever is gone writes nothing more into it.
        let isGone = !past.owner.mayBeAlive
        let record = FlightRecord(of: past, beside: ledger)
        return Kept(record: record, isGone: isGone || record?.isClosed == true)
    }
}
