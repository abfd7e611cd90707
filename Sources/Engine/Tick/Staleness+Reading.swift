import Agenda
import ConvokeCore
import Foundation
import LedgerStore

extension Staleness {
    /// Whether ticks have stayed away until now, as the ledger knows; `decisions` are those of now.
    static func read(
        _ conference: Conference, _ decisions: [NoticeDecision], _ office: Office,
        _ reader: LedgerReader?
    ) throws(LedgerFailure) -> Staleness {
        let pending = try reader?.counts(in: conference.id).filter { $0.channel == .email }
            .contains { row in
                [.queued, .deferred].contains { (row.counts[$0] ?? 0) > 0 }
            }
        // One that failed did not stay away.
        let ticks = [
            try reader?.lastTick(of: conference.id), try reader?.stop(of: conference.id)?.at,
        ]
        return of(
            lastTick: ticks.compactMap(\.self).max(), decisions,
            hasPending: pending ?? false, now: office.clock.now)
    }
}
