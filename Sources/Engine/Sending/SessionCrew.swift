import Foundation
import SMTP
import Synchronization

/// The SMTP sessions of one run, which take turns on one thread.
///
/// The first session connects alone: a wrong password is then tried once and not by all of them, which
/// is how accounts get locked. When it stands, the others follow. A session that the relay does not
/// want (too many connections, a restart) ends alone; the run goes on while one is left.
final class SessionCrew: Sendable {
    private let count: Int
    private let connector: any Connector
    private let outbox: Outbox
    private let loop: SessionLoop
    private let limits: TimeLimits
    private let roll = Mutex(SessionRoll())
    private let finished = NSCondition()

    init(
        count: Int, connector: any Connector, outbox: Outbox, loop: SessionLoop, limits: TimeLimits
    ) {
        self.count = count
        self.connector = connector
        self.outbox = outbox
        self.loop = loop
        self.limits = limits
    }

    /// Runs until the outbox has nothing more or no session is left; blocks, and reports ten times a
    /// second. Each time that no session can go on, `whenIdle` is called (`SessionLoop.turn`).
    ///
    /// - Returns: seconds since the first connection stood.
    func run(
        whenIdle: @escaping @Sendable () -> Bool, reporting: (SendProgress) -> Void
    ) -> Double {
        start()
        let thread = Thread { [loop] in loop.turn(whenIdle: whenIdle) }
        thread.name = "sessions"
        thread.stackSize = 8 << 20
        thread.start()
        finished.lock()
        while roll.withLock({ $0.present }) > 0 {
            _ = finished.wait(until: Date(timeIntervalSinceNow: 0.1))
            reporting(outbox.progress)
        }
        finished.unlock()
        return roll.withLock { $0.firstConnection.map { -$0.timeIntervalSinceNow } ?? 0 }
    }

    private func start() {
        let index = roll.withLock { $0.begin() }
        Task(executorPreference: loop) { await self.work(index) }
    }

    private func work(_ index: Int) async {
        let watched = WatchedConnector(inner: connector) { [weak self] in self?.connected() }
        let session = SMTPSession(number: index, connector: watched, limits: limits)
        do {
            try await session.run(outbox)
            _ = roll.withLock { $0.rest() }
        } catch {
            await outbox.giveBack(session: index)
            outbox.note(error, isLast: roll.withLock { $0.rest() })
        }
        if roll.withLock({ $0.leave() }) { finish() }
    }

    private func finish() {
        loop.stop()
        finished.lock()
        finished.broadcast()
        finished.unlock()
    }

    /// The first time that a session stands, all others start.
    private func connected() {
        let missing = roll.withLock { $0.connected(at: Date(), of: count) }
        for _ in 0..<missing { start() }
    }
}

/// A connector that tells when it has connected.
private struct WatchedConnector: Connector {
    let inner: any Connector
    let connected: @Sendable () -> Void

    func connect() async throws(SessionFailure) -> Connection {
        let connection = try await inner.connect()
        connected()
        return connection
    }
}
