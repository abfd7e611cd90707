import Agenda
import ConvokeCore
import LedgerStore

extension Office {
    /// What a tick would decide now about each notice of a conference, by what the ledger knows; nil stands
    /// for no ledger yet.
    func decisions(
        on conference: Conference, _ reader: LedgerReader?
    ) throws(LedgerFailure) -> [NoticeDecision] {
        decisions(on: conference, try TickFacts.read(conference, reader))
    }

    func decisions(on conference: Conference, _ facts: TickPlan.Facts) -> [NoticeDecision] {
        TickPlan.decide(
            conference, facts, now: clock.now,
            quiet: Quiet(settings.quiet, in: settings.timeZone))
    }
}

extension NoticeDecision {
    /// Whether its time has come, nothing that was planned says so, and it concerns somebody: `settled` are the
    /// obligations that nobody owes any more.
    func isOwed(besides settled: Set<String>) -> Bool {
        isNew && !notice.concerns(settled)
    }
}

/// What the ledger knows that decisions depend on.
enum TickFacts {
    static func read(
        _ conference: Conference, _ reader: LedgerReader?
    ) throws(LedgerFailure) -> TickPlan.Facts {
        guard let reader else { return TickPlan.Facts() }
        let known = try reader.plannedNotices(in: conference.id)
        let narrowed = known.isEmpty ? [] : try reader.narrowedNotices(in: conference.id)
        let terms = try reader.terms(of: conference.id)
        // What was planned for another moment than the file says now is not planned.
        let moved = conference.notices.filter { notice in
            notice.kind == .reminder && terms[notice.id]?.isFor(notice) != true
        }
        let closed = try reader.closed(among: conference.notices, in: conference.id)
        return TickPlan.Facts(
            planned: known.subtracting(moved.map(\.id)).subtracting(narrowed)
                .union(closed),
            hasDeliveries: !known.isEmpty,
            isCancelled: try reader.cancellation(of: conference.id) != nil,
            wasTicked: try reader.lastTick(of: conference.id) != nil)
    }
}
