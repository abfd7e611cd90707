import Foundation

/// The lock under which everything is written: `<ledger>.lock`, by flock(2).
///
/// A lock of the operating system ends with its process, so that a killed run never leaves one.
/// Within the process a mutex stands before it, because flock belongs to the open file, not to the
/// thread.
final class LedgerLock: Sendable {
    private let file: Int32
    private let patience: TimeInterval
    private let mutex = NSLock()

    /// `patience` is in seconds.
    init(for path: String, patience: TimeInterval) throws(LedgerFailure) {
        let lockPath = path + ".lock"
        file = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .system(errno, lockPath) }
        self.patience = patience
    }

    deinit {
        Foundation.close(file)
    }

    /// Runs `body` while nobody else writes; throws `lockTimeout` when that takes too long to come.
    func hold<Value>(
        _ body: () throws(LedgerFailure) -> Value
    ) throws(LedgerFailure) -> Value {
        mutex.lock()
        defer { mutex.unlock() }
        try acquire()
        defer { flock(file, LOCK_UN) }
        return try body()
    }

    /// Polls, since flock knows no time limit. A transaction takes milliseconds: the waits begin
    /// with one and never grow beyond ten.
    private func acquire() throws(LedgerFailure) {
        let deadline = DispatchTime.now().uptimeNanoseconds + UInt64(patience * 1e9)
        var pause: UInt32 = 1000
        while flock(file, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else { throw .system(errno, "flock") }
            guard DispatchTime.now().uptimeNanoseconds < deadline else { throw .lockTimeout }
            usleep(pause)
            pause = min(pause * 2, 10_000)
        }
    }
}
