import ConvokeCore

/// Read receipts: RFC 8098, and those of older programs.
enum ReceiptReader {
    private static let types: Set = [
        "message/disposition-notification", "message/global-disposition-notification",
    ]

    /// How the texts of those that have no part for machines go on.
    private static let words = [
        "was read on", "was opened on", "was displayed", "has been read", "wurde gelesen",
        "gelesen am", "gelesen.", "was deleted without being read",
        "a été lu", "se leyó", "foi lida", "è stato letto", "đã được đọc",
        "return receipt for the mail", "this is a receipt", "was deleted unread", "your message",
        "lu le",
        "no guarantee that the message has been read",
    ]

    static func read(_ contents: MailContents) -> MailReading? {
        if let fields = contents.text(ofType: types).map({ StatusFields($0) }) {
            return refusal(contents, fields) ?? byTheBook(contents, fields)
        }
        if contents.isReport && contents.reportType == "disposition-notification" {
            return byTheBook(contents, StatusFields(contents.prose))
        }
        let subject = contents.marks.subject
        guard !contents.isReport,
            let word = SubjectWords.receipts.first(where: { subject.hasPrefix($0) })
        else { return nil }
        let text = FoldedText(contents.prose, limit: 4_000)
        guard contents.marks.isFromMachine || words.contains(where: { text.contains($0) }) else {
            return nil
        }
        return MailReading(
            .readReceipt, contents, rule: "subject of a receipt: \"\(word)\"",
            recipient: contents.marks.sender)
    }

    /// A filter's refusal in the form of a receipt (RFC 5429 section 2.1.2): the mail was not
    /// delivered, and the text says why.
    private static func refusal(_ contents: MailContents, _ fields: StatusFields) -> MailReading? {
        let text = FoldedText(contents.prose, limit: 4_000)
        guard contents.marks.isFromMachine, text.contains("was automatically rejected") else {
            return nil
        }
        var original = contents.original
        if let returned = contents.returnedHeader { original.take(returned: returned) }
        let said = Verdict.Spoken(contents.prose, care: .prose)
        let verdict = Verdict.failure(Verdict.Evidence(diagnostic: said))
        let isVague = said.words[.strong] == nil && said.words[.plain] == nil
        let report = RecipientReport(
            recipient: fields.first("Final-Recipient").flatMap(MailAddress.bare),
            finalRecipient: nil, mailClass: isVague ? .policy : verdict.mailClass,
            action: DeliveryAction.failed.rawValue, status: verdict.status,
            diagnostic: RecipientBlocks.diagnostic(contents.prose),
            rule: "refusal by a filter (RFC 5429): \(verdict.rule)")
        return MailReading([report], contents, original: original)
    }

    private static func byTheBook(_ contents: MailContents, _ fields: StatusFields) -> MailReading {
        var original = contents.original
        if let returned = contents.returnedHeader { original.take(returned: returned) }
        if let id = fields.first("Original-Message-ID") {
            let header = MailHeader([MailField("Message-ID", id)])
            let named = OriginalMail.identifiers(header, ["Message-ID"])
            original.messageIDs = named + original.messageIDs.filter { !named.contains($0) }
        }
        let disposition = fields.first("Disposition") ?? "?"
        let recipient = ["Original-Recipient", "Final-Recipient"].lazy.compactMap(fields.first)
        return MailReading(
            .readReceipt, contents, rule: "disposition notification (RFC 8098): \(disposition)",
            recipient: recipient.compactMap(MailAddress.bare).first ?? contents.marks.sender,
            original: original)
    }
}
