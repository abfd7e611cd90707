import ConvokeCore

/// Reports of readers who called a mail spam, and other feedback (RFC 5965, 6591).
enum ComplaintReader {
    private static let types: Set = ["message/feedback-report", "message/x-feedback-report"]

    /// Feedback loops older than the RFC: the sender's address, and words of the subject.
    private static let loops: [(sender: String, subject: String, source: String)] = [
        ("staff@", "complaint about message from", "Outlook.com JMRP"),
        ("scomp@aol.net", "feedback report", "AOL"),
        ("feedbackloop@", "", "several"),
        ("fbl-no-reply@", "", "several"),
        ("feedback@arf.", "", "Yahoo"),
        ("abuse-report", "", "several"),
    ]

    static func read(_ contents: MailContents) -> MailReading? {
        if let text = contents.text(ofType: types) {
            let fields = StatusFields(text)
            let kind = fields.first("Feedback-Type") ?? "?"
            return reading(contents, fields, rule: "feedback report (RFC 5965): \(kind)")
        }
        if contents.isReport && contents.reportType == "feedback-report" {
            let fields = StatusFields(contents.prose)
            return reading(contents, fields, rule: "report type feedback-report")
        }
        guard let sender = contents.marks.sender?.lowercased() else { return nil }
        let found = loops.first {
            sender.hasPrefix($0.sender) && contents.marks.subject.contains($0.subject)
        }
        guard let found else { return nil }
        return reading(contents, StatusFields(""), rule: "feedback loop of \(found.source)")
    }

    private static func reading(
        _ contents: MailContents, _ fields: StatusFields, rule: String
    ) -> MailReading {
        var original = contents.original
        if let returned = contents.returnedHeader { original.take(returned: returned) }
        original.arrival = fields.first("Arrival-Date") ?? fields.first("Received-Date")
        original.reportingMTA = fields.first("Reporting-MTA")
        original.envelopeIDs = fields.first("Original-Envelope-Id").map { [$0] } ?? []
        let named =
            ["Original-Rcpt-To", "Removal-Recipient"].compactMap(fields.first)
            + [contents.returnedHeader?.first("X-HmXmrOriginalRecipient")].compactMap { $0 }
        return MailReading(
            .abuseReport, contents, rule: rule,
            recipient: named.lazy.compactMap(MailAddress.bare).first ?? original.recipients.first,
            original: original)
    }
}
