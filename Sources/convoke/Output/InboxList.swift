import ConvokeCore
import Engine
import Foundation
import LedgerStore

/// The mails that somebody has still to read, for people and as JSON.
struct InboxList {
    private let records: [MailRecord]
    private let counts: [MailClass: Int]
    private let timeZone: TimeZone

    /// - Parameter conference: leaves out what belongs to another one.
    init(_ report: InboxReport, _ conference: String?) {
        records = report.toRead.filter { record in
            guard let conference, let owner = record.mail.owner else { return true }
            return owner.conference == conference
        }
        counts = report.counts
        timeZone = report.timeZone
    }

    var lines: [String] {
        let total = counts.values.reduce(0, +)
        let classes = counts.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { "\($0.value) \($0.key.rawValue)" }.joined(separator: ", ")
        let sum = total == 0 ? "no mail so far" : "\(total) mails so far: \(classes)"
        guard !records.isEmpty else { return [sum, "nothing to read"] }
        return [sum, "", "To be read; convoke inbox --done NUMBER takes one from the list:"]
            + records.flatMap { record in
                [
                    "",
                    "  \(MomentText.short(record.mail.receivedAt, in: timeZone))  "
                        + MailText.line(record),
                ] + (record.mail.folder.map { ["    in \($0)"] } ?? [])
                    + MailText.quoted(record.mail.words)
            }
    }

    func json() throws -> String {
        try JSONText.of(records.map { MailEntry($0, timeZone) })
    }
}

private struct MailEntry: Encodable {
    let id: Int64
    let received_at: String
    let from: String
    let subject: String
    let `class`: String
    let status: String?
    let conference: String?
    let recipient: String?
    let delivery: Int64?
    let effect: String
    let words: String?
    let file: String?

    init(_ record: MailRecord, _ timeZone: TimeZone) {
        let mail = record.mail
        id = record.id
        received_at = Instant.text(mail.receivedAt, in: timeZone)
        from = mail.sender
        subject = mail.subject
        `class` = mail.kind.rawValue
        status = mail.status
        conference = mail.owner?.conference
        recipient = mail.owner?.recipient
        delivery = mail.owner?.delivery
        effect = record.effect
        words = mail.words
        file = mail.folder
    }
}
