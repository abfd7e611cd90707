import ConvokeCore
import SMTP
import Synchronization

/// One message for one session, outside of any ledger.
final class SingleFeed: ParcelFeed {
    private let state: Mutex<(waiting: Parcel?, attempt: Attempt?)>

    init(_ parcel: Parcel) {
        state = Mutex((parcel, nil))
    }

    func next(session: Int, mayWait: Bool) -> Parcel? {
        state.withLock { state in
            defer { state.waiting = nil }
            return state.waiting
        }
    }

    /// Nothing is tracked, so there is no intent to wait for.
    func confirmIntent(_ parcel: Parcel) {}

    func ended(_ parcel: Parcel, with attempt: Attempt) {
        state.withLock { $0.attempt = attempt }
    }

    /// Sends it, on the calling thread.
    func send(for account: RelayAccount, _ relay: RelaySettings) throws -> Reply {
        do {
            let loop = try SessionLoop()
            try loop.run { [self] in
                let connector = RelayConnector(account, loop: loop)
                try await SMTPSession(number: 1, connector: connector).run(self)
            }
        } catch let failure as SessionFailure {
            throw failure.problem(relay)
        }
        let attempt = state.withLock { $0.attempt }
        guard let attempt, attempt.outcome == .accepted, let reply = attempt.reply else {
            throw Problem(
                .needsPerson, "The relay did not take the preview",
                found: attempt?.words, fix: "Check the address, and read the relay's words.")
        }
        return reply
    }
}
