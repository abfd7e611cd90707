import ConvokeCore

/// What a code means where no words say more: the codes of RFC 3463 and of the registry that
/// RFC 5248 opened, those that Exchange adds, and the basic ones of RFC 5321.
enum StatusRule {
    /// The class of a failure with an enhanced code. The first entry that fits a code, from the
    /// most to the least exact, decides.
    static func mailClass(_ status: EnhancedStatus) -> MailClass {
        if passing.contains(status) { return .soft }
        let exact = exactly["\(status.subject).\(status.detail)"]
        let found = exact ?? bySubject[status.subject] ?? .hard
        return found == .hard && status.kind == 4 ? .soft : found
    }

    /// The class of a failure with a basic code.
    static func mailClass(reply: Int) -> MailClass {
        replies[reply] ?? (reply < 500 ? .soft : .hard)
    }

    /// Given for whatever shall be tried again, grey lists above all, by Rspamd, Exim and Postfix.
    private static let passing = [EnhancedStatus(4, 7, 0), EnhancedStatus(4, 7, 1)]

    /// What is meant where the detail says nothing, or is not known.
    private static let bySubject: [Int: MailClass] = [
        0: .hard, 1: .hard, 2: .hard, 3: .soft, 4: .soft, 5: .hard, 6: .content, 7: .policy,
    ]

    private static let exactly: [String: MailClass] = [
        // RFC 3463 section 3.2: addresses.
        "1.0": .hard, "1.1": .hard, "1.2": .hard, "1.3": .hard, "1.4": .hard, "1.5": .hard,
        "1.6": .hard, "1.7": .policy, "1.8": .policy,
        "1.9": .content,  // RFC 3886
        "1.10": .hard,  // RFC 7505; Exchange: no such recipient
        // Section 3.3: the mailbox.
        "2.0": .hard, "2.1": .hard, "2.2": .soft, "2.3": .content, "2.4": .soft,
        "2.14": .soft, "2.120": .content, "2.121": .soft, "2.122": .soft,  // Exchange Online
        // Section 3.4: the mail system.
        "3.0": .soft, "3.1": .soft, "3.2": .soft, "3.3": .content, "3.4": .content, "3.5": .soft,
        "3.6": .soft,  // RFC 6710
        // Section 3.5: network and routing.
        "4.0": .soft, "4.1": .soft, "4.2": .soft, "4.3": .soft, "4.4": .hard, "4.5": .soft,
        "4.6": .soft, "4.7": .soft,
        "4.310": .hard,  // Exchange Online: the domain does not exist
        // Section 3.6: the protocol.
        "5.0": .hard, "5.1": .soft, "5.2": .soft, "5.3": .soft, "5.4": .soft, "5.5": .soft,
        "5.6": .policy,  // RFC 4954
        // Section 3.7: the content; RFC 6531 for 6.7 to 6.10.
        "6.0": .content, "6.1": .content, "6.2": .content, "6.3": .content, "6.4": .content,
        "6.5": .content, "6.6": .content, "6.7": .content, "6.8": .content, "6.9": .content,
        "6.10": .content,
        // Section 3.8: security and policy; RFC 4954, 5248, 6710, 7293, 7372, 7505, 8617, 8689.
        "7.0": .policy, "7.1": .policy, "7.2": .policy, "7.3": .policy, "7.4": .policy,
        "7.5": .policy, "7.6": .policy, "7.7": .policy, "7.8": .policy, "7.9": .policy,
        "7.10": .policy, "7.11": .policy, "7.12": .policy, "7.13": .policy, "7.14": .policy,
        "7.15": .policy, "7.16": .content, "7.17": .hard, "7.18": .hard, "7.19": .policy,
        "7.20": .policy, "7.21": .policy, "7.22": .policy, "7.23": .policy, "7.24": .policy,
        "7.25": .policy, "7.26": .policy, "7.27": .policy, "7.28": .soft, "7.29": .policy,
        "7.30": .policy,
    ]

    /// RFC 5321 section 4.2.3, 4954, 7504, and what some servers invent.
    private static let replies: [Int: MailClass] = [
        421: .soft, 422: .soft, 431: .soft, 432: .soft, 441: .soft, 442: .soft, 446: .soft,
        447: .soft, 449: .soft, 450: .soft, 451: .soft, 452: .soft, 453: .soft, 454: .soft,
        455: .soft, 471: .policy,
        500: .soft, 501: .soft, 502: .soft, 503: .soft, 504: .soft, 510: .hard, 511: .hard,
        512: .hard, 513: .hard, 521: .hard, 523: .content, 530: .policy, 533: .policy, 534: .policy,
        535: .policy, 538: .policy, 541: .policy, 550: .hard, 551: .hard, 552: .soft, 553: .hard,
        554: .hard, 555: .soft, 556: .hard, 557: .policy, 571: .policy, 573: .policy,
    ]

    /// The status that stands for a class where no code was given.
    static func implied(_ mailClass: MailClass) -> EnhancedStatus? {
        switch mailClass {
        case .hard: EnhancedStatus(5, 0, 0)
        case .soft: EnhancedStatus(4, 0, 0)
        case .policy: EnhancedStatus(5, 7, 1)
        case .content: EnhancedStatus(5, 6, 0)
        case .delay: EnhancedStatus(4, 0, 0)
        case .delivered, .relayed, .expanded: EnhancedStatus(2, 0, 0)
        case .autoReply, .answer, .readReceipt, .abuseReport, .other: nil
        }
    }

    /// Whether a number is one that servers answer with.
    static func isReply(_ number: Int) -> Bool { replies[number] != nil }
}
