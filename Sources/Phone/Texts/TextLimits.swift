package import ConvokeCore
package import Foundation

/// How many texts may go out: to the gateway in its time, to one number in an hour.
///
/// Pure: it is told when earlier texts went out, and says from when on the next one may.
package struct TextLimits: Hashable, Sendable {
    package let rate: Rate?
    package let perNumber: Int?

    package init(_ settings: GatewaySettings) {
        rate = settings.rate
        perNumber = settings.perNumber
    }

    /// The first moment, not before `now`, at which one more text may go out. The dates are those
    /// of texts that may have left, in doubt or not, in any order; older ones than the limits look
    /// at do no harm.
    package func earliest(now: Date, toGateway: [Date], toNumber: [Date]) -> Date {
        let spans = [
            rate.map { Self.free(count: $0.count, within: $0.per, toGateway) },
            perNumber.map { Self.free(count: $0, within: Span(seconds: 3600), toNumber) },
        ]
        return spans.compactMap { $0 ?? nil }.reduce(now, max)
    }

    /// When the text that fills the limit falls out of the span; nil while there is room for ever.
    private static func free(count: Int, within span: Span, _ earlier: [Date]) -> Date? {
        guard earlier.count >= count else { return nil }
        let filling = earlier.sorted(by: >)[count - 1]
        return filling.addingTimeInterval(Double(span.seconds))
    }
}
