import Agenda
import ConvokeCore
import LedgerStore
import Synchronization

/// What a recipient was sent before, as far as a new letter speaks of it. All of it is read again for
/// each letter, so that a resend is the same.
struct Correspondence: Sendable {
    let reader: LedgerReader
    /// Its id.
    let conference: String
    /// Ids of the notices that carry calendar entries.
    let carrying: Set<String>
    private let invitations: [String]
    private let telling: [String]
    private let whole: Conference
    private let planned = Planned()

    /// Read once: what is planned later has no part in what was planned before it, and what is told later
    /// none in what was told.
    private final class Planned: Sendable {
        let notices = Mutex<Set<String>?>(nil)
        let told = Mutex<ToldByTelephone?>(nil)
    }

    init(_ conference: Conference, _ reader: LedgerReader) {
        self.reader = reader
        self.conference = conference.id
        whole = conference
        carrying = Set(
            (conference.notices + conference.onDemandNotices).filter(\.carriesCalendar).map(\.id))
        invitations = conference.notices.filter { $0.kind == .invitation }.map(\.id)
        telling = conference.tellingNotices
    }

    /// The invitation that a letter follows; nil when none arrived, or the letter is one itself.
    func root(of delivery: Delivery) throws(LedgerFailure) -> Delivery? {
        if invitations.contains(delivery.notice) { return nil }
        return try reader.threadRoot(
            for: delivery.recipient, notices: invitations, in: delivery.conference)
    }

    /// What is not as the recipient of a correction had been told; empty when that is not known.
    func changes(
        before delivery: Delivery, to current: Edition
    ) throws(LedgerFailure) -> [Change] {
        let text = try reader.editionHeld(
            before: delivery, notices: telling,
            told: try told().deliveries(to: delivery.recipient))
        guard let edition = text.flatMap(Edition.parse) else { return [] }
        return Edition.changes(from: edition, to: current)
    }

    /// What is to be told by telephone where a case is about a correction; empty for every other, and
    /// where it is not known.
    func changes(in plan: PlannedEscalation) throws(LedgerFailure) -> [Change] {
        guard plan.tells(.correction, of: whole), let id = plan.delivery,
            let delivery = try reader.delivery(id), let hash = delivery.edition,
            let current = try reader.editionText(hash).flatMap(Edition.parse)
        else { return [] }
        return try changes(before: delivery, to: current)
    }

    /// What mail had told the recipient before; nil when nothing, or that is not known.
    func held(before delivery: Delivery) throws(LedgerFailure) -> Edition? {
        try reader.editionHeld(before: delivery, notices: telling).flatMap(Edition.parse)
    }

    /// Whether the recipient cannot have had a letter with calendar entries before this one. It spares
    /// asking for each letter of a first invitation.
    func isFirst(_ delivery: Delivery) throws(LedgerFailure) -> Bool {
        guard delivery.revision == 1 else { return false }
        return try plannedNotices().intersection(carrying)
            .subtracting([delivery.notice]).isEmpty
    }

    private func told() throws(LedgerFailure) -> ToldByTelephone {
        if let known = planned.told.withLock({ $0 }) { return known }
        let told = try ToldByTelephone.read(whole, reader)
        planned.told.withLock { $0 = told }
        return told
    }

    private func plannedNotices() throws(LedgerFailure) -> Set<String> {
        if let known = planned.notices.withLock({ $0 }) { return known }
        let notices = try reader.plannedNotices(in: conference)
        planned.notices.withLock { $0 = notices }
        return notices
    }
}

extension Conference {
    /// Ids of the notices that tell everything a recipient is to know: of these an edition is kept.
    var tellingNotices: [String] {
        (notices + onDemandNotices).filter(\.tellsEverything).map(\.id)
    }
}

extension Notice {
    var tellsEverything: Bool { kind == .invitation || kind == .correction }
}
