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
            let people = People(office, request, conference, planned: Set(counts.map(\.notice)))
            return StatusReport(
                conference: conference.id, title: conference.title, asOf: office.clock.now,
                lastTick: try reader?.lastTick(of: conference.id),
                timeZone: office.settings.timeZone,
                notices: notices(request, conference, counts, people),
                obligations: reader == nil
                    ? conference.obligations.map { .none($0) }
                    : conference.obligations.map { obligation($0, people) },
                calls: calls(counts),
                deliveries: try deliveries(request, conference, reader, people),
                needPerson: try reader?.countForPerson(in: conference.id) ?? 0,
                remarks: people.problems)
        }
    }

    private func notices(
        _ request: StatusRequest, _ conference: Conference, _ counts: [NoticeCounts],
        _ people: People
    ) -> [NoticeStatus] {
        let wanted = conference.notices.filter { notice in
            request.notice.map { $0 == notice.id || $0 == notice.entry } ?? true
        }
        return wanted.map { notice in
            let mine = counts.filter { $0.notice == notice.id }
            let all = mine.reduce(into: [DeliveryState: Int]()) { sum, row in
                sum.merge(row.counts, uniquingKeysWith: +)
            }
            func of(_ channel: Channel) -> [DeliveryState: Int] {
                mine.first { $0.channel == channel }?.counts ?? [:]
            }
            return NoticeStatus(
                id: notice.id, kind: notice.kind, at: notice.moment,
                state: NoticeStatus.state(of: notice, counts: of(.email), now: office.clock.now),
                recipients: people.audience(of: notice) ?? all.values.reduce(0, +),
                email: of(.email), sms: of(.sms), call: of(.call))
        }
    }

    private func obligation(_ obligation: Obligation, _ people: People) -> ObligationStatus {
        let concerned = people.rows(of: obligation)
        let isLate = obligation.due < office.clock.now
        return ObligationStatus(
            id: obligation.id, title: obligation.title, due: obligation.due,
            open: isLate ? 0 : concerned, done: 0, declined: 0, late: isLate ? concerned : 0,
            waived: 0)
    }

    private func calls(_ counts: [NoticeCounts]) -> CallStatus {
        let open = counts.filter { $0.channel == .call }
            .reduce(0) { $0 + ($1.counts[.queued] ?? 0) }
        return CallStatus(open: open, taken: 0, done: 0)
    }

    private func deliveries(
        _ request: StatusRequest, _ conference: Conference, _ reader: LedgerReader?,
        _ people: People
    ) throws -> [DeliveryStatus]? {
        guard request.listsDeliveries else { return nil }
        guard let reader else { return [] }
        let letters = try LetterWriter(office, conference)
        var result: [DeliveryStatus] = []
        for notice in noticeIDs(request, conference) {
            let rows = try reader.deliveries(
                DeliveryFilter(
                    conference: conference.id, notice: notice, states: request.states,
                    recipients: people.chosen),
                limit: .max)
            result += rows.map {
                DeliveryStatus(delivery: $0, messageID: letters.messageID(of: $0))
            }
        }
        return result
    }

    /// Nil stands for all notices, also those that are no longer in the file.
    private func noticeIDs(_ request: StatusRequest, _ conference: Conference) -> [String?] {
        guard let name = request.notice else { return [nil] }
        let ids = conference.notices.filter { $0.id == name || $0.entry == name }.map(\.id)
        return ids.isEmpty ? [name] : ids
    }
}

extension ObligationStatus {
    /// Before there is a ledger all counts are zero.
    static func none(_ obligation: Obligation) -> ObligationStatus {
        ObligationStatus(
            id: obligation.id, title: obligation.title, due: obligation.due, open: 0, done: 0,
            declined: 0, late: 0, waived: 0)
    }
}

/// The people of a conference, read only where their files are needed.
private struct People {
    /// Ids of those whom `--to` selects; nil for everybody.
    let chosen: [String]?
    let problems: [Problem]
    private let convocation: Convocation?
    private let conference: Conference

    init(
        _ office: Office, _ request: StatusRequest, _ conference: Conference, planned: Set<String>
    ) {
        self.conference = conference
        let isNeeded =
            request.to != nil || !conference.obligations.isEmpty
            || conference.notices.contains { !planned.contains($0.id) }
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

    /// An obligation is one row for each venue, and for each recipient without one.
    func rows(of obligation: Obligation) -> Int {
        guard let convocation else { return 0 }
        let concerned = convocation.recipients.filter {
            obligation.audience.selects($0, venues: conference.venues)
        }
        return Set(concerned.map { $0.venue?.id ?? "recipient " + $0.id }).count
    }
}
