import Agenda
import ConvokeCore
import Foundation
import LedgerStore

/// A quick look at a conference: is there anything to do at all? It costs the same whatever the size of
/// the ledger and the contact book.
struct Glance {
    let conference: Conference
    let hasWork: Bool
    /// What would be done now, or should have been, if nobody had paused the conference.
    let held: [NoticeDecision]
    /// Whether a pause keeps back cases that the clock alone begins.
    let holdsCases: Bool
    /// When the tick before this one came by.
    let last: Date
    /// Whether anything is done at all: not in a pause, and not once the conference is called off.
    let isLooking: Bool
    /// What the ledger is to know of the files: what it knew, while somebody whom they name is still to
    /// be planned for.
    let seen: String?
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
        let decisions = office.decisions(on: conference, facts)
        let record = try reader?.tickRecord(of: conference.id)
        let last = record?.at ?? .distantPast
        let looked = record?.lookedAt ?? .distantPast
        let pause = try reader?.pause(of: conference.id)
        let hasChanged = record?.fingerprint != fingerprint
        self.conference = conference
        self.reader = reader
        self.last = last
        // What reminds of an obligation that nobody owes any more waits until somebody does again.
        let settled = try reader?.settledObligations(in: conference.id) ?? []
        let needed = decisions.filter { !($0.decision == .send && $0.notice.concerns(settled)) }
        held = pause == nil ? [] : decisions.filter { $0.isOwed(besides: settled) }
        isLooking = pause == nil && !facts.isCancelled
        seen = !isLooking || decisions.letWait ? record?.fingerprint : fingerprint
        let stretches =
            facts.hasDeliveries && !facts.isCancelled
            ? LadderPlan.stretches(conference, office) : []
        let beginsCases = stretches.contains { looked < $0.start && $0.start <= now }
        let isOwed =
            try facts.hasDeliveries && !facts.isCancelled
            && Self.isOwed(
                stretches.filter { $0.start <= now && now < $0.end }, conference, reader,
                hasChanged: hasChanged, since: looked)
        holdsCases = pause != nil && beginsCases
        needPerson =
            try (reader?.countForPerson(in: conference.id) ?? 0)
            + (reader?.countOpenCalls(in: conference.id, now: now) ?? 0)
        isWorthRecording = facts.hasDeliveries || decisions.contains { $0.decision != .over }
        stirring = try reader?.stirring(conference.id)
        let isDue =
            try reader?.hasDueWork(
                in: conference.id, policy: office.settings.onDoubt, now: now) ?? false
        let areMoved = try hasChanged && MovedMoments.areThere(conference, reader)
        let links = LinkWatch(office, conference)
        let asksForLinks =
            facts.hasDeliveries && !facts.isCancelled
            ? links.isDue(last: try reader?.linkRecord(of: conference.id)) : false
        let climbs =
            try reader?.hasOpenEscalations(in: conference.id) ?? false
            || reader?.hasMailToHandOver(in: conference.id, now: now) ?? false
        hasWork =
            pause == nil
            && (isDue || areMoved || stirring != nil || asksForLinks || climbs || beginsCases
                || isOwed
                || needed.contains {
                    $0.isWork(
                        afterChange: hasChanged, since: facts.isCancelled ? last : looked, now: now)
                })
    }

    /// Whether somebody may have to be called, though no moment has come: an answer was taken back, the files
    /// were changed, or whoever was reached for one deadline has another. In the last stretch before a
    /// deadline each tick looks; for an invitation that may be days, and only news counts.
    private static func isOwed(
        _ stretches: [LadderPlan.Stretch], _ conference: Conference, _ reader: LedgerReader?,
        hasChanged: Bool, since looked: Date
    ) throws(LedgerFailure) -> Bool {
        guard let reader else { return false }
        if try reader.hasUndone(in: conference.id, since: looked) { return true }
        if stretches.isEmpty { return false }
        let counts = try reader.obligationCounts(in: conference.id)
        let open = Set(counts.filter { $0.counts[.open, default: 0] > 0 }.map(\.about))
        let owed = stretches.map(\.about).filter(open.contains)
        return owed.contains { $0 != ObligationRows.invitation || hasChanged }
    }

    /// Notes that cron came by. The glance still reads meanwhile: a writer that is not the last to close
    /// leaves the note in the WAL, and nothing is flushed. Otherwise folding it into the file would take
    /// longer than all the rest of a tick.
    func record(_ office: Office) throws {
        try withExtendedLifetime(reader) {
            try office.writing {
                try $0.recordTick(
                    of: conference.id, at: office.clock.now, fingerprint: seen,
                    isLooking: isLooking)
            }
        }
    }
}
