package import Foundation

extension PlannedEscalation {
    /// How a case of the same reason ended before.
    package struct Earlier: Hashable, Sendable {
        package let end: Escalation.End
        package let endedAt: Date
        /// The moment that mattered to it.
        package let deadline: Date

        package init(end: Escalation.End, endedAt: Date, deadline: Date) {
            self.end = end
            self.endedAt = endedAt
            self.deadline = deadline
        }
    }

    /// Seconds after a relay's trouble was over, before which the same day's next one is not told anew.
    private static let pause = 3600.0

    /// Whether somebody has to be reached once more, now that there is a reason again, with a moment still to
    /// come: the old one was missed and the files name a later one, an answer was taken back, or what had
    /// been called off takes place. Whoever was reached is left alone until what they owe has a new moment.
    package func begins(after earlier: Earlier, at now: Date) -> Bool {
        switch (earlier.end, cause) {
        case (.missed, _), (.cancelled, _): true
        case (.done, .obligation): true
        case (.done, .relay): now >= earlier.endedAt + Self.pause
        case (.acknowledged, .obligation): earlier.deadline <= now
        case (.done, _), (.acknowledged, _): false
        }
    }
}
