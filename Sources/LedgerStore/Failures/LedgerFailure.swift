/// Why the ledger could not do what it was asked; nothing is half-written after any of these.
package enum LedgerFailure: Error, Hashable, Sendable {
    case diskFull
    /// The file, or the disk it lies on, can only be read.
    case readOnly
    /// It could not be opened, made or written; the system's words.
    case notWritable(String)
    /// The file is damaged, or somebody edited it; what was seen.
    case corrupt(String)
    /// A newer Convoke wrote it: its format, above what this one knows.
    case newerVersion(Int)
    /// The file is something else.
    case notALedger
    /// Somebody else wrote for too long.
    case lockTimeout
    /// A living run is at work on this conference.
    case leaseHeld(by: Lease)
    /// Another run took over; what this one writes now no longer counts.
    case leaseLost
    /// The ledger belongs to the other clock.
    case clockMixed(ledger: LedgerClock)
    /// The file system cannot promise that what is written stays written; which setting failed.
    case notDurable(String)
    /// A backup never overwrites; the path.
    case fileExists(String)
    case other(String)
}
