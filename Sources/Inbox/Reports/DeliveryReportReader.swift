/// Delivery reports by the book (RFC 3464, RFC 6533), and those that nearly go by it.
enum DeliveryReportReader {
    private static let types: Set = ["message/delivery-status", "message/global-delivery-status"]

    static func read(_ contents: MailContents) -> MailReading? {
        guard !isForwardedByPerson(contents) else { return nil }
        if let reading = fields(of: contents).flatMap({ read($0, contents) }) { return reading }
        return inner(contents)
    }

    /// The fields of a part that is called a report, or of a text that is one.
    private static func fields(of contents: MailContents) -> StatusFields? {
        if let text = contents.text(ofType: types) { return StatusFields(text) }
        let texts = contents.leaves.filter {
            $0.type.type == "text" || $0.type.type == "application"
        }
        .compactMap(MailContents.anyText)
        guard contents.isReport || contents.marks.isFromServer || contents.marks.isFromNobody else {
            return nil
        }
        return texts.lazy.map(StatusFields.init).first { fields in
            fields.first("Final-Recipient") != nil
                && (fields.first("Action") != nil || fields.first("Status") != nil)
        }
    }

    /// A report inside a mail that a machine passed on.
    private static func inner(_ contents: MailContents) -> MailReading? {
        guard contents.marks.isFromMachine || contents.isReport else { return nil }
        for message in contents.messages.prefix(3) {
            let inside = MailContents(message)
            guard let text = inside.text(ofType: types) else { continue }
            if let reading = read(StatusFields(text), inside) { return reading }
        }
        return nil
    }

    private static func isForwardedByPerson(_ contents: MailContents) -> Bool {
        guard contents.marks.isForwarded || contents.marks.isReply, !contents.isReport else {
            return false
        }
        return !contents.marks.isFromServer && !contents.marks.isFromNobody
    }

    private static func read(_ fields: StatusFields, _ contents: MailContents) -> MailReading? {
        var original = contents.original
        original.envelopeIDs = fields.first("Original-Envelope-Id").map { [$0] } ?? []
        original.reportingMTA = fields.first("Reporting-MTA").map(RecipientFields.withoutType)
        original.arrival = fields.first("Arrival-Date")
        if let returned = contents.returnedHeader { original.take(returned: returned) }
        let groups = fields.recipients.filter {
            $0.first("Reporting-MTA") == nil || $0.first("Final-Recipient") != nil
        }
        guard !isVacation(contents, groups) else { return nil }
        let spoken = prose(groups, contents, original)
        let reports = groups.prefix(200).compactMap {
            RecipientFields($0, fields: fields).report(prose: spoken($0), contents, original)
        }
        return MailReading(reports, contents, original: original)
    }

    /// What the report says to people of each recipient: of one alone, all of it; of one among
    /// several, what stands with its address.
    private static func prose(
        _ groups: [MailHeader], _ contents: MailContents, _ original: OriginalMail
    ) -> (MailHeader) -> Verdict.Spoken {
        let body = PlainText(contents).body
        guard groups.count > 1 else {
            let whole = Verdict.Spoken(body, care: .prose)
            return { _ in whole }
        }
        let blocks = RecipientBlocks(body, contents, original)
        let intro = Verdict.Spoken(blocks.intro, care: .prose)
        let spoken = affordable(blocks.all).map { block in
            (
                names: [block.recipient, block.final].compactMap { $0?.lowercased() },
                words: Verdict.Spoken(block.words, care: .prose)
            )
        }
        return { group in
            let names = ["Original-Recipient", "Final-Recipient"].compactMap(group.first)
                .compactMap(MailAddress.bare).map { $0.lowercased() }
            return spoken.first { $0.names.contains(where: names.contains) }?.words ?? intro
        }
    }

    /// The first blocks, together no longer than twice what is read of one text.
    private static func affordable(_ blocks: [RecipientBlocks.Block]) -> [RecipientBlocks.Block] {
        var left = 2 * FoldedText.limit
        return blocks.prefix { block in
            left -= min(left + 1, block.text.utf8.count)
            return left >= 0
        }
        .map { $0 }
    }

    /// Some machines dress a reply for an absent person as a report.
    private static func isVacation(_ contents: MailContents, _ groups: [MailHeader]) -> Bool {
        guard SubjectWords.isAutoReply(contents.marks.subject) else { return false }
        return !groups.contains { group in
            (group.first("Status") ?? "").hasPrefix("5")
                || (group.first("Status") ?? "").hasPrefix("4")
        }
    }
}
