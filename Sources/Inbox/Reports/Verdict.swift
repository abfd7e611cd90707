import ConvokeCore

/// What a failure is, decided from what is known of it. Words that leave no doubt outweigh an
/// enhanced code that says something, that outweighs plainer words, these outweigh a basic code
/// or an enhanced one that says nothing, and vague words come last. A basic code alone, given to
/// the message when its recipient had been accepted, is about what is in it.
struct Verdict: Hashable, Sendable {
    let mailClass: MailClass
    let status: EnhancedStatus?
    /// The rule that decided, and what it saw.
    let rule: String

    /// What is known of one failed delivery.
    struct Evidence: Sendable {
        /// From the `Status` field (RFC 3464 section 2.3.4).
        var field: EnhancedStatus?
        /// The server's words.
        var diagnostic = Spoken.nothing
        /// The lines with the server's answer, where ``diagnostic`` is all that a report says.
        var answer: Spoken?
        /// What the report says to people, where the server's words say nothing.
        var prose = Spoken.nothing
    }

    /// A text, read once for words and codes.
    struct Spoken: Sendable {
        let words: [WordRule.Force: PhraseIndex.Match]
        let codes: ServerCodes
        /// Refused before the recipient was named: then it is not the recipient.
        let isBeforeRecipient: Bool
        /// Refused when the message was there, and the recipient had been accepted.
        let isAfterMessage: Bool

        static let nothing = Spoken("")

        init(_ text: String, care: ServerCodes.Care = .diagnostic) {
            let folded = FoldedText(text)
            words = WordRules.index.matches(in: folded)
            codes = ServerCodes(text, care: care)
            isBeforeRecipient = Verdict.earlySteps.contains { folded.contains($0) }
            isAfterMessage = Verdict.lateSteps.contains { folded.contains($0) }
        }
    }

    /// How Postfix and Exim name the steps of a session before RCPT (RFC 5321 section 3).
    private static let earlySteps = [
        "in reply to mail from", "in reply to ehlo", "in reply to helo", "after mail from",
        "after pipelined mail from", "after ehlo", "after helo", "after initial connection",
        "refused to talk to me",
    ]

    /// How Postfix, Exim and qmail name the step after the message (RFC 5321 section 4.1.1.4).
    private static let lateSteps = [
        "in reply to end of data", "after end of data", "after pipelined end of data",
        "failed after i sent the message",
    ]

    private static let fallback = EnhancedStatus(5, 0, 0)

    static func failure(_ evidence: Evidence) -> Verdict {
        let said = Said(evidence)
        let (found, implied, rule) = decide(said)
        let status = said.status ?? status(implied, found, said)
        guard found == .hard else { return Verdict(mailClass: found, status: status, rule: rule) }
        if said.mayPass {
            return Verdict(mailClass: .soft, status: status, rule: rule + ", may pass")
        }
        let isSender = said.isBeforeRecipient && ![521, 556].contains(said.reply)
        return isSender
            ? Verdict(mailClass: .policy, status: status, rule: rule + ", before the recipient")
            : Verdict(mailClass: .hard, status: status, rule: rule)
    }

    private typealias Decision = (MailClass, String?, String)

    /// All that was found, read once.
    private struct Said {
        let words: [WordRule.Force: PhraseIndex.Match]
        let prose: [WordRule.Force: PhraseIndex.Match]
        let named: PhraseIndex.Match?
        let status: EnhancedStatus?
        let reply: Int?
        let mayPass: Bool
        let isBeforeRecipient: Bool
        let isAfterMessage: Bool

        init(_ evidence: Evidence) {
            let codes = evidence.diagnostic.codes
            let more = evidence.prose.codes
            isBeforeRecipient =
                evidence.diagnostic.isBeforeRecipient || evidence.prose.isBeforeRecipient
            isAfterMessage = evidence.diagnostic.isAfterMessage || evidence.prose.isAfterMessage
            words = evidence.diagnostic.words
            prose = evidence.prose.words
            named = (evidence.answer ?? evidence.diagnostic).words[.named]
            status = Verdict.best(evidence.field, codes.status, more.status)
            reply = codes.reply ?? more.reply
            mayPass = Verdict.mayPass(codes, more, evidence.field)
        }
    }

    private static func decide(_ said: Said) -> Decision {
        if let match = said.words[.strong] { return by(match) }
        if let status = said.status, !status.isVague { return by(status) }
        if let match = said.words[.plain] ?? said.prose[.strong] ?? said.prose[.plain] {
            return by(match)
        }
        if let status = said.status, status.subject != 0, status.subject != 5 { return by(status) }
        if said.reply.map({ $0 >= 500 }) ?? false, let match = said.named { return by(match) }
        if said.isAfterMessage, let reply = said.reply, [550, 554].contains(reply) {
            return (.content, nil, "reply code \(reply) to the message")
        }
        if let reply = said.reply {
            return (StatusRule.mailClass(reply: reply), nil, "reply code \(reply)")
        }
        if let status = said.status { return by(status) }
        if let match = said.words[.weak] ?? said.prose[.weak] { return by(match) }
        return (.hard, nil, "failed without a reason")
    }

    private static func by(_ match: PhraseIndex.Match) -> Decision {
        (match.rule.mailClass, match.rule.implied, "words \(match.rule.id): \"\(match.phrase)\"")
    }

    private static func by(_ status: EnhancedStatus) -> Decision {
        (StatusRule.mailClass(status), nil, "status \(status)")
    }

    /// The status that says most: the field's, unless another says more.
    private static func best(
        _ field: EnhancedStatus?, _ diagnostic: EnhancedStatus?, _ prose: EnhancedStatus?
    ) -> EnhancedStatus? {
        let known = [field, diagnostic, prose].compactMap { $0 }.filter { $0.kind != 2 }
        return known.first { !$0.isVague } ?? known.first { $0.subject != 0 } ?? known.first
    }

    /// Whether the server called the failure one that another day may mend.
    private static func mayPass(
        _ codes: ServerCodes, _ prose: ServerCodes, _ field: EnhancedStatus?
    ) -> Bool {
        if let status = codes.paired { return status.kind == 4 }
        if let reply = codes.reply { return reply < 500 }
        if let status = codes.status ?? field ?? prose.status { return status.kind == 4 }
        return prose.reply.map { $0 < 500 } ?? false
    }

    /// The implied status; its first number is 4 where the server said that it may pass, or where
    /// nothing but a soft class is known.
    private static func status(
        _ implied: String?, _ found: MailClass, _ said: Said
    ) -> EnhancedStatus? {
        let isSoft = found == .soft && (said.reply ?? 400) < 500
        let kind = said.mayPass ? 4 : 5
        if let whole = implied.flatMap({ EnhancedStatus($0) }) {
            return EnhancedStatus(said.mayPass ? 4 : whole.kind, whole.subject, whole.detail)
        }
        if let implied, let status = EnhancedStatus("\(isSoft ? 4 : kind).\(implied)") {
            return status
        }
        let general = StatusRule.implied(found) ?? fallback
        return EnhancedStatus(isSoft ? 4 : kind, general.subject, general.detail)
    }
}
