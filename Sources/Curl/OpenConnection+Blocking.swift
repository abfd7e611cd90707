import Glibc

/// For who has a thread of his own to wait on, never on Swift's cooperative pool.
extension OpenConnection {
    /// Sends all bytes, or throws.
    func sendAll(
        _ bytes: UnsafeRawBufferPointer, by deadline: ContinuousClock.Instant
    ) throws(ConnectionInterruption) {
        var sent = 0
        while sent < bytes.count {
            if let count = try write(UnsafeRawBufferPointer(rebasing: bytes[sent...])) {
                sent += count
            } else {
                try wait(for: Int16(POLLOUT), until: deadline)
            }
        }
    }

    /// Waits for at least one byte and takes what there is; 0 when the server closed.
    func receive(
        into space: UnsafeMutableRawBufferPointer, by deadline: ContinuousClock.Instant
    ) throws(ConnectionInterruption) -> Int {
        // TLS may hold bytes that poll does not see: read first, poll after.
        while true {
            if let count = try read(into: space) { return count }
            try wait(for: Int16(POLLIN), until: deadline)
        }
    }

    /// Waits for the socket, at most a second at a time: inside TLS the other direction may be needed.
    private func wait(
        for event: Int16, until deadline: ContinuousClock.Instant
    ) throws(ConnectionInterruption) {
        let left = ContinuousClock.now.duration(to: deadline)
        guard left > .zero else { throw .timedOut }
        var entry = pollfd(fd: descriptor, events: event, revents: 0)
        let slice = min(left, .seconds(1))
        _ = poll(&entry, 1, max(1, Int32(slice / .milliseconds(1))))
    }
}
