package import ConvokeCore
package import Foundation
import GRDB

/// A mail as the ledger keeps it.
package struct MailRecord: Hashable, Sendable, Identifiable {
    package let id: Int64
    package let mail: ReceivedMail
    /// What it changed, in words; empty for nothing.
    package let effect: String
    /// Who has read it, where somebody had to.
    package let readBy: String?
}

extension LedgerReader {
    /// The conferences of which something is on its way just now, or was when a run ended too early.
    package func conferencesSending() throws(LedgerFailure) -> [String] {
        try rows(
            "SELECT DISTINCT conference FROM intent CROSS JOIN delivery ON id = intent.delivery"
        ) { $0[0] }
    }

    /// The mails that a person has still to read, the oldest first; with a conference, its own and those
    /// that nobody could be found for.
    package func mailsToRead(in conference: String? = nil) throws(LedgerFailure) -> [MailRecord] {
        let narrowed = "AND (conference IS NULL OR conference = :conference)"
        return try rows(
            """
            SELECT \(MailRecord.columns) FROM mail
            WHERE to_read = 1 AND read_at IS NULL \(conference == nil ? "" : narrowed) ORDER BY id
            """, conference.map { ["conference": $0] } ?? [:], MailRecord.init)
    }

    /// How many mails of a conference, or of nobody, a person has still to read.
    package func countOfMailsToRead(in conference: String) throws(LedgerFailure) -> Int {
        try rows(
            """
            SELECT count(*) FROM mail WHERE to_read = 1 AND read_at IS NULL
                AND (conference IS NULL OR conference = :conference)
            """, ["conference": conference]
        ) { row -> Int in row[0] }.first ?? 0
    }

    /// When a recipient's calendar last answered about an entry, as it said; nil when it never did.
    package func lastStamp(
        of recipient: String, in conference: String, about uid: String
    ) throws(LedgerFailure) -> Date? {
        try rows(
            """
            SELECT max(stamp) FROM mail
            WHERE conference = :conference AND recipient = :recipient AND entry = :entry
            """, ["conference": conference, "recipient": recipient, "entry": uid]
        ) { row in (row[0] as Int64?).map { Date(milliseconds: $0) } }.first ?? nil
    }

    /// When the first delivery of all was planned; nil when there is none.
    package func firstPlanned() throws(LedgerFailure) -> Date? {
        try rows("SELECT min(planned_at) FROM delivery") { row in
            (row[0] as Int64?).map { Date(milliseconds: $0) }
        }.first ?? nil
    }

    /// How many mails were read of each class.
    package func mailCounts() throws(LedgerFailure) -> [MailClass: Int] {
        let counts = try rows("SELECT class, count(*) FROM mail GROUP BY class") {
            row -> (MailClass, Int) in (try Word.read(row[0]), row[1])
        }
        return Dictionary(counts) { $0 + $1 }
    }

    /// What came from one recipient, in its order.
    package func mails(
        of recipient: String, in conference: String
    ) throws(LedgerFailure) -> [MailRecord] {
        try rows(
            """
            SELECT \(MailRecord.columns) FROM mail
            WHERE conference = :conference AND recipient = :recipient ORDER BY id
            """, ["conference": conference, "recipient": recipient], MailRecord.init)
    }

    /// Whether a mail with these octets was written down.
    package func hasMail(_ digest: [UInt8]) throws(LedgerFailure) -> Bool {
        try !rows("SELECT 1 FROM mail WHERE digest = :digest", ["digest": Data(digest)]) { _ in true
        }
        .isEmpty
    }

    /// How far a mailbox was read, in its own words; nil when it never was.
    package func bookmark(of mailbox: String) throws(LedgerFailure) -> String? {
        try rows("SELECT bookmark FROM mailbox WHERE name = :name", ["name": mailbox]) {
            row -> String in row[0]
        }.first
    }

    /// The last mail that changed something of a conference and that no tick has looked after; nil for
    /// none.
    package func stirring(_ conference: String) throws(LedgerFailure) -> Int64? {
        try rows(
            "SELECT stirred FROM conference WHERE id = :conference", ["conference": conference]
        ) { row -> Int64? in row[0] }.first ?? nil
    }

    /// Which of these places in a mailbox hold mails that were written down.
    package func knownPlaces(among places: [String]) throws(LedgerFailure) -> Set<String> {
        let known = try rows(
            "SELECT place FROM mail WHERE place IN (SELECT value FROM json_each(:places))",
            ["places": JSONList.text(places)]
        ) { row -> String in row[0] }
        return Set(known)
    }
}

extension MailRecord {
    static let columns = """
        id, digest, place, received_at, sender, subject, class, status, action, address, rule, \
        conference, recipient, delivery, way, words, folder, effect, to_read, read_by, entry, stamp
        """

    /// From a row of `columns`, in their order.
    init(_ row: Row) throws {
        let way = try (row[14] as String?).map { word -> ReceivedMail.Way in try Word.read(word) }
        let owner: ReceivedMail.Owner? =
            if let conference: String = row[11], let recipient: String = row[12], let way {
                ReceivedMail.Owner(
                    conference: conference, recipient: recipient, delivery: row[13], way: way)
            } else { nil }
        let calendar = (row[20] as String?).map { uid in
            ReceivedMail.CalendarMark(
                uid: uid, stamp: (row[21] as Int64?).map { Date(milliseconds: $0) })
        }
        let mail = ReceivedMail(
            digest: [UInt8](row[1] as Data), place: row[2],
            receivedAt: Date(milliseconds: row[3]), sender: row[4], subject: row[5],
            kind: try Word.read(row[6]), status: row[7], action: row[8], address: row[9],
            rule: row[10], owner: owner, calendar: calendar, words: row[15], folder: row[16],
            isToRead: row[18])
        self.init(id: row[0], mail: mail, effect: row[17], readBy: row[19])
    }
}
