package import ConvokeCore
package import Foundation

/// When a delivery that was put off is tried again.
package struct RetryPolicy: Hashable, Sendable {
    private let settings: RetrySettings

    package init(_ settings: RetrySettings) {
        self.settings = settings
    }

    /// The moment of the next attempt.
    ///
    /// The wait grows by `factor` with each attempt up to `longest`; a greylisting server wants at
    /// least five minutes before it believes a second attempt (RFC 6647 section 5 advises servers to
    /// ask for between one minute and a day; five are usual). A tenth is added or taken away, so that
    /// a relay's return does not meet all of them at once. Bounded by the delivery's own moments: a
    /// last attempt is made at the last useful moment rather than after it.
    ///
    /// - Parameter jitter: between -1 and 1.
    package func nextAttempt(
        after now: Date, attempts: Int, reason: Reason?, jitter: Double, lastUseful: Date
    ) -> Date {
        let grown =
            Double(settings.first.seconds) * pow(settings.factor, Double(max(0, attempts - 1)))
        var wait = min(grown, Double(settings.longest.seconds))
        if reason == .greylisted { wait = max(wait, Self.greylistingWait) }
        wait *= 1 + 0.1 * jitter
        let next = now.addingTimeInterval(wait.rounded())
        return now < lastUseful ? min(next, lastUseful) : next
    }

    private static let greylistingWait = 300.0
}
