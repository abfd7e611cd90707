package import Foundation

/// What a stranger's calendar answered (RFC 5546 section 3.2.3). None of it is to be trusted but the
/// UID, and that only because nobody can guess one.
package struct CalendarReply: Hashable, Sendable {
    package enum Method: Hashable, Sendable {
        case reply
        /// Proposes another time or place: a person reads it.
        case counter
        /// Anything else is not for an organiser who answers to nobody's calendar.
        case other(String)
    }

    package let method: Method
    /// At most ``Limits/entries``, in order.
    package let entries: [Entry]

    /// An answer about one entry.
    package struct Entry: Hashable, Sendable {
        package let uid: String
        package let sequence: Int
        /// When the answer was given, as its sender says; nil when it does not.
        package let stamp: Date?
        /// Whether it is about one date of a series. We send no series.
        package let hasRecurrence: Bool
        package let attendees: [Attendee]
        /// What the person wrote beside the answer; empty mostly.
        package let comment: String

        package init(
            uid: String, sequence: Int, stamp: Date?, hasRecurrence: Bool, attendees: [Attendee],
            comment: String
        ) {
            self.uid = uid
            self.sequence = sequence
            self.stamp = stamp
            self.hasRecurrence = hasRecurrence
            self.attendees = attendees
            self.comment = comment
        }
    }

    package struct Attendee: Hashable, Sendable {
        /// What stands after `mailto:`, as it stands there.
        package let address: String
        package let participation: Participation

        package init(address: String, participation: Participation) {
            self.address = address
            self.participation = participation
        }
    }

    /// PARTSTAT (RFC 5545 section 3.2.12).
    package enum Participation: String, Hashable, Sendable {
        case needsAction = "NEEDS-ACTION"
        case accepted = "ACCEPTED"
        case declined = "DECLINED"
        case tentative = "TENTATIVE"
        case delegated = "DELEGATED"
        /// A word that no standard has for an entry.
        case unknown = ""
    }

    package init(method: Method, entries: [Entry]) {
        self.method = method
        self.entries = entries
    }
}
