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
    /// Counts by level: everybody is accepted except those whom the ledger names otherwise.
    static func tiers(
        _ recipients: [Recipient], levels: [String], exceptions: [Delivery]
    ) -> [Tier] {
        var tiers = Dictionary(
            (levels + [""]).map { ($0, Tier(level: $0)) }, uniquingKeysWith: { first, _ in first })
        let excepted = Set(exceptions.map(\.recipient))
        var levelOf: [String: String] = [:]
        for recipient in recipients {
            let level = recipient.venue?.level ?? ""
            if !excepted.isEmpty, excepted.contains(recipient.id) {
                levelOf[recipient.id] = level
            }
            tiers[level, default: Tier(level: level)].recipients += 1
            tiers[level, default: Tier(level: level)].accepted += 1
        }
        for delivery in exceptions {
            guard let level = levelOf[delivery.recipient] else { continue }
            tiers[level, default: Tier(level: level)].except(delivery)
        }
        return (levels + [""]).compactMap { tiers[$0] }.filter { $0.recipients > 0 }
    }
}

extension SendReport.Tier {
    fileprivate mutating func except(_ delivery: Delivery) {
        accepted -= 1
        if delivery.channel == .call {
            byPhone += 1
            return
        }
        switch delivery.state {
        case .failed, .bounced, .expired: refused += 1
        case .deferred: putOff += 1
        case .inDoubt: inDoubt += 1
        case .queued, .sending, .cancelled, .superseded, .suppressed: waiting += 1
        case .accepted, .delivered: accepted += 1
        }
    }
}
