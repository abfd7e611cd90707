import Agenda
package import ConvokeCore
package import Foundation
package import LedgerStore

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
    /// Since when it is called off; nil while it takes place.
    package let cancelledAt: Date?
    /// How many of the documents' links did not answer when tick last asked.
    package let deadLinks: Int
    package let timeZone: TimeZone
    package let notices: [NoticeStatus]
    package let obligations: [ObligationStatus]
    package let calls: CallStatus
    /// Who has to be reached by telephone, and how far that is.
    package let cases: [Escalation]
    /// Ids of those cases that nobody is left to be called for, though nobody was reached.
    package let exhausted: Set<Int64>
    /// Those asked for; nil when none were.
    package let deliveries: DeliveryList?
    /// Mails of this conference, or of nobody, that a person has still to read.
    package let mails: [MailRecord]
    /// How many deliveries a server on the way said that it could not pass on yet.
    package let delayed: Int
    /// How many deliveries wait for a person.
    package let needPerson: Int
    /// How many are in doubt and will be sent once more without a person's word.
    package let toResend: Int
    /// Notices that were missed without a tick to say so, or that a pause keeps back.
    package let neglected: [String]
    /// What could not be read and therefore is not counted.
    package let remarks: [Problem]
}

extension StatusReport {
    /// Whether the command ends with 1.
    package var needsSomebody: Bool {
        needPerson > 0 || calls.open > 0 || !exhausted.isEmpty || !mails.isEmpty || deadLinks > 0
            || pulse != .regular || !neglected.isEmpty
    }
}

/// Whether somebody runs `tick`: the dead man's switch.
package enum Pulse: Hashable, Sendable {
    case regular
    /// No tick ever, although a notice has been due since then.
    case never(due: Date)
    /// The last tick is too long ago.
    case silent(since: Date)
    /// Ticks come, and the last one was stopped by that.
    case stopped(at: Date, by: String)

    /// As JSON has it.
    var word: String {
        switch self {
        case .regular: "regular"
        case .never: "never"
        case .silent: "silent"
        case .stopped: "stopped"
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
    /// Its moment; of one that waits for somebody's word when it was first planned, nil before that.
    package let at: Date?
    package let state: State
    package let recipients: Int
    package let email: [DeliveryState: Int]
    package let sms: [DeliveryState: Int]
    package let call: [DeliveryState: Int]

    /// The state that a notice is in, from what its deliveries came to.
    ///
    /// - Parameters:
    ///   - concernsNobody: whether everybody has done what it would remind of.
    ///   - isNarrowed: whether it went to a part of its audience, and the rest is still to be planned.
    ///   - isCancelled: whether the conference is called off.
    package static func state(
        of notice: Notice, counts: [DeliveryState: Int], concernsNobody: Bool = false,
        isNarrowed: Bool = false, isCancelled: Bool = false, now: Date
    ) -> State {
        let total = counts.values.reduce(0, +)
        if total == 0 {
            if isCancelled, notice.kind != .cancellation { return .cancelled }
            if notice.lastUseful >= now || notice.isOnDemand { return .planned }
            return concernsNobody ? .done : .missed
        }
        if counts[.expired] == total { return .missed }
        let pending = [DeliveryState.queued, .sending, .deferred].map { counts[$0] ?? 0 }
        if pending.reduce(0, +) > 0 { return .sending }
        if isNarrowed, !isCancelled { return notice.lastUseful >= now ? .planned : .missed }
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

extension Notice {
    /// Whether it reminds of one of these obligations.
    func concerns(_ obligations: Set<String>) -> Bool {
        guard kind == .reminder, case .obligation(let id) = about else { return false }
        return obligations.contains(id)
    }
}

extension LedgerReader {
    /// The obligations that nobody owes any more.
    func settledObligations(in conference: String) throws(LedgerFailure) -> Set<String> {
        let counts = try obligationCounts(in: conference)
        return Set(counts.filter { ($0.counts[.open] ?? 0) == 0 }.map(\.about))
    }
}
