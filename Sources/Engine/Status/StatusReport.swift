import Agenda
package import ConvokeCore
package import Foundation

/// Where everything of a conference stands: what `status` shows, and its JSON form.
package struct StatusReport: Sendable {
    package let conference: String
    package let title: String
    package let asOf: Date
    package let lastTick: Date?
    /// Whether `tick` runs as it should.
    package let pulse: Pulse
    /// Since when the conference is paused; nil when it is not.
    package let pausedAt: Date?
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

extension StatusReport {
    /// Whether the command ends with 1.
    package var needsSomebody: Bool {
        needPerson > 0 || calls.open > 0 || pulse != .regular
    }
}

/// Whether somebody runs `tick`: the dead man's switch.
package enum Pulse: Hashable, Sendable {
    case regular
    /// No tick ever, although a notice has been due since then.
    case never(due: Date)
    /// The last tick is too long ago.
    case silent(since: Date)

    /// As JSON has it.
    var word: String {
        switch self {
        case .regular: "regular"
        case .never: "never"
        case .silent: "silent"
        }
    }
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
        if total == 0 {
            return notice.lastUseful < now && !notice.isOnDemand ? .missed : .planned
        }
        if counts[.expired] == total { return .missed }
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
