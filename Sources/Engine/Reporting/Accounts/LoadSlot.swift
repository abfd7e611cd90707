import ConvokeCore
package import Foundation
import LedgerStore

/// What a quarter of an hour asked of the relay and of the callers.
package struct LoadSlot: Hashable, Sendable {
    /// How long a slot is, in seconds.
    package static let length: TimeInterval = 900

    /// When it begins: a full quarter of an hour.
    package let start: Date
    /// Mails that the relay took.
    package var mailsTaken = 0
    /// Attempts that it put off, refused, or that failed on the way.
    package var mailsNotTaken = 0
    package var texts = 0
    /// Calls that came onto the sheet.
    package var callsDue = 0
    /// Calls whose outcome was written down.
    package var callsMade = 0

    /// The beginning of the quarter that an instant lies in. All zones in use are whole quarters from
    /// UTC.
    package static func start(of instant: Date) -> Date {
        let seconds = instant.timeIntervalSince1970
        return Date(timeIntervalSince1970: (seconds / length).rounded(.down) * length)
    }
}

extension LoadSlot {
    /// Those in which anything happened, in their order.
    static func all(_ records: ConferenceRecords) -> [LoadSlot] {
        var slots: [Date: LoadSlot] = [:]
        func at(_ moment: Date, _ change: (inout LoadSlot) -> Void) {
            let start = start(of: moment)
            change(&slots[start, default: LoadSlot(start: start)])
        }
        let texts = Set(records.deliveries.filter { $0.channel == .sms }.map(\.id))
        for attempt in records.attempts where attempt.outcome != .released {
            at(attempt.at) { slot in
                if texts.contains(attempt.delivery) {
                    slot.texts += 1
                } else if attempt.outcome == .accepted {
                    slot.mailsTaken += 1
                } else {
                    slot.mailsNotTaken += 1
                }
            }
        }
        let calls = records.cases.flatMap(\.steps)
            .filter { $0.channel == .call && $0.outcome != .dropped }
        for call in calls {
            at(max(call.begunAt, call.notBefore)) { $0.callsDue += 1 }
            if let made = call.outcomeAt { at(made) { $0.callsMade += 1 } }
        }
        return slots.values.sorted { $0.start < $1.start }
    }
}
