package import ConvokeCore
package import Foundation

/// What a tick does about each notice of a conference.
package struct TickPlan {
    /// What the ledger knows of the conference.
    package struct Facts: Hashable, Sendable {
        /// Ids of the notices that were planned for their whole audience.
        package let planned: Set<String>
        /// Whether there is any delivery of the conference at all.
        package let hasDeliveries: Bool
        package let isCancelled: Bool
        /// Whether a tick ever came by for it.
        package let wasTicked: Bool

        package init(
            planned: Set<String> = [], hasDeliveries: Bool = false, isCancelled: Bool = false,
            wasTicked: Bool = false
        ) {
            self.planned = planned
            self.hasDeliveries = hasDeliveries
            self.isCancelled = isCancelled
            self.wasTicked = wasTicked
        }
    }

    private let conference: Conference
    private let facts: Facts
    private let now: Date
    private let quiet: Quiet
    /// For each entry the id of the latest of its moments that have come.
    private let latest: [String: String]

    private init(_ conference: Conference, _ facts: Facts, now: Date, quiet: Quiet) {
        self.conference = conference
        self.facts = facts
        self.now = now
        self.quiet = quiet
        latest = Self.latestDue(conference.notices, now)
    }

    /// One decision for each notice, in the order of the file.
    ///
    /// A conference that ended before anything of it was sent, and before any tick came by, is left alone: it
    /// is an old file. Of a cancelled one nothing goes out but its cancellation.
    package static func decide(
        _ conference: Conference, _ facts: Facts, now: Date, quiet: Quiet
    ) -> [NoticeDecision] {
        let plan = TickPlan(conference, facts, now: now, quiet: quiet)
        let isLeftAlone = plan.isLeftAlone
        return conference.notices.map { notice in
            let due = plan.due(notice)
            return NoticeDecision(
                notice: notice, due: due, isPlanned: facts.planned.contains(notice.id),
                decision: isLeftAlone ? .over : plan.decision(notice, due: due))
        }
    }

    /// The next moment at which a notice's turn comes; nil when none lies ahead.
    package static func next(_ decisions: [NoticeDecision]) -> Date? {
        decisions.compactMap { entry in
            switch entry.decision {
            case .notYet(let next): next
            case .wait(let until): until
            case .send, .supersede, .missed, .over, .onDemand: nil
            }
        }.min()
    }

    private func decision(_ notice: Notice, due: Date) -> NoticeDecision.Decision {
        let isPlanned = facts.planned.contains(notice.id)
        if !mayGoOut(notice) { return .over }
        if notice.isOnDemand { return .onDemand }
        if notice.moment > now { return .notYet(next: due) }
        if isPlanned, now > notice.lastUseful { return .over }
        if let later = latest[notice.entry], later != notice.id { return .supersede(by: later) }
        if now > notice.lastUseful { return .missed }
        let release = quiet.release(notice, conference.ladder, at: now)
        return release > now ? .wait(until: release) : .send
    }

    private func due(_ notice: Notice) -> Date {
        if notice.isOnDemand { return notice.moment }
        return quiet.release(notice, conference.ladder, at: notice.moment)
    }

    private func mayGoOut(_ notice: Notice) -> Bool {
        !facts.isCancelled || notice.kind == .cancellation
    }

    private var isLeftAlone: Bool {
        guard !facts.hasDeliveries, !facts.wasTicked,
            let end = conference.sessions.map(\.end).max()
        else { return false }
        return now > end
    }

    /// Of two moments at once the one that stands later in the file.
    private static func latestDue(_ notices: [Notice], _ now: Date) -> [String: String] {
        var latest: [String: Notice] = [:]
        for notice in notices where notice.moment <= now {
            if let other = latest[notice.entry], other.moment > notice.moment { continue }
            latest[notice.entry] = notice
        }
        return latest.mapValues(\.id)
    }
}
