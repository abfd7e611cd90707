import Agenda
import ConvokeCore
import LedgerStore

extension Mailing {
    /// The revision that the notice's deliveries have now. A reminder whose deadline was moved begins a
    /// new one: who was reminded of the old deadline is reminded of the new one too.
    func revision(in room: LedgerRoom) throws -> Int {
        try Self.renew(notice, conference, in: room).revision
    }

    /// Ends what waits for a moment that was moved; `tick` plans it anew.
    ///
    /// - Returns: how many deliveries ended.
    func renewAllTerms(in room: LedgerRoom) throws -> Int {
        let planned = try room.ledger.reader.plannedNotices(in: conference.id)
        return try conference.notices.filter { planned.contains($0.id) }
            .reduce(0) { try $0 + Self.renew($1, conference, in: room).ended }
    }

    static func renew(
        _ notice: Notice, _ conference: Conference, in room: LedgerRoom
    ) throws -> (revision: Int, ended: Int) {
        guard notice.kind == .reminder else { return (1, 0) }
        let term = try room.ledger.renewTerm(
            of: notice.id, in: conference.id, lastUseful: notice.lastUseful, lease: room.lease)
        let waiting = try room.ledger.reader.deliveries(
            DeliveryFilter(
                conference: conference.id, notice: notice.id, states: [.queued, .deferred]),
            limit: .max)
        let old = waiting.filter { $0.revision < term.revision }.map(\.id)
        if old.isEmpty { return (term.revision, 0) }
        let ended = try room.ledger.sweep(
            .supersede, .deliveries(old), reason: "its moment was moved", at: room.now,
            lease: room.lease)
        return (term.revision, ended)
    }
}
