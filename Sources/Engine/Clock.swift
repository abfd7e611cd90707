package import Foundation

/// What time it is. Decisions get `now` as a value; only the engine and the commands ask a clock.
package struct Clock: Sendable {
    private let frozen: Date?

    /// The machine's clock.
    package static let real = Clock(frozen: nil)

    /// A clock that stands still, for `--now`.
    package static func frozen(at instant: Date) -> Clock {
        Clock(frozen: instant)
    }

    private init(frozen: Date?) {
        self.frozen = frozen
    }

    package var now: Date { frozen ?? Date() }

    /// Whether it shows another time than the world's, so that nothing may leave the machine.
    package var isVirtual: Bool { frozen != nil }
}
