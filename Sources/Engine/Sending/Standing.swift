import ConvokeCore
import LedgerStore

/// Where the recipients of a notice stand who have not got it: of each the last delivery counts.
///
/// With a relay that is down that is everybody. So a delivery is looked at and let go: of each recipient
/// a mark is left, and the delivery itself only of those who are named one by one.
struct Standing {
    /// What the last delivery of a recipient came to.
    enum Mark {
        case refused, putOff, inDoubt, byPhone
        /// Planned and not tried yet, or never to be tried.
        case waiting
    }

    private struct Last {
        let delivery: Int64
        let mark: Mark
    }

    /// By the recipient's place in the convocation; empty until there is anything to remember.
    private var last: [Last?] = []
    /// Of those who are no longer in it.
    private var strangers: [String: Last] = [:]
    private var named: [String: Delivery] = [:]
    private let convocation: Convocation

    init(_ convocation: Convocation) {
        self.convocation = convocation
    }

    /// In any order. A text belongs to its case and says nothing of the mail that failed.
    mutating func take(_ delivery: Delivery) {
        if delivery.channel == .sms { return }
        if last.isEmpty { last = Array(repeating: nil, count: convocation.recipients.count) }
        let place = convocation.index(of: delivery.recipient)
        let before = place.map { last[$0] } ?? strangers[delivery.recipient]
        if let before, before.delivery > delivery.id { return }
        let new = Last(delivery: delivery.id, mark: Mark(delivery))
        if let place { last[place] = new } else { strangers[delivery.recipient] = new }
        named[delivery.recipient] = delivery.isNamed ? delivery : nil
    }

    /// Nil for who has got the notice.
    func mark(of recipient: Recipient) -> Mark? {
        if last.isEmpty, strangers.isEmpty { return nil }
        let place = convocation.index(of: recipient.id)
        return (place.map { last[$0] } ?? strangers[recipient.id])?.mark
    }

    /// Those who are named one by one, in the order in which they were planned.
    func named(_ isMeant: (Delivery) -> Bool) -> [Delivery] {
        named.values.filter(isMeant).sorted { $0.id < $1.id }
    }
}

extension Standing.Mark {
    fileprivate init(_ delivery: Delivery) {
        if delivery.channel == .call {
            self = .byPhone
            return
        }
        switch delivery.state {
        case .failed, .bounced, .expired: self = .refused
        case .deferred: self = .putOff
        case .inDoubt: self = .inDoubt
        case .queued, .sending, .accepted, .delivered, .cancelled, .superseded, .suppressed:
            self = .waiting
        }
    }
}

extension Delivery {
    fileprivate var isNamed: Bool {
        state.needsPerson || state == .deferred || (channel == .call && state == .queued)
    }
}
