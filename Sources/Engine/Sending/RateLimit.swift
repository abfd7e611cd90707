import ConvokeCore

/// How fast messages may leave: a bucket that fills evenly and holds a tenth of a second's worth, at
/// least one message, so that a ceiling of 600 a minute means ten a second and not 600 at once.
package struct RateLimit: Sendable {
    /// Waiting fills the bucket up to a rounding error; without a grain of tolerance a caller would
    /// be told to wait for nothing, for ever.
    private static let grain = 1e-6

    private let interval: Double
    private let capacity: Double
    private var level: Double
    private var filledAt: Double

    /// - Parameter uptime: seconds of a clock that only goes forward.
    package init(count: Int, per seconds: Int, uptime: Double) {
        interval = Double(seconds) / Double(count)
        capacity = max(1, 0.1 / interval)
        level = capacity
        filledAt = uptime
    }

    /// Takes one message's worth; else says after how many seconds to ask again.
    package mutating func take(uptime: Double) -> Double? {
        level = min(capacity, level + (uptime - filledAt) / interval)
        filledAt = uptime
        if level < 1 - Self.grain { return (1 - level) * interval }
        level = max(0, level - 1)
        return nil
    }
}
