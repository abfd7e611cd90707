import Agenda
import ConvokeCore
import Foundation
import LedgerStore

/// A quick look at a conference: is there anything to do at all? It costs the same whatever the size of
/// the ledger and the contact book.
struct Glance {
    let conference: Conference
    let decisions: [NoticeDecision]
    let hasWork: Bool
    let needPerson: Int
    /// A conference that is over and was never sent leaves no trace.
    let isWorthRecording: Bool
    /// The last mail that changed something and was not looked after yet; nil for none.
    let stirring: Int64?
    /// What all of it was read with; nil when there is no ledger yet.
    private let reader: LedgerReader?

    init(_ office: Office, _ conference: Conference, _ fingerprint: String) throws {
        let now = office.clock.now
        let reader = try office.ledgerReader()
        let facts = try TickFacts.read(conference, reader)
        let decisions = TickPlan.decide(
            conference, facts, now: now,
            quiet: Quiet(office.settings.quiet, in: office.settings.timeZone))
        let hasChanged = try reader?.tickRecord(of: conference.id)?.fingerprint != fingerprint
        self.conference = conference
        self.decisions = decisions
        self.reader = reader
        needPerson = try reader?.countForPerson(in: conference.id) ?? 0
        isWorthRecording = facts.hasDeliveries || decisions.contains { $0.decision != .over }
        stirring = try reader?.stirring(conference.id)
        let isPaused = try reader?.isPaused(conference.id) ?? false
        let isDue =
            try reader?.hasDueWork(
                in: conference.id, policy: office.settings.onDoubt, now: now) ?? false
        let links = LinkWatch(office, conference)
        let asksForLinks =
            facts.hasDeliveries && !facts.isCancelled
            ? links.isDue(last: try reader?.linkRecord(of: conference.id)) : false
        let last = try reader?.tickRecord(of: conference.id)?.at ?? .distantPast
        let beginsCases = LadderPlan.moments(conference, office).contains {
            last < $0 && $0 <= now
        }
        let climbs =
            try reader?.hasOpenEscalations(in: conference.id) ?? false
            || reader?.hasMailToHandOver(in: conference.id, now: now) ?? false
        hasWork =
            !isPaused
            && (isDue || stirring != nil || asksForLinks || climbs
                || facts.hasDeliveries && beginsCases
                || decisions.contains { $0.isWork(afterChange: hasChanged) })
    }

    /// Notes that cron came by. The glance still reads meanwhile: a writer that is not the last to close
    /// leaves the note in the WAL, and nothing is flushed. Otherwise folding it into the file would take
    /// longer than all the rest of a tick.
    func record(_ office: Office, _ fingerprint: String) throws {
        try withExtendedLifetime(reader) {
            try office.writing {
                try $0.recordTick(of: conference.id, at: office.clock.now, fingerprint: fingerprint)
            }
        }
    }
}

extension NoticeDecision {
    /// Whether the decision asks for something that has not been done yet. Latecomers can only be there
    /// when a file has changed.
    func isWork(afterChange hasChanged: Bool) -> Bool {
        switch decision {
        case .send: !isPlanned || hasChanged
        case .supersede, .missed: !isPlanned
        case .notYet, .wait, .over, .onDemand: false
        }
    }
}

/// What the ledger knows that decisions depend on.
enum TickFacts {
    static func read(
        _ conference: Conference, _ reader: LedgerReader?
    ) throws(LedgerFailure) -> TickPlan.Facts {
        guard let reader else { return TickPlan.Facts() }
        let known = try reader.plannedNotices(in: conference.id)
        let terms = try reader.terms(of: conference.id)
        // What was planned for another moment than the file says now is not planned.
        let moved = conference.notices.filter { notice in
            notice.kind == .reminder && terms[notice.id]?.isFor(notice) != true
        }
        return TickPlan.Facts(
            planned: known.subtracting(moved.map(\.id)), hasDeliveries: !known.isEmpty,
            isCancelled: try reader.cancellation(of: conference.id) != nil)
    }
}
