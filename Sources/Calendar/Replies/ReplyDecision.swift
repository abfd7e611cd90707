package import Foundation

/// What we sent about the entry that an answer is about.
package struct SentEntry: Hashable, Sendable {
    package let uid: String
    /// The version that the recipient was sent last.
    package let sequence: Int
    /// The first version with the time and place of the last one: who answered it answered the same
    /// question.
    package let unchangedSince: Int

    package init(uid: String, sequence: Int, unchangedSince: Int) {
        self.uid = uid
        self.sequence = sequence
        self.unchangedSince = unchangedSince
    }
}

/// What an answer of somebody's calendar means.
package enum ReplyDecision: Hashable, Sendable {
    /// Why a person has to read it.
    package enum Doubt: String, Hashable, Sendable {
        case tentative, delegated
        /// Another time or place is proposed.
        case countered
        /// The answer is a word that we do not know, or several that differ.
        case unclear
        /// It is about one date of a series, and we send none.
        case partial
    }

    case accepted
    case declined
    case toBeRead(Doubt)
    /// It answers a version whose time or place is no more, or came after a later answer
    /// (RFC 5546 section 2.1.5).
    case stale
    /// It says nothing: not about this entry, or no answer at all.
    case notOurs

    /// Decides about one entry. Who the attendee claims to be does not matter: the UID belongs to one
    /// recipient.
    ///
    /// - Parameter lastStamp: DTSTAMP of the last answer about this entry that was taken.
    package static func of(
        _ entry: CalendarReply.Entry, method: CalendarReply.Method, sent: SentEntry,
        lastStamp: Date? = nil
    ) -> ReplyDecision {
        guard entry.uid == sent.uid, method == .reply || method == .counter else { return .notOurs }
        // Some calendars count on by themselves: a version that we never sent is the last one.
        if entry.sequence < sent.unchangedSince { return .stale }
        if let lastStamp, let stamp = entry.stamp, stamp < lastStamp { return .stale }
        if method == .counter { return .toBeRead(.countered) }
        if entry.hasRecurrence { return .toBeRead(.partial) }
        return meaning(of: Set(entry.attendees.map(\.participation)))
    }

    private static func meaning(of said: Set<CalendarReply.Participation>) -> ReplyDecision {
        // Who delegates names the deputy as a second attendee, who has not answered yet.
        if said.contains(.delegated) { return .toBeRead(.delegated) }
        guard said.count == 1, let word = said.first else {
            return said.isEmpty ? .notOurs : .toBeRead(.unclear)
        }
        return switch word {
        case .accepted: .accepted
        case .declined: .declined
        case .tentative: .toBeRead(.tentative)
        case .delegated: .toBeRead(.delegated)
        case .needsAction: .notOurs
        case .unknown: .toBeRead(.unclear)
        }
    }
}
