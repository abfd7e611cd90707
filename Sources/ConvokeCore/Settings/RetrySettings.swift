/// How long to wait between attempts at a delivery that was put off.
package struct RetrySettings: Hashable, Sendable {
    /// Before the second attempt.
    package let first: Span
    /// By how much each wait is longer than the one before.
    package let factor: Double
    /// No wait is longer.
    package let longest: Span

    package init(
        first: Span = Span(seconds: 60), factor: Double = 2, longest: Span = Span(seconds: 1800)
    ) {
        self.first = first
        self.factor = factor
        self.longest = longest
    }
}
