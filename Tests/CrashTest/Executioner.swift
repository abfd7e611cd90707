import ChildProcess
import Foundation
import Sandbox
import Synchronization

/// Waits at the relay's stages for the message at which the blow is to fall.
final class Executioner: Sendable {
    private let state = Mutex(State())

    private struct State {
        var child: Child?
        var point: Blow.Point?
        /// At which occurrence of the stage, counted down.
        var left = 0
        /// The session whose client stands still until its reply has been sent.
        var stoppedSession: Int?
        var fellAt: Date?
    }

    /// Makes ready for the run of one child.
    func arm(_ child: Child, _ point: Blow.Point, occurrence: Int) {
        state.withLock {
            $0 = State(child: child, point: point, left: max(1, occurrence))
        }
    }

    /// Takes the blow back; the moment at which it fell, if it did.
    func disarm() -> Date? {
        state.withLock { state in
            defer { state = State() }
            return state.fellAt
        }
    }

    /// The relay's hook: the session waits until this returns, and so does its client.
    func attend(_ moment: SandboxMoment) -> SandboxDirective {
        state.withLock { state in
            guard let child = state.child, let point = state.point else { return .proceed }
            if state.stoppedSession == moment.session, moment.stage == .replied {
                strike(child, &state)
                return .proceed
            }
            guard state.fellAt == nil, state.stoppedSession == nil, moment.stage == point.stage
            else { return .proceed }
            state.left -= 1
            guard state.left == 0 else { return .proceed }
            if point == .unread {
                if child.stop() { state.stoppedSession = moment.session }
                return .proceed
            }
            strike(child, &state)
            return point == .dotDropped && state.fellAt != nil ? .close : .proceed
        }
    }

    private func strike(_ child: Child, _ state: inout State) {
        state.stoppedSession = nil
        if child.kill() { state.fellAt = Date() }
    }
}
