package import ConvokeCore
package import Foundation

/// What one `send` did and where its notice stands now.
package struct SendReport: Sendable {
    package let conference: String
    package let notice: Notice
    /// Deliveries that this run planned; those planned earlier are not planned again.
    package let planned: Int
    /// What this run's attempts came to.
    package let progress: SendProgress
    /// Seconds between the first connection and the last reply.
    package let duration: Double
    /// Left behind by a run that ended before its replies came.
    package let foundInDoubt: Int
    package let tiers: [Tier]
    /// Failed, bounced, expired or in doubt, over all runs.
    package let needPerson: [Delivery]
    package let putOff: [Delivery]
    /// Recipients without a mail address.
    package let byPhone: [Delivery]
    package let next: [Upcoming]
    package let timeZone: TimeZone
    /// Why the run stopped before it was through.
    package let problem: Problem?

    /// The recipients of one level of venues.
    package struct Tier: Hashable, Sendable {
        /// Empty for those without a venue.
        package let level: String
        package var recipients = 0
        package var accepted = 0
        package var refused = 0
        package var putOff = 0
        package var inDoubt = 0
        package var byPhone = 0
        /// Planned and not tried yet.
        package var waiting = 0
    }

    /// A notice that is still to come.
    package struct Upcoming: Hashable, Sendable {
        package let notice: String
        package let kind: Notice.Kind
        package let moment: Date
        package let recipients: Int
    }

    /// What the command ends with.
    package var status: ExitStatus {
        if let problem { return problem.status }
        return needPerson.isEmpty && byPhone.isEmpty ? .allWell : .needsPerson
    }
}

extension SendReport {
    /// Counts by level: whoever has no mark has got the notice.
    static func tiers(
        _ recipients: [Recipient], levels: [String], marked: (Recipient) -> Standing.Mark?
    ) -> [Tier] {
        var tiers = Dictionary(
            (levels + [""]).map { ($0, Tier(level: $0)) }, uniquingKeysWith: { first, _ in first })
        for recipient in recipients {
            let level = recipient.venue?.level ?? ""
            tiers[level, default: Tier(level: level)].count(marked(recipient))
        }
        return (levels + [""]).compactMap { tiers[$0] }.filter { $0.recipients > 0 }
    }
}

extension SendReport.Tier {
    fileprivate mutating func count(_ mark: Standing.Mark?) {
        recipients += 1
        switch mark {
        case nil: accepted += 1
        case .refused: refused += 1
        case .putOff: putOff += 1
        case .inDoubt: inDoubt += 1
        case .byPhone: byPhone += 1
        case .waiting: waiting += 1
        }
    }
}
