package import Foundation

/// What has happened in a case so far, in any order; what makes no sense is passed over.
package struct LadderFacts: Hashable, Sendable {
    /// What became of a rung, and when it was known.
    package enum Outcome: Hashable, Sendable {
        /// The text is on the phone; whether anybody read it is not known.
        case delivered(Date)
        /// The text was refused, or did not arrive.
        case failed(Date)
        /// The call was answered. Of a recipient or deputy that is an acknowledgement; the one on duty
        /// cannot acknowledge for a venue.
        case reached(Date)
        case noAnswer(Date)
        /// The line is engaged: the same number is called back.
        case busy(Date)
        /// Somebody else's number, or nobody's.
        case wrongNumber(Date)

        package var moment: Date {
            switch self {
            case .delivered(let moment), .failed(let moment), .reached(let moment),
                .noAnswer(let moment), .busy(let moment), .wrongNumber(let moment):
                moment
            }
        }
    }

    /// A rung that was begun: its text was queued, or its call was put on the call sheet.
    package struct Begun: Hashable, Sendable {
        package let index: Int
        package let at: Date
        /// The latest; nil while nothing is known.
        package let outcome: Outcome?

        package init(index: Int, at: Date, outcome: Outcome? = nil) {
            self.index = index
            self.at = at
            self.outcome = outcome
        }
    }

    package var begun: [Begun]
    /// When somebody responsible acknowledged last, by whatever way; nil when nobody did.
    package var acknowledgedAt: Date?
    /// Until when the one who acknowledged promised the deed: the case opens again then. A later
    /// acknowledgement closes it again.
    package var promisedBy: Date?
    /// Whether what the case is about was done.
    package var isDone: Bool

    package init(
        begun: [Begun] = [], acknowledgedAt: Date? = nil, promisedBy: Date? = nil,
        isDone: Bool = false
    ) {
        self.begun = begun
        self.acknowledgedAt = acknowledgedAt
        self.promisedBy = promisedBy
        self.isDone = isDone
    }
}
