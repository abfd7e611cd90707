import Agenda
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
    /// Those who have done already what it reminds of.
    package let answered: Int

    init(_ mailing: Mailing, _ office: Office, again: Bool) throws {
        notice = mailing.notice
        let reader = try LedgerReader.open(at: office.ledgerPath)
        var planned = Set<String>()
        var waiting = Set<String>()
        let known = try reader?.deliveries(
            DeliveryFilter(conference: mailing.conference.id, notice: notice.id), limit: .max)
        // What was planned for a moment that was moved is planned anew.
        let term =
            notice.kind == .reminder ? try reader?.terms(of: mailing.conference.id)[notice.id] : nil
        let first = term.map { $0.isFor(mailing.notice) ? $0.revision : .max } ?? 1
        for delivery in known ?? [] where delivery.revision >= first {
            planned.insert(delivery.recipient)
            if delivery.isDue(office.clock.now) { waiting.insert(delivery.recipient) }
        }
        let concerned = try Self.concerned(mailing, office, reader)
        let due = concerned.filter {
            again || !planned.contains($0.id) || waiting.contains($0.id)
        }
        mails = due.filter { !$0.contact.emails.isEmpty }
        calls = due.filter { $0.contact.emails.isEmpty }
        settled = concerned.count - due.count
        answered = mailing.audience.count - concerned.count
    }

    /// As `send` would find them; before there is a ledger nobody has answered.
    private static func concerned(
        _ mailing: Mailing, _ office: Office, _ reader: LedgerReader?
    ) throws -> [Recipient] {
        let (notice, conference) = (mailing.notice, mailing.conference)
        guard let reader, let about = ObligationRows.subject(of: notice, conference) else {
            return mailing.audience
        }
        let owed = ObligationRows.parties(conference, mailing.convocation.recipients)
            .first { $0.about == about }
        let new = try reader.unknown(owed.map { Array($0) } ?? [], of: about, in: conference.id)
        let open = try reader.openParties(of: about, in: conference.id).union(new)
        return ObligationRows.audience(
            of: notice, conference, mailing.audience, open: [about: open], now: office.clock.now)
    }
}

extension Delivery {
    fileprivate func isDue(_ now: Date) -> Bool {
        channel == .email && (nextAttemptAt.map { $0 <= now } ?? false)
    }
}
