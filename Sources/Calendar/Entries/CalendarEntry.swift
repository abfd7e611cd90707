package import ConvokeCore
package import Foundation

/// What an entry says to everybody who gets it: a session or a line test.
package struct CalendarEntry: Hashable, Sendable {
    package let summary: String
    /// Lines end in LF.
    package let description: String
    package let start: Date
    package let end: Date
    /// The zone by whose clocks it is announced.
    package let timeZone: TimeZone
    /// How long before the start calendars remind; none when it is zero.
    package let alarm: Span

    package init(
        summary: String, description: String, start: Date, end: Date, timeZone: TimeZone,
        alarm: Span
    ) {
        self.summary = summary
        self.description = description
        self.start = start
        self.end = end
        self.timeZone = timeZone
        self.alarm = alarm
    }
}

/// Who invites, and under whose address the mail goes.
package struct CalendarOrganiser: Hashable, Sendable {
    /// Answers go to this address.
    package let party: CalendarParty
    /// The address that sends for it, where that is another one (RFC 5545 section 3.2.18).
    package let sentBy: EmailAddress?

    package init(party: CalendarParty, sentBy: EmailAddress? = nil) {
        self.party = party
        self.sentBy = sentBy == party.address ? nil : sentBy
    }
}

/// What is asked of a calendar (RFC 5546 section 1.4).
package enum CalendarMethod: String, Hashable, Sendable {
    /// Take this entry, or this newer version of it.
    case request = "REQUEST"
    /// The entry holds no more.
    case cancel = "CANCEL"
}
