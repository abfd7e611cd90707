import Foundation

/// A value that threads take by turns, and for whose change they can wait.
///
/// Whoever finds it taken sleeps at once. Swift's `Mutex` tries for a while first, and where there are
/// more threads than cores it only keeps the one from running that has the value.
///
/// `@unchecked Sendable`: `value` and `waiting` are touched by whoever holds `gate` alone, and what
/// leaves it is `Sendable` itself.
final class Monitor<Value: Sendable>: @unchecked Sendable {
    private let gate = NSCondition()
    private var value: Value
    /// How many threads wait for a change.
    private var waiting = 0

    init(_ value: Value) {
        self.value = value
    }

    /// Uses or changes the value. What is done within should be short, and wait for nothing.
    func withLock<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
        gate.lock()
        defer { gate.unlock() }
        return body(&value)
    }

    /// Changes the value, and wakes those who wait for that.
    func change<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
        gate.lock()
        defer { gate.unlock() }
        let result = body(&value)
        if waiting > 0 { gate.broadcast() }
        return result
    }

    /// Waits until somebody tells that something has changed, at most so many seconds.
    func wait(atMost seconds: Double) {
        gate.lock()
        defer { gate.unlock() }
        waiting += 1
        _ = gate.wait(until: Date(timeIntervalSinceNow: seconds))
        waiting -= 1
    }
}
