import Agenda
import ConvokeCore
import LedgerStore
import Synchronization

/// Who still owes what of a conference, read when it is asked for the first time: with a million
/// invited it is much, and most runs do not ask.
final class OpenParties: Sendable {
    private let reader: LedgerReader
    private let conference: String
    private let abouts: Set<String>
    private let known = Mutex<[String: Set<Party>]>([:])

    /// `abouts` are those that the files ask for; of any other nobody owes anything.
    init(_ reader: LedgerReader, _ conference: String, of abouts: Set<String>) {
        self.reader = reader
        self.conference = conference
        self.abouts = abouts
    }

    /// Who still owes an obligation; for `invitation`, who has not answered.
    func parties(of about: String) throws(LedgerFailure) -> Set<Party> {
        guard abouts.contains(about) else { return [] }
        if let known = known.withLock({ $0[about] }) { return known }
        let parties = try reader.openParties(of: about, in: conference)
        known.withLock { $0[about] = parties }
        return parties
    }

    /// Whether a recipient whom a notice reminds of an obligation still owes it; true for any other notice.
    func concerns(_ notice: Notice, _ recipient: Recipient) throws(LedgerFailure) -> Bool {
        guard notice.kind == .reminder, case .obligation(let id) = notice.about,
            abouts.contains(id)
        else { return true }
        return try parties(of: id).contains(Party.of(recipient))
    }

    /// What decides whom a notice concerns, by obligation.
    func parties(
        for notice: Notice, _ conference: Conference
    ) throws(LedgerFailure) -> [String: Set<Party>] {
        guard let about = ObligationRows.subject(of: notice, conference) else { return [:] }
        return [about: try parties(of: about)]
    }
}
