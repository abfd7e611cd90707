import ConvokeCore
package import Foundation

extension StatusReport {
    /// The report as JSON with sorted keys; instants with the workspace's offset.
    package func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(StatusDocument(self))
    }
}

/// The shape of the JSON, apart from the values so that neither binds the other.
private struct StatusDocument: Encodable {
    let conference: String
    let as_of: String
    let last_tick: String?
    let tick: String
    let paused_at: String?
    let cancelled_at: String?
    let notices: [NoticeEntry]
    let obligations: [ObligationEntry]
    let calls: [String: Int]
    let mails: [String: Int]
    let delayed: Int
    let deliveries: [DeliveryEntry]?

    init(_ report: StatusReport) {
        let text: (Date) -> String = { Instant.text($0, in: report.timeZone) }
        conference = report.conference
        as_of = text(report.asOf)
        last_tick = report.lastTick.map(text)
        tick = report.pulse.word
        paused_at = report.pausedAt.map(text)
        cancelled_at = report.cancelledAt.map(text)
        notices = report.notices.map { NoticeEntry($0, text) }
        obligations = report.obligations.map { ObligationEntry($0, text) }
        calls = [
            "open": report.calls.open, "taken": report.calls.taken, "done": report.calls.done,
        ]
        mails = ["to_read": report.mails.count]
        delayed = report.delayed
        deliveries = report.deliveries?.map { DeliveryEntry($0, text) }
    }

    /// Written out by hand because an absent tick is `null`, not left out.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(conference, forKey: .conference)
        try container.encode(as_of, forKey: .as_of)
        try container.encode(last_tick, forKey: .last_tick)
        try container.encode(tick, forKey: .tick)
        try container.encode(paused_at, forKey: .paused_at)
        try container.encode(cancelled_at, forKey: .cancelled_at)
        try container.encode(notices, forKey: .notices)
        try container.encode(obligations, forKey: .obligations)
        try container.encode(calls, forKey: .calls)
        try container.encode(mails, forKey: .mails)
        try container.encode(delayed, forKey: .delayed)
        try container.encodeIfPresent(deliveries, forKey: .deliveries)
    }

    private enum CodingKeys: String, CodingKey {
        case conference, as_of, last_tick, tick, paused_at, cancelled_at, notices, obligations
        case calls, mails, delayed, deliveries
    }
}

private struct NoticeEntry: Encodable {
    let id: String
    let kind: String
    let at: String
    let state: String
    let recipients: Int
    let counts: [String: Int]
    let channels: [String: [String: Int]]

    init(_ notice: NoticeStatus, _ text: (Date) -> String) {
        id = notice.id
        kind = notice.kind.rawValue
        at = text(notice.at)
        state = notice.state.rawValue
        recipients = notice.recipients
        counts = Self.everyState(notice.email)
        channels = [
            "sms": Self.everyState(notice.sms), "call": Self.everyState(notice.call),
        ]
    }

    /// A state that nothing is in is a zero, not an absence.
    private static func everyState(_ counts: [DeliveryState: Int]) -> [String: Int] {
        Dictionary(
            uniqueKeysWithValues: DeliveryState.allCases.map { ($0.rawValue, counts[$0] ?? 0) })
    }
}

private struct ObligationEntry: Encodable {
    let id: String
    let due: String
    let open: Int
    let done: Int
    let declined: Int
    let late: Int
    let waived: Int

    init(_ obligation: ObligationStatus, _ text: (Date) -> String) {
        id = obligation.id
        due = text(obligation.due)
        open = obligation.open
        done = obligation.done
        declined = obligation.declined
        late = obligation.late
        waived = obligation.waived
    }
}

private struct DeliveryEntry: Encodable {
    let delivery: Delivery
    let messageID: String
    let updatedAt: String
    let nextAttemptAt: String?

    init(_ status: DeliveryStatus, _ text: (Date) -> String) {
        delivery = status.delivery
        messageID = status.messageID
        updatedAt = text(status.delivery.updatedAt)
        nextAttemptAt = status.delivery.nextAttemptAt.map(text)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(delivery.id, forKey: .id)
        try container.encode(delivery.notice, forKey: .notice)
        try container.encode(delivery.recipient, forKey: .recipient)
        try container.encode(delivery.name, forKey: .name)
        try container.encode(delivery.venue, forKey: .venue)
        try container.encode(delivery.channel.rawValue, forKey: .channel)
        try container.encode(delivery.address, forKey: .address)
        try container.encode(delivery.state.rawValue, forKey: .state)
        try container.encode(delivery.attempts, forKey: .attempts)
        try container.encode(delivery.possibleDuplicate, forKey: .possible_duplicate)
        try container.encode(delivery.reply, forKey: .reply)
        try container.encode("<\(messageID)>", forKey: .message_id)
        try container.encode(updatedAt, forKey: .updated_at)
        try container.encode(nextAttemptAt, forKey: .next_attempt_at)
    }

    private enum CodingKeys: String, CodingKey {
        case id, notice, recipient, name, venue, channel, address, state, attempts, reply
        case possible_duplicate, message_id, updated_at, next_attempt_at
    }
}
