package import ConvokeCore
package import Foundation
import LedgerStore

/// Something that did not go as planned, and what became of it.
package struct FailureAccount: Sendable {
    /// How it ended; the order is the one of a page, what needs somebody first.
    package enum Resolution: String, Sendable, CaseIterable {
        /// Nothing has helped.
        case open
        /// Something is under way.
        case waiting
        case telephone
        case text
        /// Another address of the contact's, or the same once more on purpose.
        case laterMail = "later_mail"
        /// A later attempt of the same delivery.
        case laterAttempt = "later_attempt"
        /// The recipient answered all the same.
        case answer
        /// A person of the office said that it is dealt with.
        case person
        /// Called off, superseded, or done in another way.
        case notNeeded = "not_needed"
    }

    package let delivery: Int64
    package let notice: String
    package let recipient: String
    package let name: String
    /// The venue's id, where there is one.
    package let venue: String?
    package let channel: Channel
    package let address: String
    package let state: DeliveryState
    package let reason: Reason?
    /// The first words of a server that refused or put it off; ours where none spoke.
    package let words: String
    /// When it first went wrong.
    package let since: Date
    package let resolution: Resolution
    /// When that was; nil while nothing has helped.
    package let resolvedAt: Date?

    /// How long it took, in seconds; nil while nothing has helped.
    package var duration: TimeInterval? {
        resolvedAt.map { max(0, $0.timeIntervalSince(since)) }
    }
}

extension FailureAccount {
    /// Every delivery that was put off, refused, came back, expired, is in doubt, or has no address; in
    /// the order in which they went wrong.
    static func all(_ index: RecordIndex) -> [FailureAccount] {
        index.records.deliveries.compactMap { FailureAccount($0, index) }
            .sorted { ($0.since, $0.delivery) < ($1.since, $1.delivery) }
    }

    private init?(_ delivery: Delivery, _ index: RecordIndex) {
        let bad = index.attempts(of: delivery)
            .first { $0.outcome != .accepted && $0.outcome != .released }
        guard let since = Self.since(delivery, bad, index) else { return nil }
        self.delivery = delivery.id
        notice = delivery.notice
        recipient = delivery.recipient
        name = delivery.name
        venue = delivery.venue
        channel = delivery.channel
        address = delivery.address
        state = delivery.state
        reason = bad?.reason ?? delivery.reason
        words = bad.map(\.words) ?? delivery.reply ?? ""
        self.since = since
        (resolution, resolvedAt) = Self.resolution(delivery, since, index)
    }

    /// When it went wrong; nil when it never did.
    private static func since(
        _ delivery: Delivery, _ bad: DeliveryAttempt?, _ index: RecordIndex
    ) -> Date? {
        if let bad { return bad.at }
        if delivery.channel == .call { return delivery.plannedAt }
        guard delivery.state.needsPerson else { return nil }
        let kinds: [Remark.Kind] = [.reportedFailed, .expired]
        return index.remarks(on: delivery).first { kinds.contains($0.kind) }?.at
            ?? delivery.updatedAt
    }

    /// What came first of all that can settle it.
    private static func resolution(
        _ delivery: Delivery, _ since: Date, _ index: RecordIndex
    ) -> (Resolution, Date?) {
        var found: [(Resolution, Date)] = []
        if let taken = index.takenAt(delivery) { found.append((.laterAttempt, taken)) }
        for other in index.deliveries(to: delivery.recipient)
        where other.notice == delivery.notice && other.id != delivery.id {
            guard let taken = index.takenAt(other), taken >= since else { continue }
            found.append((other.channel == .email ? .laterMail : .text, taken))
        }
        if let at = index.spoken(delivery.recipient, since: since) {
            found.append((.telephone, at))
        }
        let answer = index.answers(of: delivery.recipient)
            .filter { $0.isOwnWord && $0.answer.at >= since }.map(\.answer.at).min()
        if let answer { found.append((.answer, answer)) }
        if let word = index.settled(delivery) { found.append((.person, word.at)) }
        if let first = found.min(by: { $0.1 < $1.1 }) { return first }
        if [.cancelled, .superseded, .suppressed].contains(delivery.state) {
            return (.notNeeded, delivery.updatedAt)
        }
        let isUnderWay = index.isUnderWay(delivery) || index.hasOpenCase(delivery.recipient)
        return (isUnderWay ? .waiting : .open, nil)
    }
}
