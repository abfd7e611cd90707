import NIOConcurrencyHelpers
import NIOCore

/// The sessions that are running, so that they can be ended together.
final class OpenSessions: Sendable {
    private struct Running {
        let channel: any Channel
        let task: Task<Void, Never>
    }

    private let running = NIOLockedValueBox([Int: Running]())

    func start(_ session: SMTPSession) {
        running.withLockedValue { running in
            let task = Task {
                await session.run()
                _ = self.running.withLockedValue { $0.removeValue(forKey: session.number) }
            }
            running[session.number] = Running(channel: session.channel, task: task)
        }
    }

    /// Waits until every session has ended by itself, because its client left.
    func allEnded() async {
        while let session = running.withLockedValue({ $0.values.first }) {
            await session.task.value
        }
    }

    /// Closes every connection and waits until its session has ended.
    func closeAll() async {
        while let session = running.withLockedValue({ $0.values.first }) {
            session.task.cancel()
            // Closed already is as good as closed now.
            try? await session.channel.close()
            await session.task.value
        }
    }
}
