package import ConvokeCore
package import Foundation

/// What will go out when, to how many: the conference as a list of moments.
package enum Timeline {
    /// One notice on it.
    package struct Entry: Hashable, Sendable {
        package enum Standing: String, Sendable {
            /// Its moment has come, and it is still of use.
            case due
            /// It is of no use any more.
            case past
            /// The first moment, or one of several at once, that has not come yet.
            case next
            case later
        }

        package let notice: Notice
        package let handOver: Date
        /// How many recipients it is for. Those who need it no longer are known to the ledger alone.
        package let recipients: Int
        package let standing: Standing

        package var moment: Date { notice.moment }
        package var lastUseful: Date { notice.lastUseful }
    }

    /// All notices that go out by the clock, in the order of their moments and, at the same moment, of
    /// the file.
    package static func entries(
        _ conference: Conference, recipients: [Recipient], now: Date
    ) -> [Entry] {
        let notices = conference.notices.filter { !$0.isOnDemand }
        let next = notices.map(\.moment).filter { $0 > now }.min()
        let counts = counts(of: notices, recipients, conference.venues)
        let entries = notices.map { notice in
            Entry(
                notice: notice, handOver: notice.handOver(conference.ladder),
                recipients: counts[notice.audience] ?? 0,
                standing: standing(notice, now: now, next: next))
        }
        return entries.enumerated()
            .sorted { ($0.element.moment, $0.offset) < ($1.element.moment, $1.offset) }
            .map(\.element)
    }

    private static func standing(
        _ notice: Notice, now: Date, next: Date?
    ) -> Entry.Standing {
        if notice.moment == next { return .next }
        if notice.moment > now { return .later }
        return now > notice.lastUseful ? .past : .due
    }

    /// Each audience is counted once, however many notices go to it.
    private static func counts(
        of notices: [Notice], _ recipients: [Recipient], _ venues: VenueTree
    ) -> [Selector: Int] {
        var counts: [Selector: Int] = [:]
        for notice in notices where counts[notice.audience] == nil {
            counts[notice.audience] = recipients.count {
                notice.audience.selects($0, venues: venues)
            }
        }
        return counts
    }
}
