import Agenda
import ConvokeCore
import Foundation
import LedgerStore

/// One conference's way to the telephone: opens the cases that there are reasons for, begins the rungs
/// whose turn it is, and ends what needs nobody any more.
struct Climb {
    let convocation: Convocation
    let ladder: LadderPlan
    let room: LedgerRoom
    let quiet: Quiet

    private var conference: Conference { convocation.conference }
    private var now: Date { room.now }

    init(_ office: Office, _ convocation: Convocation, _ room: LedgerRoom) {
        self.convocation = convocation
        ladder = LadderPlan(office, convocation)
        self.room = room
        quiet = Quiet(office.settings.quiet, in: office.settings.timeZone)
    }

    /// - Parameters:
    ///   - trouble: what keeps mail from going out at all; nil when nothing does.
    ///   - mailGoes: whether mail was accepted just now. That no trouble was met does not say it: perhaps
    ///     nothing was due.
    ///   - silentSince: since when no tick had come before this one; nil when they came.
    func run(
        trouble: Problem? = nil, mailGoes: Bool, silentSince: Date? = nil
    ) throws -> Climbed {
        guard ladder.isThere else { return Climbed() }
        let reader = room.ledger.reader
        let isCancelled = try reader.cancellation(of: conference.id) != nil
        let finder = EscalationFinder(
            convocation: convocation, ladder: ladder, room: room, isCancelled: isCancelled)
        let cases =
            try finder.cases() + (trouble.map { try finder.relay($0) } ?? [])
            + ((isCancelled ? nil : silentSince).map { try finder.silence(since: $0) } ?? [])
        var climbed = Climbed()
        climbed.opened = try room.ledger.openEscalations(cases, at: now, lease: room.lease)
        let facts = Facts(
            isCancelled: isCancelled, mailWorks: trouble == nil && mailGoes,
            answered: try answered(), delayed: try reader.delayedDeliveries(in: conference.id),
            unsettled: try unsettled())
        for entry in try reader.escalations(in: conference.id, openOnly: true) {
            if let end = try end(entry, facts) {
                // First the mail: a case that has ended is looked at no more.
                if try isAnswered(entry.plan, facts) {
                    try room.ledger.settleMail(of: entry, words: Remark.answered, at: now)
                }
                _ = try room.ledger.endEscalation(entry.id, end, at: now, lease: room.lease)
                if end == .missed { climbed.missed.append(name(of: entry)) }
            } else {
                climbed.calls += try climb(entry)
                climbed.exhausted += try isAtItsEnd(entry.id) ? 1 : 0
            }
        }
        return climbed
    }

    private func name(of entry: Escalation) -> String {
        convocation.recipient(entry.plan.recipient)?.contact.name ?? entry.plan.recipient
    }

    /// What decides whether a case still needs somebody.
    private struct Facts {
        let isCancelled: Bool
        let mailWorks: Bool
        /// Whoever has said anything to the invitation.
        let answered: Set<Party>
        /// What waits on its way.
        let delayed: Set<Int64>
        /// What needs a person and has nobody's word.
        let unsettled: Set<Int64>
    }

    /// - Returns: how many calls were put on the sheet.
    private func climb(_ entry: Escalation) throws -> Int {
        guard let rungs = Ladder.parse(entry.plan.ladder) else { return 0 }
        let ladderCase = LadderCase(entry.plan, rungs)
        var begun = entry.steps
        var calls = 0
        // Begins what the ladder says until it says to wait; each turn begins at least one rung.
        for _ in rungs.indices {
            let move = Ladder.next(
                ladderCase,
                try LadderReading(reader: room.ledger.reader, now: now).facts(entry, begun),
                now: now, quiet: quiet)
            guard case .begin(let indices) = move else { break }
            let steps = indices.map { step($0, rungs[$0], entry, ladderCase) }
            let new = try room.ledger.begin(
                steps, at: now, clock: room.clock, lease: room.lease)
            if new == 0 { break }
            calls += indices.count { rungs[$0].isCall }
            begun = try room.ledger.reader.escalation(entry.id)?.steps ?? begun
        }
        return calls
    }

    private func step(
        _ index: Int, _ rung: Rung, _ entry: Escalation, _ ladderCase: LadderCase
    ) -> PlannedStep {
        PlannedStep(
            escalation: entry.id, rung: index, contact: rung.contact, numbers: rung.numbers,
            text: rung.isCall ? nil : text(index, rung, entry), notBefore: now,
            callBy: callBy(entry, ladderCase))
    }

    /// That nothing goes out is to be told at once, however long what waits is still of use.
    private func callBy(_ entry: Escalation, _ ladderCase: LadderCase) -> Date {
        let usual = ladderCase.callBy(begunAt: now)
        return entry.plan.cause == .relay
            ? min(usual, now + Double(LadderCase.usualCallLead)) : usual
    }

    /// The text is about the notice whose mail failed, or the last that reminded of the obligation.
    private func text(_ index: Int, _ rung: Rung, _ entry: Escalation) -> PlannedDelivery {
        let recipient = convocation.recipient(entry.plan.recipient)
        return PlannedDelivery(
            conference: conference.id, notice: TextNotice.of(entry.plan, conference)?.id ?? "text",
            recipient: entry.plan.recipient,
            name: recipient?.contact.name ?? entry.plan.recipient, venue: recipient?.venue?.id,
            channel: .sms, address: rung.numbers[0],
            revision: Int(entry.id) * 100 + index + 1, dueAt: now,
            handOverAt: entry.plan.deadline, lastUsefulAt: entry.plan.deadline)
    }

    /// Why a case needs nobody any more; nil while it does.
    private func end(_ entry: Escalation, _ facts: Facts) throws -> Escalation.End? {
        if isIdle(entry.plan, isCancelled: facts.isCancelled) { return .cancelled }
        if entry.plan.deadline <= now { return .missed }
        switch entry.plan.cause {
        // That the clock stood still is over, and somebody has to know it all the same.
        case .relay where entry.plan.isAboutClock: return nil
        case .relay: return facts.mailWorks ? .done : nil
        case .obligation:
            let isOpen = try room.open.parties(of: entry.plan.about)
                .contains(entry.plan.party)
            return isOpen ? nil : .done
        case .invitation:
            let hasAnswered = facts.answered.contains(Party(.recipient, entry.plan.recipient))
            return hasAnswered ? .done : nil
        case .mail:
            if try isAnswered(entry.plan, facts) || !concerns(entry.plan) { return .done }
            return try mailEnd(entry, facts)
        }
    }

    /// Whether anything was said to an invitation since the letter that failed was planned: what was said
    /// before it says nothing of it, nor does an answer of what was corrected since.
    private func isAnswered(
        _ plan: PlannedEscalation, _ facts: Facts
    ) throws(LedgerFailure) -> Bool {
        guard plan.tells(.invitation, of: conference),
            facts.answered.contains(Party(.recipient, plan.recipient))
        else { return false }
        let reader = room.ledger.reader
        guard let id = plan.delivery, let letter = try reader.delivery(id) else { return true }
        let answers = try reader.answers(
            AnswerFilter(
                conference: conference.id, about: ObligationRows.invitation,
                party: Party(.recipient, plan.recipient)))
        return answers.contains {
            !$0.isUndone && $0.answer.word != .undo && $0.answer.at >= letter.plannedAt
        }
    }

    /// Whether what a mail reminded of is still owed, where it did.
    private func concerns(_ plan: PlannedEscalation) throws(LedgerFailure) -> Bool {
        guard let notice = conference.notice(plan.about),
            let recipient = convocation.recipient(plan.recipient)
        else { return true }
        return try room.open.concerns(notice, recipient)
    }

    /// Whether nobody need hear of it, because they are not on the list any more, or the conference is
    /// called off or takes place after all.
    private func isIdle(_ plan: PlannedEscalation, isCancelled: Bool) -> Bool {
        if plan.cause != .relay, convocation.recipient(plan.recipient) == nil { return true }
        return switch plan.cause {
        // That no mail goes out concerns the cancellation too.
        case .relay: isCancelled && plan.isAboutClock
        case .obligation, .invitation: isCancelled
        case .mail:
            conference.notice(plan.about)
                .map { !$0.isToBeTold(isCancelled: isCancelled) } ?? isCancelled
        }
    }

    private func answered() throws(LedgerFailure) -> Set<Party> {
        try room.ledger.reader.settledParties(of: ObligationRows.invitation, in: conference.id)
    }

    /// Another address took the mail, a report says that it arrived, or a person has dealt with it; or it
    /// was accepted after all, and may still come back.
    private func mailEnd(_ entry: Escalation, _ facts: Facts) throws -> Escalation.End? {
        let all = try room.ledger.reader.deliveries(
            DeliveryFilter(
                conference: conference.id, notice: entry.plan.about,
                recipients: [entry.plan.recipient]),
            limit: .max)
        let own = entry.plan.delivery ?? 0
        let isTaken = all.contains { delivery in
            delivery.channel == .email && delivery.id > own
                && (delivery.state == .accepted || delivery.state == .delivered)
        }
        if isTaken { return .acknowledged }
        guard let mail = all.first(where: { $0.id == own }) else { return nil }
        if mail.state == .accepted, mail.channel == .email {
            return facts.delayed.contains(own) ? nil : .done
        }
        if mail.state.isPending { return nil }
        // What was sent again has still to arrive, and what was promised to be kept.
        let isAgain = all.contains { $0.channel == .email && $0.id > own }
        if mail.state.needsPerson, isAgain || !isSettled(mail, facts) { return nil }
        let isOverByWord = mail.state.needsPerson || mail.state == .suppressed
        return entry.promisedBy != nil && isOverByWord ? nil : .acknowledged
    }

    /// Whether somebody has said of a mail that did not arrive that it is dealt with.
    private func isSettled(_ mail: Delivery, _ facts: Facts) -> Bool {
        mail.nextAttemptAt == nil && !facts.unsettled.contains(mail.id)
    }

    private func unsettled() throws(LedgerFailure) -> Set<Int64> {
        let filter = DeliveryFilter(conference: conference.id, forPerson: true)
        return Set(try room.ledger.reader.deliveries(filter, limit: .max).map(\.id))
    }

    private func isAtItsEnd(_ id: Int64) throws -> Bool {
        let reader = room.ledger.reader
        guard let entry = try reader.escalation(id) else { return false }
        return try LadderReading(reader: reader, now: now).isAtItsEnd(entry, quiet: quiet)
    }
}

extension Problem {
    /// Whether no mail at all can go out until somebody has looked after it.
    var stopsEverything: Bool {
        [.unreachable, .loginRefused, .configuration].contains(status)
    }
}

/// Which notice a text is about: its template says it.
enum TextNotice {
    static func of(_ plan: PlannedEscalation, _ conference: Conference) -> Notice? {
        switch plan.cause {
        case .mail: conference.notice(plan.about)
        case .obligation:
            conference.notices.last {
                $0.kind == .reminder && $0.about == .obligation(plan.about)
            } ?? invitation(conference)
        case .invitation, .relay: invitation(conference)
        }
    }

    private static func invitation(_ conference: Conference) -> Notice? {
        conference.notices.first { $0.kind == .invitation } ?? conference.notices.first
    }
}
