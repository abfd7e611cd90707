package import Foundation

/// Whether ticks stay away while there is something to do.
///
/// The rule: ticks come every minute, so three minutes without one are too many, provided that
/// something is pending, due, or comes up within an hour. A conference in which all is sent, or for
/// which the next thing is days away, needs no tick. Where none ever came, nobody may have wanted one
/// (notices can be sent by hand): that is told only when a notice is three minutes overdue.
package enum Staleness: Hashable, Sendable {
    /// The ticks come, or none is needed.
    case fresh
    /// There was none yet, and a notice that nobody sent has been due since then.
    case never(due: Date)
    /// The last one was then.
    case silent(since: Date)

    private static let patience = 180.0
    private static let horizon = 3600.0

    /// - Parameter hasPending: whether deliveries wait for an attempt.
    package static func of(
        lastTick: Date?, _ decisions: [NoticeDecision], hasPending: Bool, now: Date
    ) -> Staleness {
        guard let lastTick else { return neverTicked(decisions, now) }
        guard now.timeIntervalSince(lastTick) > patience else { return .fresh }
        let limit = now.addingTimeInterval(horizon)
        let isAwaited = hasPending || decisions.contains { $0.needsTick(by: limit) }
        return isAwaited ? .silent(since: lastTick) : .fresh
    }

    private static func neverTicked(_ decisions: [NoticeDecision], _ now: Date) -> Staleness {
        let waiting = decisions.filter { !$0.isPlanned && $0.decision == .send }
        guard let due = waiting.map(\.due).min(), now.timeIntervalSince(due) > patience else {
            return .fresh
        }
        return .never(due: due)
    }
}

extension NoticeDecision {
    /// Whether something new of it is to be sent not later than `limit`. What is planned already needs
    /// a tick only for those who were added since: that is no reason to be alarmed.
    fileprivate func needsTick(by limit: Date) -> Bool {
        switch decision {
        case .send: !isPlanned
        case .wait(let until): !isPlanned && until <= limit
        case .notYet(let next): next <= limit
        case .supersede, .missed, .over, .onDemand: false
        }
    }
}
