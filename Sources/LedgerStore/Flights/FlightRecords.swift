import GRDB

/// The flight records of the runs that a conference lost, as far as they can be believed.
final class FlightRecords {
    private let lease: Lease
    private let ledger: String
    private let database: Database
    private var known: [Int64: FlightRecord?] = [:]

    init(_ lease: Lease, beside ledger: String, _ database: Database) {
        self.lease = lease
        self.ledger = ledger
        self.database = database
    }

    /// By the record of its run, else by its place among those that its session left.
    func fate(of intent: Abandoned) throws -> FlightRecord.Fate {
        let record = try record(of: intent.run)
        return record?.fate(of: intent.delivery, session: intent.session, turn: intent.turn)
            ?? (intent.mayHaveLeft ? .mayHaveLeft : .hasNotLeft)
    }

    private func record(of run: Int64) throws -> FlightRecord? {
        if let known = known[run] { return known }
        let record = try read(run)
        known[run] = .some(record)
        return record
    }

    /// A record is not flushed. It is whole while the machine runs that wrote it: what a process has handed to
    /// the kernel does not go with the process.
    private func read(_ run: Int64) throws -> FlightRecord? {
        let row = try Row.fetchOne(
            database, sql: "SELECT started_at FROM run WHERE id = ? AND boot = ? AND host = ?",
            arguments: [run, lease.owner.boot, lease.owner.host])
        guard let row else { return nil }
        return FlightRecord(
            of: FlightRecord.Run(id: run, startedAt: row[0]), in: lease.conference,
            beside: ledger)
    }
}
