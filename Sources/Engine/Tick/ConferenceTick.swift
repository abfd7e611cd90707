import Agenda
import ConvokeCore
import Foundation
import LedgerStore
import SMTP

/// One conference's part of a tick, with its lease taken.
struct ConferenceTick {
    private let office: Office
    private let convocation: Convocation
    private let room: LedgerRoom
    private let limits: TimeLimits
    private var entry: TickReport.Entry

    private var conference: Conference { convocation.conference }

    init(_ office: Office, _ convocation: Convocation, _ room: LedgerRoom, _ limits: TimeLimits) {
        self.office = office
        self.convocation = convocation
        self.room = room
        self.limits = limits
        entry = TickReport.Entry(conference: convocation.conference.id)
    }

    /// Decides again, now that nobody else can change the ledger, and does it.
    func run(_ watch: SendWatch) throws -> TickReport.Entry {
        var tick = self
        try tick.runOnce(watch)
        return tick.entry
    }

    private mutating func runOnce(_ watch: SendWatch) throws {
        let decisions = try office.decisions(on: conference, room.ledger.reader)
        let silentSince = try silentSince(decisions)
        tellExpired()
        try doing { try $0.mail(decisions, watch) }
        let climbed = try Climb(office, convocation, room).run(
            trouble: entry.problems.first(where: \.stopsEverything),
            mailGoes: entry.progress.accepted > 0, silentSince: silentSince)
        entry.news += climbed.news
        try doing { try $0.sendTexts() }
        try doing { try $0.askForLinks() }
        let reader = room.ledger.reader
        entry.needPerson =
            try reader.countForPerson(in: conference.id)
            + reader.countOpenCalls(in: conference.id, now: room.now)
            + climbed.missed.count + climbed.exhausted
    }

    /// What stops one part of a tick stops no other: where mail cannot go out, the telephone is what is left.
    private mutating func doing(_ part: (inout ConferenceTick) throws -> Void) throws {
        do {
            try part(&self)
        } catch let problem as Problem {
            entry.problems.append(problem)
        } catch let problems as Problems {
            entry.problems += problems.list
        }
    }

    private mutating func mail(_ decisions: [NoticeDecision], _ watch: SendWatch) throws {
        var mailings: [Mailing] = []
        for decision in decisions {
            try doing { if let mailing = try $0.carryOut(decision) { mailings.append(mailing) } }
        }
        mailings += try sentByHand()
        mailings += try cameBack(besides: Set(mailings.map(\.notice.id)), decisions)
        try deliver(mailings, watch)
    }

    private mutating func tellExpired() {
        guard room.expired > 0 else { return }
        entry.news.append(
            "\(room.expired) expired: of no use any more before they were accepted;"
                + " convoke status \(conference.id) --state expired")
    }

    /// What somebody sent by hand, on demand or before its moment, and has not gone out yet.
    private func sentByHand() throws -> [Mailing] {
        let ahead = conference.notices.filter { !$0.isOnDemand && $0.moment > room.now }
        let isCancelled = try room.ledger.reader.cancellation(of: conference.id) != nil
        let begun = try (conference.onDemandNotices + ahead).filter {
            try $0.isToBeTold(isCancelled: isCancelled) && room.pending([$0.id]) > 0
        }
        return try begun.map { notice in
            let mailing = try office.mailing(convocation, notice)
            try suppressAnswered(mailing)
            return mailing
        }
    }

    /// Notices of which mail failed or came back, unless nobody is to hear of them any more: the contacts may
    /// have further addresses.
    private func cameBack(
        besides known: Set<String>, _ decisions: [NoticeDecision]
    ) throws -> [Mailing] {
        let isCancelled = try room.ledger.reader.cancellation(of: conference.id) != nil
        let past = Set(decisions.filter(\.isPast).map(\.notice.id))
        let failed = try room.ledger.reader.deliveries(
            DeliveryFilter(
                conference: conference.id, states: [.failed, .bounced], forPerson: true),
            limit: .max)
        let notices = Set(failed.filter { $0.channel == .email }.map(\.notice))
            .subtracting(known).subtracting(past)
        return try notices.sorted().compactMap { conference.notice($0) }
            .filter { $0.lastUseful >= room.now && $0.isToBeTold(isCancelled: isCancelled) }
            .map { try office.mailing(convocation, $0) }
    }

    /// Since when no tick had come though one was needed; nil when they came, or the clock is moved by
    /// hand and nobody expects one each minute.
    private func silentSince(_ decisions: [NoticeDecision]) throws -> Date? {
        if office.clock.isVirtual { return nil }
        guard
            case .silent(let since) = try Staleness.read(
                conference, decisions, office, room.ledger.reader)
        else { return nil }
        return since
    }

    /// - Returns: the mailing of a notice that is to be delivered.
    private mutating func carryOut(_ decision: NoticeDecision) throws -> Mailing? {
        let notice = decision.notice
        switch decision.decision {
        case .send: return try plan(notice)
        case .supersede(let later): try supersede(notice, by: later, decision.isPlanned)
        case .missed: try miss(notice)
        case .notYet, .wait, .over, .onDemand: break
        }
        return nil
    }

    private mutating func plan(_ notice: Notice) throws -> Mailing? {
        let mailing = try office.mailing(convocation, notice)
        try suppressAnswered(mailing)
        if let problem = try Guard.problem(mailing, office, room) {
            entry.problems.append(problem)
            return nil
        }
        let isLate = notice.isLate(plannedAt: room.now)
        let new = try mailing.plan(in: room, again: false)
        if new > 0 && isLate {
            entry.news.append(
                "\(notice.id) goes out late to \(new): its moment was"
                    + " \(Instant.text(notice.moment, in: conference.timeZone))")
        }
        return mailing
    }

    /// A reminder that waits for whoever has answered meanwhile is not needed any more.
    private func suppressAnswered(_ mailing: Mailing) throws(LedgerFailure) {
        guard mailing.notice.kind == .reminder else { return }
        let waiting = try room.ledger.reader.deliveries(
            DeliveryFilter(
                conference: conference.id, notice: mailing.notice.id,
                states: [.queued, .deferred]),
            limit: .max)
        if waiting.isEmpty { return }
        let concerned = Set(try mailing.stillConcerned(in: room).map(\.id))
        let settled = waiting.filter { !concerned.contains($0.recipient) }.map(\.id)
        if settled.isEmpty { return }
        _ = try room.ledger.sweep(
            .suppress, .deliveries(settled), reason: "answered before it was sent", at: room.now,
            lease: room.lease)
    }

    /// Of several moments only the latest that is overdue goes out; the ledger says what became of the
    /// others.
    private func supersede(_ notice: Notice, by later: String, _ isPlanned: Bool) throws {
        let reason = "superseded by \(later)"
        _ = try room.ledger.sweep(
            .supersede, .notices([notice.id], conference: conference.id), reason: reason,
            at: room.now, lease: room.lease)
        if !isPlanned { _ = try planEnded(notice, .supersede, reason) }
    }

    private mutating func miss(_ notice: Notice) throws {
        let zone = conference.timeZone
        let reason =
            "was not sent while it was of use, until "
            + Instant.text(notice.lastUseful, in: zone)
        let count = try planEnded(notice, .expire, reason)
        if count > 0 { entry.news.append("\(notice.id) \(reason): \(count) recipients") }
    }

    private func planEnded(_ notice: Notice, _ sweep: Sweep, _ reason: String) throws -> Int {
        let revision = try Mailing.renew(notice, conference, in: room).revision
        let audience = ObligationRows.audience(
            of: notice, conference, convocation.recipients,
            open: try room.open.parties(for: notice, conference))
        try room.ledger.narrow(notice.id, in: conference.id, at: room.now, lease: room.lease)
        let count = try room.ledger.planEnded(
            Plan.deliveries(
                notice, conference, audience, revision: revision, due: notice.moment),
            as: sweep, reason: reason, at: room.now, clock: room.clock, lease: room.lease,
            unlessPlanned: true)
        try room.ledger.widen(notice.id, in: conference.id, lease: room.lease)
        if count == 0 {
            try room.ledger.closeNotice(
                notice.id, in: conference.id, lastUseful: notice.lastUseful, lease: room.lease)
        }
        return count
    }

    /// Without a gateway there is nothing to send: no rung of a ladder begins a text then.
    private mutating func sendTexts() throws {
        guard let reports = try TextReports(office, room) else { return }
        try reports.run()
        guard var round = try TextRound(office, convocation, room) else { return }
        try round.run()
        entry.progress.add(round.progress)
        tell(round.progress, of: "texts ")
        if let problem = round.problem { entry.problems.append(problem) }
    }

    /// A document that is not there any more is worth a person's look, and stops nothing.
    private mutating func askForLinks() throws {
        let watch = LinkWatch(office, conference)
        let reader = room.ledger.reader
        guard watch.isDue(last: try reader.linkRecord(of: conference.id)),
            try !reader.plannedNotices(in: conference.id).isEmpty
        else { return }
        let dead = try watch.ask(room)
        entry.deadLinks = dead.count
        entry.news += dead
    }

    private mutating func deliver(_ mailings: [Mailing], _ watch: SendWatch) throws {
        // Whose mail came back may have another address.
        for mailing in mailings { _ = try mailing.planNextAddresses(in: room) }
        guard !mailings.isEmpty, try room.pending(mailings.map(\.notice.id)) > 0 else { return }
        var round = SendRound(
            mailings: mailings, account: try office.relayAccount(), room: room, limits: limits)
        try round.runAll(office, watch)
        entry.progress = round.progress
        if let problem = round.stopped { entry.problems.append(problem) }
        tell(round.progress)
    }

    private mutating func tell(_ progress: SendProgress, of what: String = "") {
        if progress.refused > 0 {
            entry.news.append("\(progress.refused) \(what)refused for good")
        }
        if progress.possibleDuplicates > 0 {
            entry.news.append(
                "\(progress.possibleDuplicates) \(what)sent again that may have arrived before:"
                    + " marked as possible duplicates")
        }
        if progress.inDoubt > 0 { entry.news.append("\(progress.inDoubt) \(what)in doubt") }
    }
}
