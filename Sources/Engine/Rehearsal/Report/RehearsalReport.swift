package import ConvokeCore
package import Foundation

/// What a rehearsal brought: everything that happened, who would not be reached, and what to mend.
package struct RehearsalReport: Sendable {
    package let conference: String
    package let title: String
    package let timeZone: TimeZone
    package let seed: UInt64
    /// In the order in which it happened.
    package let timeline: [RehearsalEntry]
    package let notices: [NoticeOutcome]
    package let calls: CallOutcomes
    package let verdict: Verdict
    /// What in the plan is not right, each with the place to change.
    package let findings: [Finding]
    /// What a page shows; nil unless it was asked for.
    package let account: ConferenceReport?

    /// 1 when somebody would not be reached or there is anything to mend.
    package var status: ExitStatus {
        verdict.missed.isEmpty && findings.isEmpty ? .allWell : .needsPerson
    }
}

/// One thing that happened to one recipient.
package struct RehearsalEntry: Hashable, Sendable {
    package let moment: Date
    /// In words, such as `mail accepted`.
    package let what: String
    /// The notice, the obligation, or `invitation`.
    package let about: String
    /// Id of the contact.
    package let whom: String

    package init(moment: Date, what: String, about: String, whom: String) {
        self.moment = moment
        self.what = what
        self.about = about
        self.whom = whom
    }
}

extension RehearsalEntry: Comparable {
    package static func < (left: RehearsalEntry, right: RehearsalEntry) -> Bool {
        (left.moment, left.about, left.what, left.whom)
            < (right.moment, right.about, right.what, right.whom)
    }
}

/// What one notice achieved, in deliveries by mail.
package struct NoticeOutcome: Hashable, Sendable {
    package let notice: String
    package let moment: Date
    package var accepted = 0
    /// Accepted more than five minutes after its moment.
    package var late = 0
    package var failed = 0
    /// Not needed any more when its turn came, or a later one took its place.
    package var notNeeded = 0
    /// Recipients without any mail address.
    package var withoutAddress = 0
}

/// What came of the calls.
package struct CallOutcomes: Hashable, Sendable {
    package var due = 0
    package var reached = 0
    package var inVain = 0
    /// Never made, or not in time.
    package var notMade = 0
    /// Nobody needed them any more before somebody called.
    package var notNeeded = 0
    package var texts = 0
}

/// Whether everybody would know of the conference in time.
package struct Verdict: Hashable, Sendable {
    /// Whoever is not reached: a venue, or a recipient without one.
    package struct Missed: Hashable, Sendable {
        package let party: Party
        package let name: String
        package let why: Silence
    }

    /// When everybody has to know.
    package let by: Date
    package let venues: Int
    package let others: Int
    package let missed: [Missed]

    package var missedVenues: [Missed] { missed.filter { $0.party.kind == .venue } }
    package var missedOthers: [Missed] { missed.filter { $0.party.kind == .recipient } }
}
