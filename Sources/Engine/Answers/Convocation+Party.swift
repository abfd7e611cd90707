import Agenda
import ConvokeCore

extension Convocation {
    /// Whose row a recipient's answer changes: the venue's, or for the invitation its own. Nil when it
    /// owes nothing of that name.
    func party(of id: String, about: String) -> Party? {
        guard let recipient = recipient(id) else { return nil }
        let party: Party =
            about == ObligationRows.invitation ? .recipient(recipient.id) : Party.of(recipient)
        let rows = obligationRows
        let isOwed = rows.contains { $0.obligation == about && $0.party == party }
        return isOwed ? party : nil
    }
}
