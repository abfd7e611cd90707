package import ConvokeCore

/// What an incoming mail is, read from the mail alone.
package struct MailReading: Hashable, Sendable {
    package let mailClass: MailClass
    /// The enhanced status (RFC 3463): the one that was given or, where none was, the one that the
    /// deciding rule implies.
    package let status: EnhancedStatus?
    /// "failed", "delayed", "delivered", "relayed" or "expanded"; nil for what is no such report.
    package let action: String?
    /// The bare address that the mail is about: the one that we sent to, if the report knows it.
    package let recipient: String?
    /// The server's words.
    package let diagnostic: String?
    /// Which rule decided, and what it saw.
    package let rule: String
    /// One for each recipient of a delivery report; the gravest stands in the fields above.
    package let reports: [RecipientReport]
    package let original: OriginalMail
    /// The text of a machine's reply, its first ``textLimit`` characters: a deputy may be named.
    package let text: String?
    /// Whether a machine wrote it: then nothing is ever answered.
    package let isFromMachine: Bool

    package static let textLimit = 2_000

    /// Reads a mail. Reports of complaint and of reading go first, for they look like delivery
    /// reports; then delivery reports by the book, those of other forms, and machines' replies.
    package static func of(_ mail: IncomingMail) -> MailReading {
        let contents = MailContents(mail)
        return ComplaintReader.read(contents) ?? ReceiptReader.read(contents)
            ?? DeliveryReportReader.read(contents) ?? PlainReportReader.read(contents)
            ?? ReplyReader.read(contents)
    }
}

extension MailReading {
    /// What is no delivery report.
    init(
        _ mailClass: MailClass, _ contents: MailContents, rule: String, recipient: String? = nil,
        diagnostic: String? = nil, original: OriginalMail? = nil, text: String? = nil
    ) {
        self.init(
            mailClass: mailClass, status: nil, action: nil, recipient: recipient,
            diagnostic: diagnostic, rule: rule, reports: [],
            original: original ?? contents.original, text: text,
            isFromMachine: contents.marks.isFromMachine)
    }

    /// A delivery report: read by its gravest recipient. Nil when there is none.
    init?(_ reports: [RecipientReport], _ contents: MailContents, original: OriginalMail) {
        func gravity(_ report: RecipientReport) -> Int {
            DeliveryAction(rawValue: report.action ?? "")?.gravity ?? 0
        }
        let highest = reports.map(gravity).max()
        guard let first = reports.first(where: { gravity($0) == highest }) else { return nil }
        self.init(
            mailClass: first.mailClass, status: first.status, action: first.action,
            recipient: first.recipient, diagnostic: first.diagnostic, rule: first.rule,
            reports: reports, original: original, text: nil, isFromMachine: true)
    }
}
