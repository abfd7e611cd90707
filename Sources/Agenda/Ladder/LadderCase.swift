package import Foundation

/// Why a ladder is climbed, as far as its arithmetic needs to know: from when, and until when.
package struct LadderCase: Hashable, Sendable {
    /// How long before the deadline an open case is on the call sheet when nobody says otherwise:
    /// half an hour, in which a duty desk of two gets through about a dozen calls. In seconds.
    package static let usualCallLead = 1800

    /// Frozen: an index of a rung means the same rung as long as the case lives.
    package let rungs: [Rung]
    /// When the reason arose.
    package let since: Date
    /// The moment that matters; no rung begins at it or after it.
    package let deadline: Date
    /// Seconds before the deadline by which the case has a call begun, if it is open; a negative
    /// one is none.
    package let callLead: Int
    /// Whether texts go out in quiet hours too.
    package let isUrgent: Bool

    package init(
        rungs: [Rung], since: Date, deadline: Date, callLead: Int = usualCallLead,
        isUrgent: Bool = false
    ) {
        self.rungs = rungs
        self.since = since
        self.deadline = deadline
        self.callLead = callLead
        self.isUrgent = isUrgent
    }

    /// By when the case has a call begun, if it is open then.
    package var callBy: Date { deadline.addingTimeInterval(-Double(max(0, callLead))) }

    /// By when a call that begins at a moment is to be made.
    package func callBy(begunAt moment: Date) -> Date { callBy > moment ? callBy : deadline }
}
