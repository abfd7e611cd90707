import Synchronization

/// Stops a run from outside, between two messages: Ctrl-C and `kill`.
package final class Brake: Sendable {
    private let state = Mutex((isPulled: false, release: (@Sendable () -> Void)?.none))

    package init() {}

    /// No further message begins; those under way end as they end.
    package func pull() {
        let act = state.withLock { state in
            state.isPulled = true
            return state.release
        }
        act?()
    }

    /// Whether nothing further is to begin.
    var isPulled: Bool { state.withLock { $0.isPulled } }

    /// What pulling does from now on; at once when it was pulled before.
    func connect(_ act: @escaping @Sendable () -> Void) {
        let isPulled = state.withLock { state in
            state.release = act
            return state.isPulled
        }
        if isPulled { act() }
    }
}
