package import ConvokeCore

extension Reason {
    /// Why the server said no, or not now.
    ///
    /// The enhanced code (RFC 3463 with the additions of RFC 5248) comes first, because the basic 550 may
    /// be any of a bad address, a full mailbox and a policy; then the basic code at this stage. Words are
    /// only looked at where codes are shared: greylisting and rates have no code of their own that
    /// servers agree on.
    ///
    /// | enhanced | reason | | basic | reason |
    /// | --- | --- | --- | --- | --- |
    /// | x.1.1–4, x.1.6, x.1.10 | addressBad | | 421, 451, 452 | relayTrouble |
    /// | x.1.7, x.1.8 | policy (our address) | | 455, 504, 555 | notSupported |
    /// | 5.2.1 | addressBad | | 550 at RCPT, 551, 553, 556 | addressBad |
    /// | x.2.2 | mailboxFull | | 552 at RCPT | mailboxFull |
    /// | x.2.3, x.3.4 | messageTooLarge | | 552 elsewhere | messageTooLarge |
    /// | x.3.x, x.4.x | relayTrouble | | 550 after RCPT, 554, 521 | policy |
    /// | x.4.5, x.5.3, x.7.28 | rateLimited | | anything else | other |
    /// | x.3.3, x.6.x | notSupported | | | |
    /// | x.7.x | policy | | | |
    package init(_ reply: Reply, at stage: Stage) {
        let words = reply.lines.joined(separator: " ").lowercased()
        self =
            Self.wordedReason(reply, words)
            ?? reply.enhanced.flatMap(Self.enhancedReason)
            ?? Self.basicReason(reply.code, atRecipient: stage == .rcpt, words)
    }

    private static let greylisting = ["greylist", "graylist", "grey-list", "gray-list", "greyl"]
    private static let postponing = [
        "try again later", "try later", "temporarily deferred", "come back later",
    ]
    private static let hurry = [
        "rate limit", "ratelimit", "too many", "too fast", "too quickly", "throttl",
        "too much mail",
        "rate that", "limit exceeded",
    ]
    private static let full = ["quota", "mailbox full", "mailbox is full", "over limit"]

    private static func contains(_ words: String, any list: [String]) -> Bool {
        list.contains { words.contains($0) }
    }

    /// What only the words tell: both are said with 4.7.0, 4.7.1, 4.2.0 or no enhanced code at all.
    private static func wordedReason(_ reply: Reply, _ words: String) -> Reason? {
        guard reply.isTransient else { return nil }
        if contains(words, any: greylisting) { return .greylisted }
        let subject = reply.enhanced?.subject
        guard subject == nil || subject == 7 || subject == 0 || reply.enhanced?.detail == 1
        else { return nil }
        if contains(words, any: hurry) { return .rateLimited }
        let mayBeGreylisting = reply.code == 450 || reply.code == 451
        if mayBeGreylisting, subject == 7, contains(words, any: postponing) { return .greylisted }
        return nil
    }

    private static func enhancedReason(_ status: EnhancedStatus) -> Reason? {
        switch (status.subject, status.detail) {
        case (0, _): nil
        case (1, 1), (1, 2), (1, 3), (1, 4), (1, 6), (1, 10): .addressBad
        case (1, 7), (1, 8): .policy
        case (2, 1): status.category == 5 ? .addressBad : .other
        case (2, 2): .mailboxFull
        case (2, 3), (3, 4): .messageTooLarge
        case (3, 3), (6, _): .notSupported
        case (4, 5), (5, 3), (7, 28): .rateLimited
        case (3, _), (4, _): .relayTrouble
        case (7, _): .policy
        default: nil
        }
    }

    private static func basicReason(
        _ code: Int, atRecipient: Bool, _ words: String
    ) -> Reason {
        if atRecipient || code == 552 || code == 452, contains(words, any: full) {
            return .mailboxFull
        }
        return switch code {
        case 421, 451, 452: .relayTrouble
        case 455, 504, 555: .notSupported
        case 550: atRecipient ? .addressBad : .policy
        case 551, 553, 556: .addressBad
        case 552: atRecipient ? .mailboxFull : .messageTooLarge
        case 521, 554: .policy
        default: .other
        }
    }
}
