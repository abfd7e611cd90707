import Agenda
import ConvokeCore
import LedgerStore

/// What a recipient was sent before, as far as a new letter speaks of it. All of it is read again for
/// each letter, so that a resend is the same.
struct Correspondence: Sendable {
    private let reader: LedgerReader
    private let invitations: [String]
    private let telling: [String]

    init(_ conference: Conference, _ reader: LedgerReader) {
        self.reader = reader
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
        let held = try reader.editionHeld(before: delivery, notices: telling)
        guard let edition = held.flatMap(Edition.parse) else { return [] }
        return Edition.changes(from: edition, to: current)
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
