import Agenda
import ConvokeCore
import Foundation
import LedgerStore

extension Staleness {
    /// Whether ticks have stayed away until now, as the ledger knows.
    static func read(
        _ conference: Conference, _ office: Office, _ reader: LedgerReader?
    ) throws(LedgerFailure) -> Staleness {
        let decisions = TickPlan.decide(
            conference, try TickFacts.read(conference, reader), now: office.clock.now,
            quiet: Quiet(office.settings.quiet, in: office.settings.timeZone))
        let pending = try reader?.counts(in: conference.id).filter { $0.channel == .email }
            .contains { row in
                [.queued, .deferred].contains { (row.counts[$0] ?? 0) > 0 }
            }
        return of(
            lastTick: try reader?.lastTick(of: conference.id), decisions,
            hasPending: pending ?? false, now: office.clock.now)
    }
}
