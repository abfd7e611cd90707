package import Foundation

/// One recipient's own copy of an entry: the lines that are nobody else's.
///
/// They are written by hand and not by libical, because they are made anew for each mail.
package struct CalendarCopy: Hashable, Sendable {
    /// Names the entry in the recipient's calendar, the same in all its versions.
    package let uid: String
    package let lines: Lines

    package init(uid: String, lines: Lines) {
        self.uid = uid
        self.lines = lines
    }

    /// What all entries of one letter have in common.
    package struct Lines: Hashable, Sendable {
        /// The version (RFC 5545 section 3.8.7.4).
        package let sequence: Int
        /// When this version was made; parts of a second are dropped.
        package let stamp: Date
        package let attendee: CalendarParty
        /// Whether an answer is asked: not of whom it only informs.
        package let isAsked: Bool
        /// Where the recipient takes part; empty where that is not known.
        package let location: String

        package init(
            sequence: Int, stamp: Date, attendee: CalendarParty, isAsked: Bool = true,
            location: String
        ) {
            self.sequence = sequence
            self.stamp = stamp
            self.attendee = attendee
            self.isAsked = isAsked
            self.location = location
        }
    }

    /// All lines of the copy, each ended by CR LF.
    var bytes: [UInt8] { Self.uidLine(uid) + lines.bytes }

    package static func uidLine(_ uid: String) -> [UInt8] {
        var line = ContentLine("UID:")
        line.text(uid)
        return line.ended
    }
}

extension CalendarCopy.Lines {
    /// Each ended by CR LF.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        bytes += ContentLine("DTSTAMP:" + CalendarMoment.utc(stamp)).ended
        bytes += ContentLine("SEQUENCE:\(sequence)").ended
        bytes += attendeeLine
        if !ContentLine.clean(location).isBlank {
            var line = ContentLine("LOCATION:")
            line.text(location)
            bytes += line.ended
        }
        return bytes
    }

    /// RFC 5545 section 3.8.4.1, with the parameters in the order in which calendars write them.
    private var attendeeLine: [UInt8] {
        var line = ContentLine("ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=")
        line.raw(isAsked ? "REQ-PARTICIPANT" : "NON-PARTICIPANT")
        line.raw(";PARTSTAT=NEEDS-ACTION;RSVP=" + (isAsked ? "TRUE" : "FALSE"))
        if !attendee.name.isEmpty {
            line.raw(";CN=")
            line.quoted(attendee.name)
        }
        line.raw(":")
        line.raw(attendee.uri)
        return line.ended
    }
}
