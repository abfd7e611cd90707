import Foundation

/// Runs what blocks on a thread of its own. All tests share one pool of as many threads as the machine
/// has cores: a pass that blocked there would stop the relay that it is waiting for.
package func blocking<Value: Sendable>(
    _ body: @escaping @Sendable () throws -> Value
) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        let thread = Thread { continuation.resume(with: Result { try body() }) }
        thread.stackSize = 8 << 20
        thread.start()
    }
}
