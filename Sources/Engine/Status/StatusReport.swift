package import ConvokeCore
package import Foundation

/// Where everything of a conference stands: what `status` shows, and its JSON form.
package struct StatusReport: Sendable {
    package let conference: String
    package let title: String
    package let asOf: Date
    package let lastTick: Date?
    package let timeZone: TimeZone
    package let notices: [NoticeStatus]
    package let obligations: [ObligationStatus]
    package let calls: CallStatus
    /// Those asked for; nil when none were.
    package let deliveries: [DeliveryStatus]?
    /// How many deliveries wait for a person.
    package let needPerson: Int
    /// What could not be read and therefore is not counted.
    package let remarks: [Problem]
}

/// One notice and how many deliveries of it are in each state.
package struct NoticeStatus: Sendable {
    package enum State: String, Sendable {
        case planned, sending, done, missed, cancelled
    }

    package let id: String
    package let kind: Notice.Kind
    package let at: Date
    package let state: State
    package let recipients: Int
    package let email: [DeliveryState: Int]
    package let sms: [DeliveryState: Int]
    package let call: [DeliveryState: Int]

    /// The state that a notice is in, from what its deliveries came to.
    package static func state(
        of notice: Notice, counts: [DeliveryState: Int], now: Date
    ) -> State {
        let total = counts.values.reduce(0, +)
        if total == 0 { return notice.lastUseful < now ? .missed : .planned }
        let pending = [DeliveryState.queued, .sending, .deferred].map { counts[$0] ?? 0 }
        if pending.reduce(0, +) > 0 { return .sending }
        return counts[.cancelled] == total ? .cancelled : .done
    }
}

/// An obligation and how many of its rows are in each state; the counts are disjoint.
package struct ObligationStatus: Sendable {
    package let id: String
    package let title: String
    package let due: Date
    package let open: Int
    package let done: Int
    package let declined: Int
    package let late: Int
    package let waived: Int
}

/// The call sheet in numbers.
package struct CallStatus: Sendable {
    package let open: Int
    package let taken: Int
    package let done: Int
}

/// One delivery as `status --deliveries` shows it.
package struct DeliveryStatus: Sendable {
    package let delivery: Delivery
    package let messageID: String
}
