import Agenda
import ConvokeCore
import Foundation
import LedgerStore

/// What waits by moments that the files say otherwise now: brought up to date before anything expires
/// or is decided by them.
struct MovedMoments {
    private let conference: Conference
    private let cases: CaseMoments
    private let ledger: Ledger
    private let lease: Lease
    private let now: Date

    init(_ office: Office, _ convocation: Convocation, _ ledger: Ledger, _ lease: Lease) {
        conference = convocation.conference
        now = office.clock.now
        cases = CaseMoments(
            conference: conference, ladder: LadderPlan(office, convocation), now: now)
        self.ledger = ledger
        self.lease = lease
    }

    /// Whether any mail or call waits by another moment than the file says.
    static func areThere(
        _ conference: Conference, _ reader: LedgerReader?
    ) throws(LedgerFailure) -> Bool {
        guard let reader else { return false }
        let waiting = try reader.pendingMoments(in: conference.id)
        return !notices(conference, waiting: waiting).isEmpty
    }

    /// The moments of the notices of which something waits by others. A reminder is not among them:
    /// what waits for a moment that was moved gives way to one that is planned anew.
    static func notices(
        _ conference: Conference, waiting: Set<NoticeMoments>
    ) -> [NoticeMoments] {
        let current = Set(waiting.map(\.notice)).sorted()
            .compactMap(conference.notice).filter { $0.kind != .reminder }
            .map { notice in
                NoticeMoments(
                    notice: notice.id, handOverAt: notice.handOver(conference.ladder),
                    lastUsefulAt: notice.lastUseful)
            }
        return current.filter { moments in
            waiting.contains { $0.notice == moments.notice && $0 != moments }
        }
    }

    /// Mails and calls first: cases about everything that waits go by them.
    func bringUpToDate() throws(LedgerFailure) {
        let waiting = try ledger.reader.pendingMoments(in: conference.id)
        _ = try ledger.move(
            Self.notices(conference, waiting: waiting), in: conference.id, lease: lease)
        let open = try ledger.reader.escalations(in: conference.id, openOnly: true)
        _ = try ledger.move(open.compactMap { cases.moved($0) }, lease: lease)
        try moveAdrift(open.filter(cases.isAdrift))
    }

    /// Cases about everything that waits, their own texts apart.
    private func moveAdrift(_ adrift: [Escalation]) throws(LedgerFailure) {
        if adrift.isEmpty { return }
        let texts = Set(adrift.flatMap(\.steps).compactMap(\.delivery))
        let deadline = try EscalationFinder.dutyDeadline(
            conference, ledger.reader, without: texts, now: now)
        guard let deadline else { return }
        _ = try ledger.move(
            adrift.compactMap { cases.moved($0, since: $0.plan.since, until: deadline) },
            lease: lease)
    }
}
