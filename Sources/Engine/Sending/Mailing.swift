import Agenda
import Composition
import ConvokeCore
import Foundation
import LedgerStore
import SMTP

/// One notice of one conference, ready to be composed for each of its recipients.
struct Mailing: Sendable {
    let convocation: Convocation
    let notice: Notice
    /// Whom it is for, after `--to` and `--again`.
    let audience: [Recipient]
    /// The ids of the audience when it was narrowed on the command line; nil for everybody, also for
    /// those who are no longer addressed. A narrowed run leaves all others alone.
    let only: [String]?
    let composer: Composer
    let letters: LetterWriter
    /// What each recipient is told, where the notice tells everything.
    let editions: EditionBook?
    /// What goes into the recipients' calendars; nil where the notice carries nothing of it.
    let calendars: CalendarWriter?

    var conference: Conference { convocation.conference }

    /// Reads and checks everything that the notice needs.
    init(_ office: Office, _ request: SendRequest) throws(Problems) {
        let convocation = try office.convocation(request.conference)
        try self.init(
            office, convocation, try convocation.notice(request.notice),
            narrowedTo: [request.to, request.again].compactMap(\.self))
    }

    /// The same for a notice of a conference that was read already.
    init(
        _ office: Office, _ convocation: Convocation, _ notice: Notice,
        narrowedTo selections: [Selector] = []
    ) throws(Problems) {
        self.convocation = convocation
        self.notice = notice
        composer = try office.composer(notice, convocation)
        letters = try LetterWriter(office, convocation.conference)
        editions = notice.tellsEverything ? EditionBook(office, convocation) : nil
        calendars = CalendarWriter(notice, convocation, office.settings, key: letters.key)
        let conference = convocation.conference
        let everybody = Plan.audience(notice, conference, convocation.recipients)
        audience =
            selections.isEmpty
            ? everybody
            : everybody.filter { recipient in
                selections.allSatisfy { $0.selects(recipient, venues: conference.venues) }
            }
        only = selections.isEmpty ? nil : audience.map(\.id)
        if only?.isEmpty == true { throw Problems([.nobodySelected(notice, conference)]) }
    }

    /// A message with the edition that it tells.
    struct Composed {
        let parcel: Parcel
        /// Its hash; nil where no edition is kept.
        let edition: String?
    }

    /// The message of one delivery; nil when its recipient, or that address of theirs, is no longer
    /// addressed.
    func composed(
        _ delivery: Delivery, _ correspondence: Correspondence
    ) throws -> Composed? {
        guard let recipient = convocation.recipient(delivery.recipient),
            notice.audience.selects(recipient, venues: conference.venues),
            recipient.contact.emails.contains(where: { $0.wire == delivery.address }),
            let (letter, envelope) = try letters.letter(
                delivery, of: notice, to: recipient,
                after: try correspondence.root(of: delivery),
                changes: try changes(delivery, to: recipient, correspondence),
                calendar: try calendar(delivery, to: recipient, correspondence))
        else { return nil }
        return Composed(
            parcel: Parcel(
                delivery: delivery.id, envelope: envelope, message: try composer.compose(letter)),
            edition: editions?.hash(of: recipient.id))
    }

    private func changes(
        _ delivery: Delivery, to recipient: Recipient, _ correspondence: Correspondence
    ) throws -> [String] {
        guard notice.kind == .correction, let current = editions?.edition(of: recipient.id) else {
            return []
        }
        return try correspondence.changes(before: delivery, to: current).map {
            $0.words(recipient.contact.language, conference.timeZone)
        }
    }

    private func calendar(
        _ delivery: Delivery, to recipient: Recipient, _ correspondence: Correspondence
    ) throws -> LetterCalendar? {
        guard let calendars, delivery.channel == .email else { return nil }
        let sequence = try correspondence.sequence(of: delivery)
        return calendars.calendar(
            for: recipient, at: try letters.address(delivery, recipient),
            CalendarWriter.Version(
                sequence: sequence, stamp: delivery.plannedAt,
                held: sequence == 0 ? nil : try correspondence.held(before: delivery),
                current: edition(of: recipient)))
    }

    /// What the files say to a recipient now, also where the notice does not tell it.
    func edition(of recipient: Recipient) -> Edition {
        editions?.edition(of: recipient.id) ?? Edition.of(conference, recipient)
    }

    /// What the messages tell must be in the ledger before the first of them goes, and what calls are to
    /// tell before they are planned.
    func enterEditions(in room: LedgerRoom) throws {
        guard let editions else { return }
        _ = try room.ledger.enterEditions(editions.texts, lease: room.lease)
    }

    /// Plans what is not planned yet; with `again` a new revision for those selected.
    func plan(in room: LedgerRoom, again: Bool) throws -> Int {
        if notice.lastUseful < room.now { throw Problem.noLongerUseful(notice, conference) }
        try noteNarrowing(in: room)
        let new =
            try again ? planAgain(in: room) : plan(try stillConcerned(in: room), in: room)
        if only == nil { try room.ledger.widen(notice.id, in: conference.id, lease: room.lease) }
        return new
    }

    /// A notice that goes to a part of its audience ahead of the others still has to go to these; so has one
    /// whose planning ends too early.
    func noteNarrowing(in room: LedgerRoom) throws(LedgerFailure) {
        guard !notice.isOnDemand,
            try !TickFacts.read(conference, room.ledger.reader).planned.contains(notice.id)
        else { return }
        try room.ledger.narrow(notice.id, in: conference.id, at: room.now, lease: room.lease)
    }

    /// Plans the notice for some who have no delivery of it yet. Whom the ledger has already is left out
    /// before it is asked to write: most ticks plan nobody.
    func plan(_ recipients: [Recipient], in room: LedgerRoom) throws -> Int {
        let revision = try revision(in: room)
        let known = try room.ledger.reader.planned(
            notice.id, in: conference.id, since: revision)
        let new =
            known.isEmpty
            ? recipients
            : recipients.filter { recipient in
                let channel: Channel = recipient.contact.hasEmail ? .email : .call
                return !known.contains(PlannedParty(recipient: recipient.id, channel: channel))
            }
        if new.isEmpty { return 0 }
        try enterEditions(in: room)
        let rows = Plan.deliveries(
            notice, conference, new, revision: revision, due: room.now,
            edition: { editions?.hash(of: $0) })
        return try room.ledger.plan(
            rows, at: room.now, clock: room.clock, lease: room.lease, unlessPlanned: true)
    }

    /// How many the whole audience is, whatever the command line says.
    var everybody: Int {
        only == nil
            ? audience.count : Plan.count(notice, conference, convocation.recipients)
    }

    /// Of the audience those whom it still concerns: a reminder of an obligation is for those who owe
    /// it.
    func stillConcerned(in room: LedgerRoom) throws(LedgerFailure) -> [Recipient] {
        ObligationRows.audience(
            of: notice, conference, audience,
            open: try room.open.parties(for: notice, conference), now: room.now)
    }

    /// Whoever's address was refused for good, and whom the notice still concerns, gets a delivery to the
    /// contact's next one.
    func planNextAddresses(in room: LedgerRoom) throws -> Int {
        let handOver = notice.handOver(conference.ladder)
        var rows: [PlannedDelivery] = []
        let failures = try failures(in: room)
        let concerned =
            try failures.isEmpty ? [] : Set(stillConcerned(in: room).map(\.id))
        for failed in failures where concerned.contains(failed.recipient) {
            guard let recipient = convocation.recipient(failed.recipient) else { continue }
            let tried = Set(
                try deliveries(of: failed.recipient, in: room)
                    .filter { $0.revision == failed.revision }.map(\.address))
            guard let next = recipient.contact.emails.first(where: { !tried.contains($0.wire) })
            else { continue }
            rows.append(
                Plan.delivery(
                    notice, conference, recipient, address: next, revision: failed.revision,
                    due: room.now, handOver: handOver))
        }
        return try room.ledger.plan(rows, at: room.now, clock: room.clock, lease: room.lease)
    }

    /// A refused address needs nobody any more once another one of the contact's took the notice.
    func settleReached(in room: LedgerRoom) throws {
        for failed in try failures(in: room) {
            let reached = try deliveries(of: failed.recipient, in: room).first {
                $0.channel == .email && $0.id > failed.id
                    && ($0.state == .accepted || $0.state == .delivered)
            }
            guard let reached else { continue }
            _ = try room.ledger.settle(
                failed.id, .handled, note: "accepted at \(reached.address)", at: room.now)
        }
    }

    /// Mails that were refused, or came back.
    private func failures(in room: LedgerRoom) throws(LedgerFailure) -> [Delivery] {
        try room.ledger.reader.deliveries(
            DeliveryFilter(
                conference: conference.id, notice: notice.id, states: [.failed, .bounced],
                recipients: only, forPerson: true),
            limit: .max
        ).filter { $0.channel == .email }
    }

    func deliveries(
        of recipient: String, in room: LedgerRoom
    ) throws(LedgerFailure) -> [Delivery] {
        try room.ledger.reader.deliveries(
            DeliveryFilter(
                conference: conference.id, notice: notice.id, recipients: [recipient]),
            limit: .max)
    }
}

extension Problem {
    static func nobodySelected(_ notice: Notice, _ conference: Conference) -> Problem {
        Problem(
            .usage, "Nobody whom \(notice.id) is for is selected", at: notice.place,
            fix: "Write --to or --again as " + selections(conference))
    }

    static func selectsNobody(_ conference: Conference) -> Problem {
        Problem(
            .usage, "Nobody of the conference is selected", at: Place("--to"),
            fix: "Write --to as " + selections(conference))
    }

    private static func selections(_ conference: Conference) -> String {
        "one of the ids of \(conference.recipientList) or of the contact book, or as group:, level:,"
            + " venue: or role: with a name."
    }

    static func noLongerUseful(_ notice: Notice, _ conference: Conference) -> Problem {
        Problem(
            .needsPerson, "\(notice.id) is of no use to anybody any more",
            at: notice.place,
            found:
                "its last useful moment was \(Instant.text(notice.lastUseful, in: conference.timeZone))",
            fix:
                "Check the dates in the file; to try a past conference out, set the clock with --now."
        )
    }
}
