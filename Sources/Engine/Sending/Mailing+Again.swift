import Agenda
import ConvokeCore
import LedgerStore

extension Mailing {
    /// A new revision for everybody in the audience, whatever became of the earlier ones.
    func planAgain(in room: LedgerRoom) throws -> Int {
        try planNextRevision(stillConcerned(in: room), in: room)
    }

    /// A new revision for those of some recipients who are in the audience still: what waited for an address
    /// that is not theirs any more gives way to it.
    func planMoved(_ recipients: Set<String>, in room: LedgerRoom) throws -> Int {
        if recipients.isEmpty { return 0 }
        let moved = try stillConcerned(in: room).filter { recipients.contains($0.id) }
        return try planNextRevision(
            moved, because: "the contact book has another address now", in: room)
    }

    /// The same for some of them.
    ///
    /// What was still to go out of those gives way afterwards, so that nobody gets both; a crash in
    /// between makes a double, never a loss.
    func planNextRevision(
        _ recipients: [Recipient], because reason: String? = nil, in room: LedgerRoom
    ) throws -> Int {
        let handOver = notice.handOver(conference.ladder)
        var rows: [PlannedDelivery] = []
        var earlier: [Delivery] = []
        for recipient in recipients {
            let before = try deliveries(of: recipient.id, in: room)
            earlier += before
            rows.append(
                Plan.delivery(
                    notice, conference, recipient, address: recipient.contact.emails.first,
                    revision: (before.map(\.revision).max() ?? 0) + 1, due: room.now,
                    handOver: handOver,
                    edition: recipient.contact.hasEmail ? nil : editions?.hash(of: recipient.id)))
        }
        if !rows.isEmpty { try enterEditions(in: room) }
        let planned = try room.ledger.plan(
            rows, at: room.now, clock: room.clock, lease: room.lease)
        try giveWay(earlier, because: reason, in: room)
        return planned
    }

    /// Sending again is a person's word on what needed one.
    private func giveWay(
        _ earlier: [Delivery], because reason: String?, in room: LedgerRoom
    ) throws {
        let pending = earlier.filter(\.state.isPending).map(\.id)
        _ = try room.ledger.sweep(
            .supersede, .deliveries(pending), reason: reason, at: room.now, lease: room.lease)
        for delivery in earlier where delivery.state.needsPerson {
            _ = try room.ledger.settle(
                delivery.id, .handled, note: "sent again on purpose", at: room.now)
        }
    }
}
