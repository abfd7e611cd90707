package import Foundation
import GRDB

/// Writes the intents and outcomes of all sessions of one run, many in one flush.
///
/// A flush costs the same for one change as for a hundred. While the writer's own thread flushes,
/// sessions hand in what comes next, and all of it goes into the following transaction.
///
/// A transaction that fails poisons the writer: whoever waits or submits from then on gets the same
/// failure, and nothing of that transaction was written.
///
/// `@unchecked Sendable`: everything that changes is guarded by `gate`, but for `renewAt` and `shelf`,
/// which are set before the writer's thread starts and are touched by that thread alone afterwards.
package final class LedgerWriter: @unchecked Sendable {
    private let ledger: Ledger
    private let lease: Lease
    private let enough: Int
    private let realClock: @Sendable () -> Date
    private let gate = NSCondition()
    private var pending = Batch()
    /// What the thread is writing now.
    private var current: Batch?
    private var failure: LedgerFailure?
    private var isClosing = false
    /// Whether the thread knows, or will see, that something is pending.
    private var isCalled = false
    private var isStopped = false
    private var flushes = 0
    private var renewAt: Date
    private let shelf = MouldShelf()

    /// Changes are written as soon as `enough` of them are there. Whoever says more than one calls `begin`
    /// when no more are to come for now.
    ///
    /// `realClock` is for the lease alone, which goes by real time also under a virtual clock.
    package init(
        _ ledger: Ledger, lease: Lease, enough: Int = 1,
        realClock: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.ledger = ledger
        self.lease = lease
        self.enough = enough
        self.realClock = realClock
        renewAt = lease.startedAt + Self.renewal
        let thread = Thread { [self] in run() }
        thread.name = "ledger-writer"
        thread.start()
    }

    /// Hands in a change; returns at once. Changes are written in the order in which they come.
    package func submit(_ change: LedgerChange) -> Ticket {
        gate.lock()
        let ticket = Ticket(batch: pending, index: pending.append(change))
        gate.unlock()
        if ticket.index + 1 >= enough { begin() }
        return ticket
    }

    /// Has everything written that was handed in.
    package func begin() {
        gate.lock()
        let isNews = !isCalled && !pending.changes.isEmpty
        if isNews { isCalled = true }
        gate.unlock()
        // The thread would only run into the gate if it were woken behind it.
        if isNews { gate.broadcast() }
    }

    /// Blocks the calling thread until the change is flushed to the disk: never on Swift's cooperative
    /// pool.
    package func wait(_ ticket: Ticket) throws(LedgerFailure) -> Receipt {
        begin()
        return try receipt(ticket, ticket.batch.wait())
    }

    /// Waits until the change is flushed to the disk, without holding a thread up.
    package func settled(_ ticket: Ticket) async throws(LedgerFailure) -> Receipt {
        try receipt(ticket, await ticket.batch.settled())
    }

    private func receipt(_ ticket: Ticket, _ overtaken: Batch.Overtaken) -> Receipt {
        overtaken[ticket.index].map(Receipt.overtaken) ?? .written
    }

    /// Blocks until everything submitted so far is on the disk.
    package func flush() throws(LedgerFailure) {
        gate.lock()
        let last = pending.changes.isEmpty ? current : pending
        let failure = failure
        gate.unlock()
        begin()
        if let failure { throw failure }
        _ = try last?.wait()
    }

    /// Flushes and ends the thread. The lease stays: `Ledger.end` gives it back.
    package func close() throws(LedgerFailure) {
        gate.lock()
        isClosing = true
        gate.broadcast()
        while !isStopped { gate.wait() }
        let failure = failure
        gate.unlock()
        if let failure, failure != Self.closed { throw failure }
    }

    /// How many transactions were flushed so far.
    package var transactions: Int {
        gate.lock()
        defer { gate.unlock() }
        return flushes
    }
}

// MARK: - The writer's thread

extension LedgerWriter {
    private static let closed = LedgerFailure.other("the writer is closed")
    /// Seconds between two renewals of the lease.
    private static let renewal = Ledger.leaseLifetime / 4

    private func run() {
        while let batch = next() {
            let result = write(batch)
            settle(batch, result)
        }
        stop()
    }

    /// What to write next; an empty batch when only the lease is to be renewed; nil at the end.
    private func next() -> Batch? {
        gate.lock()
        defer { gate.unlock() }
        while failure == nil, !isClosing, !isCalled {
            if !gate.wait(until: Date(timeIntervalSinceNow: Self.renewal)) { return Batch() }
        }
        if failure != nil || (isClosing && pending.changes.isEmpty) { return nil }
        let batch = pending
        pending = Batch()
        isCalled = false
        current = batch
        return batch
    }

    private func write(_ batch: Batch) -> Result<Batch.Overtaken, LedgerFailure> {
        Result { () throws(LedgerFailure) in
            try ledger.write(as: lease) { database in
                try renewIfDue(database)
                let contents = ContentKeeper(database, ledger.journal, shelf)
                return try ChangeStatements(
                    database, ledger.prepared, run: lease.run, contents: contents
                ).write(batch.changes)
            }
        }
    }

    private func renewIfDue(_ database: Database) throws {
        let now = realClock()
        guard now >= renewAt else { return }
        try lease.renew(at: now, in: database)
        renewAt = now + Self.renewal
    }

    private func settle(_ batch: Batch, _ result: Result<Batch.Overtaken, LedgerFailure>) {
        gate.lock()
        current = nil
        switch result {
        case .success: flushes += 1
        case .failure(let reason): failure = reason
        }
        gate.unlock()
        batch.finish(result)
    }

    /// From here on every batch fails at once.
    private func stop() {
        gate.lock()
        let reason = failure ?? Self.closed
        failure = reason
        pending.finish(.failure(reason))
        isStopped = true
        gate.broadcast()
        gate.unlock()
    }
}
