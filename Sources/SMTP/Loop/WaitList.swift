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
    /// How many of them wait for no descriptor. Mostly it is none, and it is asked at every end of a message.
    private var sleeping = 0

    mutating func add(_ wait: Wait) {
        waits.append(wait)
        if wait.descriptor == Self.nothing { sleeping += 1 }
    }

    /// One for each wait, in their order, with room for one more.
    var entries: [pollfd] {
        var entries: [pollfd] = []
        entries.reserveCapacity(waits.count + 1)
        for wait in waits {
            entries.append(pollfd(fd: wait.descriptor, events: wait.event, revents: 0))
        }
        return entries
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
        var kept = 0
        for place in waits.indices {
            let wait = waits[place]
            if isReady(wait, place < entries.count ? entries[place] : nil, now) {
                ready.append(wait.waiter)
            } else {
                waits[kept] = wait
                kept += 1
            }
        }
        waits.removeSubrange(kept...)
        if !ready.isEmpty { countSleeping() }
        return ready
    }

    private func isReady(
        _ wait: Wait, _ entry: pollfd?, _ now: ContinuousClock.Instant
    ) -> Bool {
        if let entry, entry.fd == wait.descriptor, entry.revents != 0 { return true }
        return wait.deadline <= now
    }

    private mutating func countSleeping() {
        sleeping = waits.count { $0.descriptor == Self.nothing }
    }

    /// Takes those out that wait for no descriptor.
    mutating func takeSleepers() -> [Waiter] {
        if sleeping == 0 { return [] }
        let sleepers = waits.filter { $0.descriptor == Self.nothing }
        waits.removeAll { $0.descriptor == Self.nothing }
        sleeping = 0
        return sleepers.map(\.waiter)
    }
}
