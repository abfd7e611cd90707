package import Foundation

extension PlannedEscalation {
    /// How a case of the same reason ended before.
    package struct Earlier: Hashable, Sendable {
        package let end: Escalation.End
        package let endedAt: Date
        /// The moment that mattered to it.
        package let deadline: Date
        /// Whether a mail was accepted after it had ended.
        package let mailWentSince: Bool
        /// Whether somebody declined on the telephone.
        package let wasDeclined: Bool

        package init(
            end: Escalation.End, endedAt: Date, deadline: Date, mailWentSince: Bool = false,
            wasDeclined: Bool = false
        ) {
            self.end = end
            self.endedAt = endedAt
            self.deadline = deadline
            self.mailWentSince = mailWentSince
            self.wasDeclined = wasDeclined
        }
    }

    /// Seconds after a case about the relay, before which the same day's next trouble is not told anew.
    private static let pause = 3600.0

    /// Whether somebody has to be reached once more, now that there is a reason again, with a moment still to
    /// come: the old one was missed and the files name a later one, an answer was taken back, a mail that was
    /// accepted came back, or what had been called off takes place. Whoever was reached is left alone until
    /// what they owe has a new moment, or the relay was back and is down once more; whoever declined, as long
    /// as that stands.
    package func begins(after earlier: Earlier, at now: Date) -> Bool {
        switch (earlier.end, cause) {
        case (.missed, _), (.cancelled, _): true
        case (.done, .relay): now >= earlier.endedAt + Self.pause
        case (.done, _): true
        case (.acknowledged, .obligation): earlier.deadline <= now || earlier.wasDeclined
        case (.acknowledged, .invitation): earlier.wasDeclined
        case (.acknowledged, .relay):
            earlier.mailWentSince && now >= earlier.endedAt + Self.pause
        case (.acknowledged, .mail): false
        }
    }
}
