import ConvokeCore
import Foundation

/// What `LedgerWriter.submit` gives for a change, to wait with.
package struct Ticket: Sendable {
    let batch: Batch
    let index: Int
}

/// The changes of one flush.
///
/// `@unchecked Sendable`: `groups` and `count` belong to the writer's gate until somebody takes the batch to
/// write it, and to that thread alone afterwards; everything else is only touched under `condition`.
final class Batch: @unchecked Sendable {
    /// The intents that came too late, by index.
    typealias Overtaken = [Int: DeliveryState]

    /// The changes, in as few groups as keep the order of what concerns one delivery.
    private(set) var groups: [ChangeGroup] = []
    /// Of changes.
    private var count = 0
    private var result: Result<Overtaken, LedgerFailure>?
    /// Tasks that wait, beside the threads that the condition knows.
    private var waiting: [UnsafeContinuation<Void, Never>] = []
    private let condition = NSCondition()

    var isEmpty: Bool { groups.isEmpty }

    /// Returns the change's place among those of the batch.
    func append(_ change: consuming LedgerChange) -> Int {
        defer { count += 1 }
        if groups.last?.concerns(change.delivery) ?? true {
            groups.append(ChangeGroup(change, at: count))
        } else {
            groups[groups.count - 1].take(change, at: count)
        }
        return count
    }

    /// Wakes everyone who waits for this batch, and nobody else. They are woken when the condition is
    /// free: they all want it at once.
    func finish(_ result: Result<Overtaken, LedgerFailure>) {
        condition.lock()
        self.result = result
        let tasks = waiting
        waiting = []
        condition.unlock()
        condition.broadcast()
        for task in tasks { task.resume() }
    }

    /// Blocks the calling thread until the batch is on disk, or has failed.
    func wait() throws(LedgerFailure) -> Overtaken {
        condition.lock()
        defer { condition.unlock() }
        while true {
            if let result { return try result.get() }
            condition.wait()
        }
    }

    /// What became of it, as soon as it is on disk; nil before.
    func known() throws(LedgerFailure) -> Overtaken? {
        try condition.withLock { result }?.get()
    }

    /// Waits until the batch is on disk, or has failed, without holding a thread up.
    func settled() async throws(LedgerFailure) -> Overtaken {
        if let known = try known() { return known }
        await withUnsafeContinuation { task in
            let isOver = condition.withLock {
                if result == nil { waiting.append(task) }
                return result != nil
            }
            if isOver { task.resume() }
        }
        return try wait()
    }
}
