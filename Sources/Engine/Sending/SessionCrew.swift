import Foundation
import SMTP
import Synchronization

/// The SMTP sessions of one run, each blocking on a thread of its own.
///
/// The first session connects alone: a wrong password is then tried once and not by all of them, which
/// is how accounts get locked. When it stands, the others follow. A session that the relay does not
/// want (too many connections, a restart) ends alone; the run goes on while one is left.
final class SessionCrew: Sendable {
    private let count: Int
    private let connector: any Connector
    private let outbox: Outbox
    private let limits: TimeLimits
    private let roll = Mutex(Roll())
    private let finished = NSCondition()

    private struct Roll {
        var started = 0
        var alive = 0
        var failures: [SessionFailure] = []
        var firstConnection: Date?
    }

    init(count: Int, connector: any Connector, outbox: Outbox, limits: TimeLimits) {
        self.count = count
        self.connector = connector
        self.outbox = outbox
        self.limits = limits
    }

    /// Runs until the outbox has nothing more or no session is left; blocks, and reports ten times a
    /// second.
    ///
    /// - Returns: seconds since the first connection stood.
    func run(reporting: (SendProgress) -> Void) -> Double {
        start()
        finished.lock()
        while roll.withLock({ $0.alive }) > 0 {
            _ = finished.wait(until: Date(timeIntervalSinceNow: 0.1))
            reporting(outbox.progress)
        }
        finished.unlock()
        return roll.withLock { $0.firstConnection.map { -$0.timeIntervalSinceNow } ?? 0 }
    }

    private func start() {
        let index = roll.withLock { roll in
            roll.alive += 1
            roll.started += 1
            return roll.started
        }
        let thread = Thread { self.work(index) }
        thread.stackSize = 1 << 20
        thread.start()
    }

    private func work(_ index: Int) {
        let watched = WatchedConnector(inner: connector) { [weak self] in self?.connected() }
        let session = SMTPSession(number: index, connector: watched, limits: limits)
        do {
            try session.run(outbox)
        } catch {
            outbox.note(error, isLast: roll.withLock { $0.alive == 1 })
        }
        roll.withLock { $0.alive -= 1 }
        finished.lock()
        finished.broadcast()
        finished.unlock()
    }

    /// The first time that a session stands, all others start.
    private func connected() {
        let missing = roll.withLock { roll in
            guard roll.firstConnection == nil else { return 0 }
            roll.firstConnection = Date()
            return count - roll.started
        }
        for _ in 0..<max(0, missing) { start() }
    }
}

/// A connector that tells when it has connected.
private struct WatchedConnector: Connector {
    let inner: any Connector
    let connected: @Sendable () -> Void

    func connect() throws(SessionFailure) -> Connection {
        let connection = try inner.connect()
        connected()
        return connection
    }
}
