import ConvokeCore

/// Reports that are texts for people: of old servers, and of those that follow no RFC.
enum PlainReportReader {
    static func read(_ contents: MailContents) -> MailReading? {
        guard let signs = ReportSigns(contents), let action = signs.action else { return nil }
        let text = PlainText(contents)
        var original = contents.original
        takeReturned(contents, text, &original)
        let blocks = RecipientBlocks(text.body, contents, original)
        let found =
            blocks.all.isEmpty
            ? [RecipientBlocks.Block(recipient: nil, text: text.body)] : blocks.all
        let prose = Verdict.Spoken(found.count > 1 ? blocks.intro : text.body, care: .prose)
        let reports = found.prefix(100).map { report($0, prose, action, signs) }
        return MailReading(reports, contents, original: original)
    }

    private static func report(
        _ block: RecipientBlocks.Block, _ prose: Verdict.Spoken, _ action: DeliveryAction,
        _ signs: ReportSigns
    ) -> RecipientReport {
        let said = Verdict.Spoken(block.words, care: .prose)
        let answer = Verdict.Spoken(said.codes.reply == nil ? "" : block.diagnostic ?? "")
        let verdict = Verdict.failure(
            Verdict.Evidence(diagnostic: said, answer: answer, prose: prose))
        let success = action.mailClass
        let code = said.codes.status ?? prose.codes.status
        return RecipientReport(
            recipient: block.recipient, finalRecipient: block.final,
            mailClass: success ?? verdict.mailClass,
            action: action.rawValue,
            status: success.map { code ?? StatusRule.implied($0) } ?? verdict.status,
            diagnostic: block.diagnostic,
            rule: signs.rule + (success == nil ? ": " + verdict.rule : ""))
    }

    /// What is known of the message that came back, from a part or from the text behind the report.
    private static func takeReturned(
        _ contents: MailContents, _ text: PlainText, _ original: inout OriginalMail
    ) {
        if let header = contents.returnedHeader { original.take(returned: header) }
        guard !text.returned.isEmpty else { return }
        for group in StatusFields(text.returned.prefix(16_384)).groups.prefix(6)
        where group.first("Message-ID") != nil || group.first("To") != nil {
            original.take(returned: group)
        }
    }
}
