import Agenda
package import ConvokeCore
import Foundation
import LedgerStore

/// What `status` asks for.
package struct StatusRequest: Sendable {
    package var conference: String
    package var notice: String?
    package var states: Set<DeliveryState>
    package var to: Selector?
    /// Whether single deliveries are wanted.
    package var listsDeliveries: Bool
    /// Whether a notice that the conference does not have is a mistake: it is none where several are asked.
    package var isNamed = true

    package init(
        conference: String, notice: String? = nil, states: Set<DeliveryState> = [],
        to: Selector? = nil, listsDeliveries: Bool = false
    ) {
        self.conference = conference
        self.notice = notice
        self.states = states
        self.to = to
        self.listsDeliveries = listsDeliveries
    }
}

/// Reads where a conference stands. Never waits for a writer, and answers as well as it can when the
/// contact book is being edited just then: the ledger alone knows who has not been reached.
package struct StatusPass {
    private let office: Office

    package init(_ office: Office) {
        self.office = office
    }

    package func run(_ request: StatusRequest) throws(Problems) -> StatusReport {
        try Problems.collecting(ledger: office.settings.ledger) {
            let reader = try LedgerReader.open(at: office.ledgerPath)
            let conference = try office.conferenceAlone(request.conference)
            let counts = try reader?.counts(in: conference.id) ?? []
            if request.isNamed { try Self.refuseUnknown(request.notice, conference, counts) }
            let isCancelled = try reader?.cancellation(of: conference.id) != nil
            let settled = try reader?.settledObligations(in: conference.id) ?? []
            let narrowed = try reader?.narrowedNotices(in: conference.id) ?? []
            let people = People(
                office, request, conference,
                planned: Set(counts.map(\.notice)).subtracting(narrowed))
            if people.selectsNobody { throw Problem.selectsNobody(conference) }
            let decisions = try office.decisions(on: conference, reader)
            let cases = try reader?.escalations(in: conference.id, openOnly: true) ?? []
            let pausedAt = try reader?.pausedAt(of: conference.id)
            let notices = try notices(
                request, conference, counts, people, reader, isCancelled: isCancelled,
                settled: settled, narrowed: narrowed)
            return StatusReport(
                conference: conference.id, title: conference.title, asOf: office.clock.now,
                lastTick: try reader?.lastTick(of: conference.id),
                pulse: try pulse(conference, decisions, reader),
                pausedAt: pausedAt,
                cancelledAt: try reader?.cancellation(of: conference.id)?.at,
                deadLinks: try reader?.linkRecord(of: conference.id)?.dead ?? 0,
                timeZone: office.settings.timeZone,
                notices: notices,
                obligations: try obligations(conference, reader),
                calls: try calls(conference, reader),
                cases: cases, exhausted: try exhausted(cases, reader),
                deliveries: try deliveries(request, conference, counts, reader, people),
                mails: try reader?.mailsToRead(in: conference.id) ?? [],
                delayed: try reader?.delayedDeliveries(in: conference.id).count ?? 0,
                needPerson: try reader?.countForPerson(in: conference.id) ?? 0,
                toResend: try reader?.countToResend(in: conference.id) ?? 0,
                neglected: Self.neglected(
                    decisions, settled: settled, isPaused: pausedAt != nil),
                remarks: people.problems)
        }
    }

    /// One that is not in the file any more is shown as long as the ledger knows of it.
    private static func refuseUnknown(
        _ name: String?, _ conference: Conference, _ counts: [NoticeCounts]
    ) throws(Problem) {
        guard let name, conference.notice(name) == nil,
            !conference.notices.contains(where: { $0.entry == name }),
            !counts.contains(where: { $0.notice == name })
        else { return }
        throw .unknownNotice(name, in: conference)
    }

    private func pulse(
        _ conference: Conference, _ decisions: [NoticeDecision], _ reader: LedgerReader?
    ) throws(LedgerFailure) -> Pulse {
        switch try Staleness.read(conference, decisions, office, reader) {
        case .fresh:
            try reader?.stop(of: conference.id).map { .stopped(at: $0.at, by: $0.what) } ?? .regular
        case .never(let due): .never(due: due)
        case .silent(let since): .silent(since: since)
        }
    }

    /// What was missed before anything said so, and what only a pause keeps back.
    private static func neglected(
        _ decisions: [NoticeDecision], settled: Set<String>, isPaused: Bool
    ) -> [String] {
        decisions.filter { entry in
            (isPaused || entry.decision == .missed) && entry.isOwed(besides: settled)
        }.map(\.notice.id)
    }

    private func notices(
        _ request: StatusRequest, _ conference: Conference, _ counts: [NoticeCounts],
        _ people: People, _ reader: LedgerReader?, isCancelled: Bool, settled: Set<String>,
        narrowed: Set<String>
    ) throws(LedgerFailure) -> [NoticeStatus] {
        let planned = Set(counts.map(\.notice))
        let builtIn = conference.onDemandNotices.filter(\.isBuiltIn)
        let wanted = (conference.notices + builtIn).filter { notice in
            request.notice.map { $0 == notice.id || $0 == notice.entry }
                ?? (!notice.isOnDemand || planned.contains(notice.id))
        }
        return try wanted.map { notice throws(LedgerFailure) in
            let mine = counts.filter { $0.notice == notice.id }
            let all = mine.reduce(into: [DeliveryState: Int]()) { sum, row in
                sum.merge(row.counts, uniquingKeysWith: +)
            }
            func of(_ channel: Channel) -> [DeliveryState: Int] {
                mine.first { $0.channel == channel }?.counts ?? [:]
            }
            return NoticeStatus(
                id: notice.id, kind: notice.kind,
                at: notice.isOnDemand
                    ? try reader?.firstPlanned(notice.id, in: conference.id) : notice.moment,
                state: NoticeStatus.state(
                    of: notice, counts: of(.email), concernsNobody: notice.concerns(settled),
                    isNarrowed: narrowed.contains(notice.id), isCancelled: isCancelled,
                    now: office.clock.now),
                recipients: try recipients(
                    of: notice, conference, people, rows: all.values.reduce(0, +), reader),
                email: of(.email), sms: of(.sms), call: of(.call))
        }
    }

    /// Where there are very many, a row for each: to tell them apart would take longer than all the rest.
    private func recipients(
        of notice: Notice, _ conference: Conference, _ people: People, rows: Int,
        _ reader: LedgerReader?
    ) throws(LedgerFailure) -> Int {
        if let audience = people.audience(of: notice) { return audience }
        guard rows <= Self.toldApart, let reader else { return rows }
        return try reader.recipientCount(of: notice.id, in: conference.id)
    }

    private static let toldApart = 20_000

    /// What is open after its due moment is late; the counts are disjoint. Before there is a ledger
    /// all of them are zero.
    private func obligations(
        _ conference: Conference, _ reader: LedgerReader?
    ) throws(LedgerFailure) -> [ObligationStatus] {
        let all = try reader?.obligationCounts(in: conference.id) ?? []
        return conference.obligations.map { obligation in
            let counts = all.first { $0.about == obligation.id }?.counts ?? [:]
            let open = counts[.open] ?? 0
            let isLate = obligation.due < office.clock.now
            return ObligationStatus(
                id: obligation.id, title: obligation.title, due: obligation.due,
                open: isLate ? 0 : open, done: counts[.done] ?? 0,
                declined: counts[.declined] ?? 0, late: isLate ? open : 0,
                waived: counts[.waived] ?? 0)
        }
    }

    /// Entries of the call sheet; and those without an address while nothing can be climbed.
    private func calls(
        _ conference: Conference, _ reader: LedgerReader?
    ) throws(LedgerFailure) -> CallStatus {
        let cases = try reader?.escalations(in: conference.id) ?? []
        let calls = cases.flatMap(\.steps).filter { $0.channel == .call && $0.outcome != .dropped }
        let waiting = try reader?.callsWithoutCase(in: conference.id) ?? 0
        func count(_ state: CallState) -> Int { calls.count { $0.state == state } }
        let lapsed = calls.count { $0.hasLapsed(at: office.clock.now) }
        return CallStatus(
            open: count(.open) + lapsed + waiting, taken: count(.taken) - lapsed,
            done: count(.done))
    }

    private func exhausted(_ cases: [Escalation], _ reader: LedgerReader?) throws -> Set<Int64> {
        guard let reader else { return [] }
        let quiet = Quiet(office.settings.quiet, in: office.settings.timeZone)
        let reading = LadderReading(reader: reader, now: office.clock.now)
        return Set(try cases.filter { try reading.isAtItsEnd($0, quiet: quiet) }.map(\.id))
    }

    private func deliveries(
        _ request: StatusRequest, _ conference: Conference, _ counts: [NoticeCounts],
        _ reader: LedgerReader?, _ people: People
    ) throws(Problems) -> DeliveryList? {
        guard request.listsDeliveries else { return nil }
        let filters = noticeIDs(request, conference).map { notice in
            DeliveryFilter(
                conference: conference.id, notice: notice, states: request.states,
                recipients: people.chosen)
        }
        // Whoever only looks, before anything was planned, makes no key.
        let letters = reader == nil ? nil : try LetterWriter(office, conference)
        return DeliveryList(
            filters, counts, in: reader, letters, ledger: office.settings.ledger)
    }

    /// Nil stands for all notices, also those that are no longer in the file.
    private func noticeIDs(_ request: StatusRequest, _ conference: Conference) -> [String?] {
        guard let name = request.notice else { return [nil] }
        let ids = conference.notices.filter { $0.id == name || $0.entry == name }.map(\.id)
        return ids.isEmpty ? [name] : ids
    }
}

/// The people of a conference, read only where their files are needed.
private struct People {
    /// Ids of those whom `--to` selects; nil for everybody.
    let chosen: [String]?
    let problems: [Problem]
    /// Whether `--to` selects nobody of a list that could be read.
    var selectsNobody: Bool { convocation != nil && chosen?.isEmpty == true }
    private let convocation: Convocation?
    private let conference: Conference

    init(
        _ office: Office, _ request: StatusRequest, _ conference: Conference, planned: Set<String>
    ) {
        self.conference = conference
        let isNeeded =
            request.to != nil || conference.notices.contains { !planned.contains($0.id) }
        var read: Convocation?
        do throws(Problems) {
            read = isNeeded ? try office.convocation(request.conference) : nil
            problems = []
        } catch {
            problems = error.list
        }
        convocation = read
        chosen = request.to.map { selector in
            read?.recipients
                .filter { selector.selects($0, venues: conference.venues) }.map(\.id) ?? []
        }
    }

    func audience(of notice: Notice) -> Int? {
        convocation.map { Plan.audience(notice, conference, $0.recipients).count }
    }
}
