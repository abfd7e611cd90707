package import ConvokeCore
package import Foundation

/// What a caller says about a call.
package struct CallReport: Sendable {
    package var conference: String
    package var call: Int64
    package var outcome: CallOutcome
    /// Who called.
    package var byWhom: String
    package var note: String?
    /// By when it was promised to be done.
    package var promisedBy: Date?
    /// Id of the contact who is to be called instead.
    package var delegatedTo: String?

    package init(
        conference: String, call: Int64, outcome: CallOutcome, byWhom: String,
        note: String? = nil, promisedBy: Date? = nil, delegatedTo: String? = nil
    ) {
        self.conference = conference
        self.call = call
        self.outcome = outcome
        self.byWhom = byWhom
        self.note = note
        self.promisedBy = promisedBy
        self.delegatedTo = delegatedTo
    }
}
