package import ConvokeCore

/// The words of this target for people, all in one place.
extension LedgerFailure {
    /// The one problem that a person reads; `path` is the ledger's, as the person knows it.
    package func problem(ledger path: String) -> Problem {
        if case .leaseHeld(let lease) = self { return Self.busy(lease, path) }
        return Problem(
            .ledger, what, at: Place(path), fix: fix(path), detail: detail)
    }

    private static func busy(_ lease: Lease, _ path: String) -> Problem {
        Problem(
            .busy, "Another run is already at work on \(lease.conference)", at: Place(path),
            found: "\(lease.owner.command) (process \(lease.owner.pid) on \(lease.owner.host))",
            fix: "Wait until it has ended, then run the command again.",
            detail: "run \(lease.run), started \(lease.startedAt), lease until \(lease.expiresAt)")
    }

    private var what: String {
        switch self {
        case .diskFull: "The disk is full, so the ledger could not be written"
        case .readOnly: "The ledger can only be read, not written"
        case .notWritable: "The ledger could not be opened or written"
        case .corrupt: "The ledger is damaged"
        case .newerVersion: "The ledger was written by a newer version of Convoke"
        case .notALedger: "This file is not a ledger of Convoke"
        case .lockTimeout: "Another program kept the ledger busy for too long"
        case .leaseHeld: "Another run is already at work"
        case .leaseLost: "Another run took over while this one stood still"
        case .clockMixed(.real): "This ledger holds real deliveries, and the clock is set by hand"
        case .clockMixed(.virtual): "This ledger belongs to a rehearsal, and the clock is real"
        case .notDurable: "This disk cannot promise to keep what is written to the ledger"
        case .fileExists(let path): "There is already a file \(path)"
        case .other: "The ledger could not do what was asked"
        }
    }

    private func fix(_ path: String) -> String {
        switch self {
        case .diskFull: "Free some space on the disk of \(path), then run the command again."
        case .readOnly, .notWritable:
            "Make sure that you may write to \(path) and to its folder, then run the command again."
        case .corrupt: "Keep the file, put the latest backup in its place, and ask your IT desk."
        case .newerVersion: "Install the newer version of Convoke on this machine."
        case .notALedger: "Set `ledger` in convoke.yaml to the right file, or move this file away."
        case .lockTimeout, .leaseHeld: "Wait a minute, then run the command again."
        case .leaseLost: "Look at `convoke status`; the other run goes on with the work."
        case .clockMixed(.real): "Leave out --now, or rehearse in a copy of the workspace."
        case .clockMixed(.virtual): "Set `ledger` in convoke.yaml to a new file for real sending."
        case .notDurable: "Move the ledger to a local disk and set its path in convoke.yaml."
        case .fileExists: "Choose another name for the backup."
        case .other: "Run the command again; if it fails again, ask your IT desk."
        }
    }

    private var detail: String? {
        switch self {
        case .notWritable(let words), .corrupt(let words), .notDurable(let words),
            .other(let words):
            words
        case .newerVersion(let version):
            "format \(version), this program knows up to \(Schema.steps.count)"
        default: nil
        }
    }
}
