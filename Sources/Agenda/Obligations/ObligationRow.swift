package import ConvokeCore
package import Foundation

/// One obligation of one party: what is answered for, and chased while it is open.
package struct ObligationRow: Hashable, Sendable {
    /// Id of the obligation, or `ObligationRows.invitation`.
    package let obligation: String
    package let party: Party
    /// By when; nil for an invitation that need not be acknowledged.
    package let due: Date?

    package init(obligation: String, party: Party, due: Date?) {
        self.obligation = obligation
        self.party = party
        self.due = due
    }
}
