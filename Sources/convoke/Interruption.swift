import Dispatch
import Engine
import Foundation

/// Ctrl-C and `kill`, as something that a command can wait for.
enum Interruption {
    /// Returns when the process is asked to end, or when the task is cancelled.
    static func wait() async {
        let (signals, continuation) = AsyncStream<Void>.makeStream()
        let sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { continuation.yield() }
            source.resume()
            return source
        }
        for await _ in signals { break }
        sources.forEach { $0.cancel() }
        for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    }

    /// Runs a body; the first Ctrl-C pulls the brake, the second ends the process as usual.
    static func watching<Value: Sendable>(
        _ brake: Brake, _ console: Console,
        _ words: String = "Stopping after the messages under way; Ctrl-C again ends at once.",
        _ body: @Sendable () async throws -> Value
    ) async throws -> Value {
        let watch = Task {
            await wait()
            guard !Task.isCancelled else { return }
            console.complain(words)
            brake.pull()
        }
        defer { watch.cancel() }
        return try await body()
    }
}
