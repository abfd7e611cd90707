import Agenda
import ConvokeCore
import Foundation
import LedgerStore

/// Who has to be reached by telephone now, and why: what the ledger says, held against the clock.
struct EscalationFinder {
    let convocation: Convocation
    let ladder: LadderPlan
    let room: LedgerRoom
    /// Then there is nothing to be told but that.
    let isCancelled: Bool

    private var conference: Conference { convocation.conference }
    private var now: Date { room.now }

    /// Every case whose reason exists now; one that was opened before is among them.
    func cases() throws(LedgerFailure) -> [PlannedEscalation] {
        guard ladder.isThere else { return [] }
        if isCancelled { return try mails() }
        return try mails() + obligations() + invitations()
    }

    /// Nothing can be sent: once a day the person on duty is to know.
    func relay(_ trouble: Problem) throws(LedgerFailure) -> [PlannedEscalation] {
        let day = Instant.text(now, in: conference.timeZone).prefix(10)
        return try onDuty(about: "relay \(day)", why: trouble.what)
    }

    /// Nobody ran tick for a while: what went out late, and what did not, is for a person to look at.
    func silence(since: Date) throws(LedgerFailure) -> [PlannedEscalation] {
        let moment = Instant.text(since, in: conference.timeZone)
        return try onDuty(
            about: "\(PlannedEscalation.clock) \(moment)", since: since,
            why: "nothing was looked after since \(moment)")
    }

    private func onDuty(
        about: String, since: Date? = nil, why: String
    ) throws(LedgerFailure) -> [PlannedEscalation] {
        guard let duty = ladder.duty else { return [] }
        let deadline = try Self.dutyDeadline(conference, room.ledger.reader, now: now)
        guard let deadline, deadline > now else { return [] }
        return [
            PlannedEscalation(
                conference: conference.id, cause: .relay, about: about,
                recipient: duty.id, party: Party(.recipient, duty.id), why: why,
                ladder: ladder.text(for: duty), since: since ?? now, deadline: deadline)
        ]
    }

    /// Until when the one on duty can do something for what waits, some texts left out.
    static func dutyDeadline(
        _ conference: Conference, _ reader: LedgerReader, without texts: Set<Int64> = [], now: Date
    ) throws(LedgerFailure) -> Date? {
        let waiting = try reader.deliveries(
            DeliveryFilter(conference: conference.id, states: [.queued, .deferred]), limit: 1000)
        let useful = waiting.filter { !texts.contains($0.id) }.map(\.lastUsefulAt)
        return useful.filter { $0 > now }.min() ?? conference.end
    }

    /// Whatever of a mail went wrong for good, and what waits longer than the ladder can.
    private func mails() throws(LedgerFailure) -> [PlannedEscalation] {
        let reader = room.ledger.reader
        let failed = try reader.deliveries(
            DeliveryFilter(conference: conference.id, forPerson: true), limit: .max)
        let late = try reader.handedOver(in: conference.id, now: now)
        var cases: [PlannedEscalation] = []
        for delivery in failed.filter({ $0.channel == .email }) + late {
            if let new = try mail(delivery) { cases.append(new) }
        }
        return cases
    }

    private func mail(_ delivery: Delivery) throws(LedgerFailure) -> PlannedEscalation? {
        guard let notice = conference.notice(delivery.notice),
            notice.isToBeTold(isCancelled: isCancelled),
            let recipient = convocation.recipient(delivery.recipient),
            try room.open.concerns(notice, recipient)
        else { return nil }
        // What failed keeps its moments, and the file may say others since.
        let deadline = delivery.state == .expired ? delivery.lastUsefulAt : notice.lastUseful
        guard deadline > now else { return nil }
        return PlannedEscalation(
            conference: conference.id, cause: .mail, about: notice.id, recipient: recipient.id,
            party: Party(.recipient, recipient.id), delivery: delivery.id,
            why: delivery.escalationWords,
            ladder: ladder.text(for: recipient.contact), since: now,
            deadline: deadline)
    }

    /// What is still open when the time that the whole ladder takes is all that is left.
    private func obligations() throws(LedgerFailure) -> [PlannedEscalation] {
        var cases: [PlannedEscalation] = []
        for obligation in conference.obligations {
            let start = ladder.start(before: obligation.due)
            guard start <= now, now < obligation.due else { continue }
            cases += try owing(obligation.id).map { recipient in
                PlannedEscalation(
                    conference: conference.id, cause: .obligation, about: obligation.id,
                    recipient: recipient.id, party: Party.of(recipient),
                    why: "has not answered: \(obligation.title)",
                    ladder: ladder.text(for: recipient.contact), since: start,
                    deadline: obligation.due)
            }
        }
        return cases
    }

    /// One recipient for each party that owes it: the first on the list who can be telephoned.
    private func owing(_ obligation: String) throws(LedgerFailure) -> [Recipient] {
        guard let entry = conference.obligation(obligation) else { return [] }
        let open = try room.open.parties(of: obligation)
        let concerned = ObligationRows.concerned(entry, conference, convocation.recipients)
            .filter { open.contains(Party.of($0)) }
        let first = Dictionary(concerned.map { (Party.of($0), $0) }) { one, other in
            one.contact.phones.isEmpty && !other.contact.phones.isEmpty ? other : one
        }
        var seen = Set<Party>()
        return concerned.compactMap { recipient in
            let party = Party.of(recipient)
            return seen.insert(party).inserted ? first[party] : nil
        }
    }

    private func invitations() throws(LedgerFailure) -> [PlannedEscalation] {
        var cases: [PlannedEscalation] = []
        for notice in conference.notices {
            guard let by = notice.acknowledgeBy, by <= now, now < notice.lastUseful else {
                continue
            }
            let open = try room.open.parties(of: ObligationRows.invitation)
            cases += Plan.audience(notice, conference, convocation.recipients)
                .filter { open.contains(Party(.recipient, $0.id)) }
                .map { recipient in
                    PlannedEscalation(
                        conference: conference.id, cause: .invitation,
                        about: ObligationRows.invitation, recipient: recipient.id,
                        party: Party(.recipient, recipient.id),
                        why: "has not acknowledged the invitation",
                        ladder: ladder.text(for: recipient.contact), since: by,
                        deadline: notice.lastUseful)
                }
        }
        return cases
    }
}

extension Notice {
    /// Whether anybody needs to hear of it: of a conference that is called off only that it is, and
    /// that no more when it takes place after all.
    func isToBeTold(isCancelled: Bool) -> Bool {
        kind == .cancellation ? isCancelled || !isOnDemand : !isCancelled
    }
}

extension Delivery {
    /// Why its recipient has to be telephoned.
    fileprivate var escalationWords: String {
        if channel == .call { return "has no mail address" }
        switch state {
        case .deferred: return "the mail is still waiting"
        case .accepted: return "the mail is delayed on its way"
        case .inDoubt: return "the mail may not have arrived"
        case .bounced: return "the mail came back"
        default: return "the mail was refused"
        }
    }
}
