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

    /// How far a wait is moved so that not all end at once, between -1 and 1; not at all by a virtual
    /// clock, so that a day that is played twice is the same day.
    var jitter: Double { isVirtual ? 0 : Double.random(in: -1...1) }

    /// Whether it shows another time than the world's, so that nothing may leave the machine.
    package var isVirtual: Bool { frozen != nil }
}
