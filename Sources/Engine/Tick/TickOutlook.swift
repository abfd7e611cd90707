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
        due = try decisions.filter { $0.decision == .send }.compactMap { entry in
            // Composed as a tick would: a mistake in a template shows here too.
            let mailing = try office.mailing(convocation, entry.notice)
            let run = try DryRun(mailing, office, again: false)
            let count = run.mails.count + run.calls.count
            return count == 0 ? nil : Due(notice: entry.notice.id, recipients: count)
        }
        missed = decisions.filter { $0.decision == .missed && !$0.isPlanned }.map(\.notice.id)
    }
}

extension TickPass {
    /// What `run` would begin with, without a ledger being touched or a connection made.
    package func dryRun(only conference: String? = nil) throws(Problems) -> [TickOutlook] {
        try Problems.collecting(ledger: office.settings.ledger) {
            try (conference.map { [$0] } ?? office.conferences()).map {
                try TickOutlook(office, $0)
            }
        }
    }
}
