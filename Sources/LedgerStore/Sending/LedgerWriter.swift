package import Foundation
import GRDB

/// Writes the intents and outcomes of all sessions of one run, many in one flush.
///
/// A flush costs the same for one change as for a hundred. Whoever hands in many calls `write` when no more
/// are to come for now; for others the writer has a thread, which also keeps the lease. What is handed in
/// during one transaction goes into the next.
///
/// A transaction that fails poisons the writer: whoever waits or submits from then on gets the same
/// failure, and nothing of that transaction was written.
///
/// `@unchecked Sendable`: everything that changes is guarded by `gate`, but for `renewAt` and `shelf`,
/// which whoever writes touches under `turn`.
package final class LedgerWriter: @unchecked Sendable {
    private let ledger: Ledger
    private let lease: Lease
    private let waits: Bool
    private let realClock: @Sendable () -> Date
    private let gate = NSCondition()
    /// Of whoever takes what is pending and writes it: batches are written in their order.
    private let turn = NSLock()
    private var pending = Batch()
    /// What is being written now.
    private var current: Batch?
    private var failure: LedgerFailure?
    private var isClosing = false
    /// Whether the thread knows, or will see, that something is pending.
    private var isCalled = false
    private var isStopped = false
    private var flushes = 0
    private var renewAt: Date
    private let shelf = MouldShelf()

    /// The thread writes what is handed in at once; with `waits` only when somebody blocks for it (`wait`,
    /// `flush`, `close`).
    ///
    /// `realClock` is for the lease alone, which goes by real time also under a virtual clock.
    package init(
        _ ledger: Ledger, lease: Lease, waits: Bool = false,
        realClock: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.ledger = ledger
        self.lease = lease
        self.waits = waits
        self.realClock = realClock
        renewAt = lease.startedAt + Self.renewal
        let thread = Thread { [self] in run() }
        thread.name = "ledger-writer"
        thread.start()
    }

    /// Hands in a change; returns at once. Changes are written in the order in which they come.
    package func submit(_ change: consuming LedgerChange) -> Ticket {
        gate.lock()
        let ticket = Ticket(batch: pending, index: pending.append(change))
        gate.unlock()
        if !waits { begin() }
        return ticket
    }

    /// Writes what was handed in, on the calling thread, and returns when it is flushed to the disk; false
    /// when there was nothing.
    package func write() -> Bool {
        turn.withLock {
            guard let batch = takePending() else { return false }
            settle(batch, write(batch))
            return true
        }
    }

    /// Has the thread write what was handed in.
    private func begin() {
        gate.lock()
        let isNews = !isCalled && !pending.isEmpty
        if isNews { isCalled = true }
        gate.unlock()
        // The thread would only run into the gate if it were woken behind it.
        if isNews { gate.broadcast() }
    }

    /// Blocks the calling thread until the change is flushed to the disk: never on Swift's cooperative
    /// pool.
    package func wait(_ ticket: Ticket) throws(LedgerFailure) -> Receipt {
        begin()
        return receipt(ticket, try ticket.batch.wait())
    }

    /// What became of the change, if it has been flushed to the disk; nil before.
    package func known(_ ticket: Ticket) throws(LedgerFailure) -> Receipt? {
        try ticket.batch.known().map { receipt(ticket, $0) }
    }

    /// Waits until the change is flushed to the disk, without holding a thread up.
    package func settled(_ ticket: Ticket) async throws(LedgerFailure) -> Receipt {
        receipt(ticket, try await ticket.batch.settled())
    }

    private func receipt(_ ticket: Ticket, _ overtaken: Batch.Overtaken) -> Receipt {
        overtaken[ticket.index].map(Receipt.overtaken) ?? .written
    }

    /// Blocks until everything submitted so far is on the disk.
    package func flush() throws(LedgerFailure) {
        gate.lock()
        let last = pending.isEmpty ? current : pending
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
    package var transactions: Int { gate.withLock { flushes } }

    /// Whether a transaction is under way.
    var isWriting: Bool { gate.withLock { current != nil } }
}

// MARK: - The writer's thread

extension LedgerWriter {
    private static let closed = LedgerFailure.other("the writer is closed")
    /// Seconds between two renewals of the lease.
    private static let renewal = Ledger.leaseLifetime / 4

    private func run() {
        while let isCalled = waitForWork() {
            if !isCalled { renewLease() }
            _ = write()
        }
        stop()
    }

    /// Whether there is something to write, or else only the lease to be renewed; nil at the end.
    private func waitForWork() -> Bool? {
        gate.withLock {
            while failure == nil, !isClosing, !isCalled {
                if !gate.wait(until: Date(timeIntervalSinceNow: Self.renewal)) { return false }
            }
            return failure != nil || (isClosing && pending.isEmpty) ? nil : true
        }
    }

    /// What to write next; nil when there is nothing, or nothing more can be written.
    private func takePending() -> Batch? {
        gate.withLock {
            guard failure == nil, !pending.isEmpty else { return nil }
            let batch = pending
            pending = Batch()
            isCalled = false
            current = batch
            return batch
        }
    }

    /// Also when nothing is written for long.
    private func renewLease() {
        turn.withLock {
            guard gate.withLock({ failure == nil }) else { return }
            let nothing = Batch()
            settle(nothing, write(nothing))
        }
    }

    private func write(_ batch: Batch) -> Result<Batch.Overtaken, LedgerFailure> {
        Result { () throws(LedgerFailure) in
            try ledger.write(as: lease) { database in
                try renewIfDue(database)
                let contents = ContentKeeper(database, ledger.journal, shelf)
                return try ChangeStatements(
                    database, ledger.prepared, run: lease.run, contents: contents
                ).write(batch.groups)
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
        gate.withLock {
            current = nil
            switch result {
            case .success: flushes += 1
            case .failure(let reason):
                failure = reason
                // The thread ends, and with it everything that is handed in from now on.
                gate.broadcast()
            }
        }
        batch.finish(result)
    }

    /// From here on every batch fails at once. What somebody else is just writing comes first.
    private func stop() {
        turn.withLock {
            gate.withLock {
                let reason = failure ?? Self.closed
                failure = reason
                pending.finish(.failure(reason))
                isStopped = true
                gate.broadcast()
            }
        }
    }
}
