import Agenda
import ConvokeCore
import Foundation
import LedgerStore

/// From when and until when a case matters, as the files have it now.
struct CaseMoments {
    let conference: Conference
    let ladder: LadderPlan
    let now: Date

    /// An open case that the files have another deadline for than it was opened with; nil for any other
    /// one, and where they do not name what it is about any more.
    func moved(_ entry: Escalation) -> MovedCase? {
        guard let (since, deadline) = current(entry.plan) else { return nil }
        return moved(entry, since: since, until: deadline)
    }

    /// Nil when that is its deadline already.
    func moved(_ entry: Escalation, since: Date, until deadline: Date) -> MovedCase? {
        if isSame(deadline, entry.plan.deadline), isSame(since, entry.plan.since) { return nil }
        let ladderCase = LadderCase(rungs: [], since: since, deadline: deadline)
        return MovedCase(
            escalation: entry.id, since: since, deadline: deadline,
            callBy: ladderCase.callBy(begunAt: now))
    }

    /// Whether a case is about everything that waits, and has a deadline that the files do not name any
    /// more.
    func isAdrift(_ entry: Escalation) -> Bool {
        guard entry.plan.cause == .relay else { return false }
        let moments =
            (conference.notices + conference.onDemandNotices).map(\.lastUseful)
            + conference.obligations.map(\.due) + [conference.end].compactMap(\.self)
        return !moments.contains { isSame($0, entry.plan.deadline) }
    }

    private func current(_ plan: PlannedEscalation) -> (since: Date, deadline: Date)? {
        switch plan.cause {
        case .mail: conference.notice(plan.about).map { (plan.since, $0.lastUseful) }
        case .obligation:
            conference.obligation(plan.about).map { (ladder.start(before: $0.due), $0.due) }
        case .invitation: invitation(plan)
        case .relay: nil
        }
    }

    private func invitation(_ plan: PlannedEscalation) -> (since: Date, deadline: Date)? {
        let notice =
            conference.notices.first { $0.acknowledgeBy != nil }
            ?? conference.notices.first { $0.kind == .invitation }
        return notice.map { ($0.acknowledgeBy ?? plan.since, $0.lastUseful) }
    }

    /// Whether two moments are one to the ledger, which keeps whole milliseconds.
    private func isSame(_ one: Date, _ other: Date) -> Bool {
        abs(one.timeIntervalSince(other)) < 0.001
    }
}
