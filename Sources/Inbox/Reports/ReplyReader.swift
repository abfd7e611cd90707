import ConvokeCore

/// What is no report: machines' replies for people (RFC 3834), people's answers, and the rest.
enum ReplyReader {
    static func read(_ contents: MailContents) -> MailReading {
        if let rule = machineReply(contents) {
            let text = String(contents.prose.prefix(MailReading.textLimit))
            return MailReading(
                .autoReply, contents, rule: rule, recipient: contents.marks.sender, text: text)
        }
        if let rule = answer(contents) { return MailReading(.answer, contents, rule: rule) }
        return MailReading(.other, contents, rule: "nothing that is known")
    }

    private static func machineReply(_ contents: MailContents) -> String? {
        let marks = contents.marks
        guard !marks.isFromList || marks.isMarkedReply || marks.autoSubmitted == "auto-replied"
        else { return nil }
        if calendarAnswer(contents) != nil { return nil }
        if marks.autoSubmitted == "auto-replied" {
            return "Auto-Submitted: auto-replied (RFC 3834)"
        }
        if marks.isMarkedReply { return "a field of machines' replies" }
        if let word = SubjectWords.autoReply(marks.subject, atStart: true) {
            return "subject of an automatic reply: \"\(word)\""
        }
        let text = FoldedText(contents.prose, limit: 2_000)
        if contents.original.threadIDs.isEmpty,
            let word = SubjectWords.guards.first(where: { text.contains($0) })
        {
            return "a guard of a mailbox: \"\(word)\""
        }
        guard marks.isFromMachine || marks.suppressesReplies else { return nil }
        if let word = SubjectWords.autoReply(marks.subject, atStart: false) {
            return "a machine's mail, subject of an automatic reply: \"\(word)\""
        }
        if let word = SubjectWords.challenges.first(where: { marks.subject.contains($0) }) {
            return "a machine asks whether a person wrote: \"\(word)\""
        }
        let isAnswer = marks.isReply && (marks.autoSubmitted.map { $0 != "no" } ?? false)
        if isAnswer { return "a machine's reply (RFC 3834)" }
        if marks.isReply || marks.isFromNobody,
            let word = SubjectWords.absences.first(where: { text.contains($0) })
        {
            return "a machine's mail about an absence: \"\(word)\""
        }
        return nil
    }

    private static func answer(_ contents: MailContents) -> String? {
        if let rule = calendarAnswer(contents) { return rule }
        let marks = contents.marks
        guard !marks.isFromMachine, marks.isReply,
            !marks.isForwarded || !contents.original.threadIDs.isEmpty
        else { return nil }
        return contents.original.threadIDs.isEmpty
            ? "subject of a reply" : "In-Reply-To or References"
    }

    /// A calendar's answer (RFC 5546 section 3.2.3).
    private static func calendarAnswer(_ contents: MailContents) -> String? {
        let isReply = contents.leaves.contains { part in
            part.type.description == "text/calendar"
                && ["reply", "counter"].contains(part.type.parameters["method"]?.lowercased())
        }
        return isReply ? "calendar answer (RFC 5546)" : nil
    }
}
