import Agenda
package import ConvokeCore
package import Foundation
import LedgerStore

/// The timeline of a conference: what will go out when, to how many.
package struct AgendaPass {
    private let office: Office

    package init(_ office: Office) {
        self.office = office
    }

    package func run(_ id: String) throws(Problems) -> AgendaReport {
        try Problems.collecting(ledger: office.settings.ledger) {
            let convocation = try office.convocation(id)
            let conference = convocation.conference
            let reader = try LedgerReader.open(at: office.ledgerPath)
            let now = office.clock.now
            let decisions = try office.decisions(on: conference, reader)
            let counts = try reader?.counts(in: id) ?? []
            let open = try openParties(conference, reader)
            let settled = try reader?.settledObligations(in: id) ?? []
            let isCancelled = try reader?.cancellation(of: id) != nil
            let narrowed = try reader?.narrowedNotices(in: id) ?? []
            let entries = decisions.filter { $0.decision != .onDemand }.map { decision in
                AgendaReport.Entry(
                    notice: decision.notice,
                    recipients: audience(decision.notice, convocation, open),
                    state: NoticeStatus.state(
                        of: decision.notice, counts: mail(decision.notice, counts),
                        concernsNobody: decision.notice.concerns(settled),
                        isNarrowed: narrowed.contains(decision.notice.id),
                        isCancelled: isCancelled, now: now))
            }
            return AgendaReport(
                conference: id, title: conference.title, asOf: now,
                timeZone: office.settings.timeZone,
                entries: entries.sorted { $0.notice.moment < $1.notice.moment })
        }
    }

    /// Nil before anything was entered: then everybody owes everything.
    private func openParties(
        _ conference: Conference, _ reader: LedgerReader?
    ) throws(LedgerFailure) -> [String: Set<Party>]? {
        guard let reader, try !reader.obligationCounts(in: conference.id).isEmpty else {
            return nil
        }
        var open: [String: Set<Party>] = [:]
        for about in [ObligationRows.invitation] + conference.obligations.map(\.id) {
            open[about] = try reader.openParties(of: about, in: conference.id)
        }
        return open
    }

    private func audience(
        _ notice: Notice, _ convocation: Convocation, _ open: [String: Set<Party>]?
    ) -> Int {
        guard let open else {
            return Plan.audience(notice, convocation.conference, convocation.recipients).count
        }
        return ObligationRows.audience(
            of: notice, convocation.conference, convocation.recipients, open: open
        ).count
    }

    private func mail(_ notice: Notice, _ counts: [NoticeCounts]) -> [DeliveryState: Int] {
        counts.first { $0.notice == notice.id && $0.channel == .email }?.counts ?? [:]
    }
}

/// What `agenda` shows.
package struct AgendaReport: Sendable {
    package struct Entry: Sendable {
        package let notice: Notice
        /// How many it would go to as things stand now.
        package let recipients: Int
        package let state: NoticeStatus.State
    }

    package let conference: String
    package let title: String
    package let asOf: Date
    package let timeZone: TimeZone
    /// In the order of their moments.
    package let entries: [Entry]

    /// `[{"notice": …, "kind": …, "at": …, "last_useful": …, "recipients": …, "state": …}]`
    package func json() throws -> String {
        try JSONText.of(
            entries.map { entry in
                AgendaEntry(
                    notice: entry.notice.id, kind: entry.notice.kind.rawValue,
                    at: Instant.text(entry.notice.moment, in: timeZone),
                    last_useful: Instant.text(entry.notice.lastUseful, in: timeZone),
                    recipients: entry.recipients, state: entry.state.rawValue)
            })
    }
}

private struct AgendaEntry: Encodable {
    let notice: String
    let kind: String
    let at: String
    let last_useful: String
    let recipients: Int
    let state: String
}
