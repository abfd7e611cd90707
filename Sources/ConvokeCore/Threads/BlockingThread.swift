import Foundation

/// Work that blocks, on a thread of its own: never on Swift's cooperative pool, which has as many threads
/// as the machine has cores, and others who wait for one.
package enum BlockingThread {
    /// `stack` is the thread's, in bytes.
    package static func run<Value, Failure: Error>(
        stack: Int = 8 << 20, _ body: @escaping @Sendable () throws(Failure) -> sending Value
    ) async throws(Failure) -> sending Value {
        let result: Result<Value, Failure> = await withCheckedContinuation { continuation in
            let thread = Thread {
                continuation.resume(returning: Result { () throws(Failure) in try body() })
            }
            thread.stackSize = stack
            thread.start()
        }
        return try result.get()
    }
}
