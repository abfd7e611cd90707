import Agenda
package import ConvokeCore
import Foundation
import LedgerStore

/// What a tick would do about one conference now.
package struct TickOutlook: Sendable {
    package struct Due: Sendable {
        package let notice: String
        /// By mail or telephone: those who have nothing of it yet, and those whose mail is to be tried again.
        package let recipients: Int
    }

    package let conference: String
    package let isPaused: Bool
    package let due: [Due]
    /// Notices that would be entered as missed.
    package let missed: [String]

    init(_ office: Office, _ id: String) throws {
        let convocation = try office.convocation(id)
        let reader = try office.ledgerReader()
        let decisions = try office.decisions(on: convocation.conference, reader)
        conference = id
        isPaused = try reader?.isPaused(id) ?? false
        let settled = try reader?.settledObligations(in: id) ?? []
        let sent = decisions.filter { $0.decision == .send }.map(\.notice)
        let planned = try sent.compactMap { notice -> Due? in
            // Composed as a tick would: a mistake in a template shows here too.
            let run = try DryRun(office.mailing(convocation, notice), office, again: false)
            return Due(notice.id, run.mails.count + run.calls.count)
        }
        let others = (convocation.conference.notices + convocation.conference.onDemandNotices)
            .map(\.id).filter { id in !sent.contains { $0.id == id } }
        let retried = try others.compactMap { notice in
            let count = try reader?.dueCount(
                in: id, by: .email, notices: [notice], now: office.clock.now)
            return Due(notice, count ?? 0)
        }
        due = planned + retried
        missed = decisions.filter {
            $0.decision == .missed && $0.isOwed(besides: settled)
        }.map(\.notice.id)
    }
}

extension TickOutlook.Due {
    /// Nil for nobody.
    fileprivate init?(_ notice: String, _ recipients: Int) {
        if recipients == 0 { return nil }
        self.init(notice: notice, recipients: recipients)
    }
}

extension TickPass {
    /// What `run` would begin with, without a ledger being touched or a connection made; and the problems of
    /// conferences of which that cannot be said.
    package func dryRun(
        only conference: String? = nil
    ) throws(Problems) -> (outlooks: [TickOutlook], problems: [Problem]) {
        var outlooks: [TickOutlook] = []
        var problems: [Problem] = []
        let ids = if let conference { [conference] } else { try office.conferences() }
        for id in ids {
            do throws(Problems) {
                outlooks.append(
                    try Problems.collecting(ledger: office.settings.ledger) {
                        try TickOutlook(office, id)
                    })
            } catch {
                problems += error.list
            }
        }
        return (outlooks, problems)
    }
}
