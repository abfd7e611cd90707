import ConvokeCore

extension WordRules {
    /// What an answer speaks of, where it has no words that are known and no code that says more.
    /// Servers that answer so are terse: "550 black ip", "554 attachment is too long".
    static let named: [WordRule] = [
        WordRule(
            "part-named", .content, .named, implies: "6.0", source: "eYou, Exim filters, several",
            [
                "attachment", "attached", "zip file", "archive", "subject line", "too long",
                "too large", "too big", "mail size",
            ]),
        WordRule(
            "sender-named", .policy, .named, implies: "7.1",
            source: "eYou, Exim and Sendmail access lists, qpsmtpd, several",
            [
                "sender", "mail from", "mailfrom", "from address", "black ip", "black mail",
                "bad ip", "this ip", "your ip", "the ip", "remote ip", "client ip", "source ip",
                "ip address", "ip check", "your host", "your server", "your domain",
                "your network", "relay", "openrelay", "helo", "ehlo", "spf", "dkim",
                "dmarc", "auth error", "authenticat", "authorization", "authorisation",
                "host denies",
                "no access", "dictionary attack", "harvest",
                "certificate", "tls", "private list",
            ].flatMap(whole)),
        WordRule(
            "message-named", .content, .named, implies: "6.0", source: "several",
            [
                "content", "header", "message body", "mime",
                "message refused", "message rejected", "mail data", "keyword", "forbidden word",
            ]),
    ]

    /// A short word alone stands in names of hosts and mailboxes too: it must end as words do.
    private static func whole(_ phrase: String) -> [String] {
        let isLong = phrase.contains(" ") || phrase.utf8.count > 8
        return isLong ? [phrase] : [" ", ".", ":", ","].map { phrase + $0 }
    }
}
