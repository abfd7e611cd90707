/// Why a mail that is no report by the book is taken for one, and for what kind.
struct ReportSigns: Sendable {
    /// Nil when the mail is no report.
    let action: DeliveryAction?
    let rule: String

    /// How far the words that make a form are looked for, in characters.
    private static let reach = 6_000

    /// Nil when nothing points to a report.
    init?(_ contents: MailContents) {
        let marks = contents.marks
        let body = PlainText(contents).body
        if Self.isHeld(body) || SubjectWords.sessions.contains(where: marks.subject.hasPrefix) {
            return nil
        }
        let form = ReportForms.first(in: FoldedText(body, limit: Self.reach))
        let subject = SubjectWords.report(marks.subject)
        let failed = contents.mail.header.first("X-Failed-Recipients") != nil
        guard
            failed
                || Self.isReport(contents, form: form, subject: subject, body: body)
        else { return nil }
        action = form?.meaning ?? subject ?? .failed
        rule = Self.rule(failed, form, subject, marks)
    }

    /// A server that says so; or anybody's mail that has the exact form of a report; or a subject
    /// of one over the words of a server. Never a person's reply.
    private static func isReport(
        _ contents: MailContents, form: ReportForm?, subject: DeliveryAction?, body: String
    ) -> Bool {
        let marks = contents.marks
        let isServer = marks.isFromServer || marks.isFromNobody
        if !isServer, isExact(contents, form, subject) { return true }
        if !isServer
            && (marks.isReply && !contents.isReport || marks.isForwarded || marks.isFromList)
        {
            return false
        }
        if !isServer, let form, form.isSure, subject != nil { return true }
        if SubjectWords.isAutoReply(marks.subject) && form?.isSure != true { return false }
        if isServer && (form != nil || subject != nil) {
            return !isPersonal(contents, form, subject) && isAboutMail(contents, form, body)
        }
        if contents.isReport && contents.reportType == "delivery-status" { return true }
        let codes = ServerCodes(body.prefix(reach), care: .prose)
        let speaks = !codes.replies.isEmpty || !codes.enhanced.isEmpty
        if isServer && marks.isFromNobody && speaks { return MailAddress.first(in: body) != nil }
        if marks.isFromServer && (speaks || marks.isFromDaemon) {
            return MailAddress.first(in: body) != nil
        }
        return subject != nil && speaks && isOfServer(body)
    }

    /// Kept until somebody shows that a person wrote; the asking begins with the words of Exim.
    private static func isHeld(_ body: String) -> Bool {
        let text = FoldedText(body, limit: 2_000)
        return SubjectWords.holds.contains { text.contains($0) }
    }

    /// Begins with an exact form. Some servers put their words behind the subject that they got,
    /// "Re:" and all, and lists pass reports on as their own.
    private static func isExact(
        _ contents: MailContents, _ form: ReportForm?, _ subject: DeliveryAction?
    ) -> Bool {
        guard let form, form.isSure, subject != nil, contents.original.threadIDs.isEmpty,
            !contents.marks.isForwarded
        else { return false }
        let start = contents.prose.split(whereSeparator: \.isNewline).prefix(8)
            .filter { !$0.hasPrefix(">") }
        return FoldedText(start.joined(separator: " "), limit: 600).contains(form.phrase)
    }

    /// The words of a server about an address, in a mail that has no other mark of one.
    private static func isOfServer(_ body: String) -> Bool {
        let text = FoldedText(body, limit: reach)
        let words = WordRules.index.matches(in: text)
        return (words[.strong] ?? words[.plain]) != nil && MailAddress.first(in: body) != nil
            && ["smtp", "rcpt to", "remote host said", "remote server", "said:"].contains {
                text.contains($0)
            }
    }

    /// A server that warns of our own mailbox names no other.
    private static func isAboutMail(
        _ contents: MailContents, _ form: ReportForm?, _ body: String
    ) -> Bool {
        if form?.isSure == true || contents.isReport || contents.marks.isFromDaemon { return true }
        if contents.marks.isFromNobody || !contents.messages.isEmpty { return true }
        let own = RecipientBlocks.own(contents)
        return MailAddress.all(in: body.prefix(reach)).contains { !own.contains($0.lowercased()) }
    }

    /// From nobody, but a machine's reply by every other mark; a word of reports in its text is
    /// about something else.
    private static func isPersonal(
        _ contents: MailContents, _ form: ReportForm?, _ subject: DeliveryAction?
    ) -> Bool {
        let marks = contents.marks
        guard !marks.isFromServer, form?.isSure != true else { return false }
        let isReply = marks.isMarkedReply || marks.isReply
        guard form != nil else { return isReply }
        return isReply && subject == nil && marks.autoSubmitted == "auto-replied"
    }

    private static func rule(
        _ failed: Bool, _ form: ReportForm?, _ subject: DeliveryAction?, _ marks: MailMarks
    ) -> String {
        if let form { return "report of \(form.source), \"\(form.phrase)\"" }
        if failed { return "report with X-Failed-Recipients" }
        if subject != nil { return "report by its subject" }
        return "report of \(marks.sender ?? "nobody")"
    }
}
