/// A mailbox server's part in a script. libcurl numbers its commands A001, A002, …
extension [Act] {
    /// Greeting and capabilities of a server where this can be done.
    package static func mailServer(_ capabilities: String = "LOGINDISABLED") -> [Act] {
        [.say("* OK mail.example ready")] + .capabilities(capabilities)
    }

    /// The reply to CAPABILITY, the command's number first.
    package static func capabilities(_ words: String, tag: String = "A001") -> [Act] {
        [
            .hear("\(tag) CAPABILITY"), .say("* CAPABILITY IMAP4rev1 \(words)"),
            .say("\(tag) OK done"),
        ]
    }

    /// A login that goes well, on a connection without TLS.
    package static var loggedIn: [Act] {
        .mailServer("AUTH=PLAIN SASL-IR") + [.hear("A002 AUTHENTICATE PLAIN"), .say("A002 OK in")]
    }
}
