import Glibc

/// Who goes on when a socket is ready, or at a moment.
struct WaitList<Waiter: Sendable>: Sendable {
    struct Wait: Sendable {
        /// `nothing` where only the deadline counts.
        let descriptor: Int32
        /// As poll(2) has it.
        let event: Int16
        let deadline: ContinuousClock.Instant
        let waiter: Waiter
    }

    /// No descriptor: poll(2) passes over what is below zero.
    static var nothing: Int32 { -1 }

    private var waits: [Wait] = []

    mutating func add(_ wait: Wait) { waits.append(wait) }

    /// One for each wait, in their order.
    var entries: [pollfd] {
        waits.map { pollfd(fd: $0.descriptor, events: $0.event, revents: 0) }
    }

    /// Milliseconds until the first deadline, upwards; below zero where there is none.
    func patience(from now: ContinuousClock.Instant) -> Int32 {
        guard let first = waits.lazy.map(\.deadline).min() else { return -1 }
        let left = now.duration(to: first)
        if left <= .zero { return 0 }
        return Int32(min(left, .seconds(3600)) / .milliseconds(1)) + 1
    }

    /// Takes those out whose entry says that they are ready, or whose deadline has come. What was added
    /// after the entries were made stands behind them.
    mutating func takeReady(_ entries: ArraySlice<pollfd>, now: ContinuousClock.Instant) -> [Waiter]
    {
        var ready: [Waiter] = []
        var kept: [Wait] = []
        for (place, wait) in waits.enumerated() {
            let isReady =
                place < entries.count && entries[place].fd == wait.descriptor
                && entries[place].revents != 0
            if isReady || wait.deadline <= now {
                ready.append(wait.waiter)
            } else {
                kept.append(wait)
            }
        }
        waits = kept
        return ready
    }

    /// Takes those out that wait for no descriptor.
    mutating func takeSleepers() -> [Waiter] {
        let sleepers = waits.filter { $0.descriptor == Self.nothing }
        if !sleepers.isEmpty { waits.removeAll { $0.descriptor == Self.nothing } }
        return sleepers.map(\.waiter)
    }
}
