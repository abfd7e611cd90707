import ConvokeCore
import Foundation

extension StatusReport {
    /// Writes the report as JSON, in pieces that follow each other; keys sorted, instants with the workspace's
    /// offset. The deliveries are written as they are read.
    package func writeJSON(to write: (String) throws -> Void) throws {
        var before = "{\n"
        for (key, value) in members {
            try write("\(before)  \"\(key)\" : ")
            before = ",\n"
            switch value {
            case .whole(let value): try write(Self.text(value, indented: 1))
            case .deliveries(let list): try self.write(list, to: write)
            }
        }
        try write("\n}\n")
    }

    private enum Member {
        case whole(any Encodable)
        case deliveries(DeliveryList)
    }

    /// In the order of their keys. An absent tick is `null`, not left out; deliveries that nobody asked for are.
    private var members: [(key: String, value: Member)] {
        let calls = ["open": calls.open, "taken": calls.taken, "done": calls.done]
        var members: [(String, Member)] = [
            ("as_of", .whole(text(asOf))),
            ("calls", .whole(calls)),
            ("cancelled_at", .whole(cancelledAt.map(text))),
            ("conference", .whole(conference)),
            ("delayed", .whole(delayed)),
        ]
        if let deliveries { members.append(("deliveries", .deliveries(deliveries))) }
        return members + [
            ("last_tick", .whole(lastTick.map(text))),
            ("mails", .whole(["to_read": mails.count])),
            ("notices", .whole(notices.map { NoticeEntry($0, text) })),
            ("obligations", .whole(obligations.map { ObligationEntry($0, text) })),
            ("paused_at", .whole(pausedAt.map(text))),
            ("tick", .whole(pulse.word)),
        ]
    }

    private func write(_ list: DeliveryList, to write: (String) throws -> Void) throws {
        var before = "[\n    "
        try list.forEach { delivery in
            try write(before + Self.text(DeliveryEntry(delivery, text), indented: 2))
            before = ",\n    "
        }
        try write(before.hasPrefix("[") ? "[]" : "\n  ]")
    }

    private func text(_ instant: Date) -> String { Instant.text(instant, in: timeZone) }

    /// A value as it stands so many levels deep: all lines but the first begin further to the right. A line never
    /// ends inside a string of JSON (RFC 8259 section 7).
    private static func text(_ value: some Encodable, indented level: Int) throws -> String {
        let margin = String(repeating: "  ", count: level)
        return try JSONText.of(value).split(separator: "\n", omittingEmptySubsequences: false)
            .joined(separator: "\n" + margin)
    }
}

private struct NoticeEntry: Encodable {
    let id: String
    let kind: String
    /// `null` while it is not known.
    @OrNull var at: String?
    let state: String
    let recipients: Int
    let counts: [String: Int]
    let channels: [String: [String: Int]]

    init(_ notice: NoticeStatus, _ text: (Date) -> String) {
        id = notice.id
        kind = notice.kind.rawValue
        at = notice.at.map(text)
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
