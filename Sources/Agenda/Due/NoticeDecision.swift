package import ConvokeCore
package import Foundation

/// What a tick does about one notice.
package struct NoticeDecision: Hashable, Sendable {
    package enum Decision: Hashable, Sendable {
        /// Its moment lies ahead: at its own time, or at the end of the quiet hours which that falls
        /// in. What somebody sent of it by hand stays.
        case notYet(next: Date)
        /// Its moment has come, and quiet hours hold back whatever is new of it.
        case wait(until: Date)
        /// Whoever has no delivery of it yet gets one: everybody, or those who were added later.
        case send
        /// A later moment of the same entry, with this id, has come: nothing new goes out, and what is
        /// still pending of this one ends.
        case supersede(by: String)
        /// Nothing of it went out, and it is of no use any more: whoever would have got it needs a
        /// person.
        case missed
        /// Nothing to do, and nothing wrong.
        case over
        /// It goes out when somebody says so, never by the clock.
        case onDemand
    }

    package let notice: Notice
    /// When its turn comes: its moment, or the end of the quiet hours which that falls in.
    package let due: Date
    /// Whether it was planned for its whole audience.
    package let isPlanned: Bool
    package let decision: Decision

    package init(notice: Notice, due: Date, isPlanned: Bool, decision: Decision) {
        self.notice = notice
        self.due = due
        self.isPlanned = isPlanned
        self.decision = decision
    }
}
