package import ConvokeCore
import Foundation
import LedgerStore

/// What a `send` would do.
package struct DryRun: Sendable {
    package let notice: Notice
    /// By mail, to whom no delivery is planned yet or whose delivery is due.
    package let mails: [Recipient]
    /// Those without a mail address.
    package let calls: [Recipient]
    /// Those who have had it, or whose delivery ended.
    package let settled: Int

    init(_ mailing: Mailing, _ office: Office, again: Bool) throws {
        notice = mailing.notice
        let reader = try LedgerReader.open(at: office.ledgerPath)
        var planned = Set<String>()
        var waiting = Set<String>()
        let known = try reader?.deliveries(
            DeliveryFilter(conference: mailing.conference.id, notice: notice.id), limit: .max)
        for delivery in known ?? [] {
            planned.insert(delivery.recipient)
            if delivery.isDue(office.clock.now) { waiting.insert(delivery.recipient) }
        }
        let due = mailing.audience.filter {
            again || !planned.contains($0.id) || waiting.contains($0.id)
        }
        mails = due.filter { !$0.contact.emails.isEmpty }
        calls = due.filter { $0.contact.emails.isEmpty }
        settled = mailing.audience.count - due.count
    }
}

extension Delivery {
    fileprivate func isDue(_ now: Date) -> Bool {
        channel == .email && (nextAttemptAt.map { $0 <= now } ?? false)
    }
}
