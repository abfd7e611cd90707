import Foundation

/// Work that blocks, on a thread of its own: never on Swift's cooperative pool, which has as many
/// threads as the machine has cores.
enum BlockingThread {
    static func run<Value: Sendable>(
        _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let thread = Thread {
                continuation.resume(with: Result { try body() })
            }
            thread.stackSize = 8 << 20
            thread.start()
        }
    }
}
