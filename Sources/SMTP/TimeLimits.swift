/// How long a session waits for what (RFC 5321 section 4.5.3.2). Tests shorten them.
package struct TimeLimits: Hashable, Sendable {
    /// Name look-up and TCP, with TLS where that comes first. Not of the RFC: a relay that does not
    /// answer here is down.
    package var connect: Duration
    /// The banner, and each reply until the session stands.
    package var greeting: Duration
    package var mail: Duration
    package var rcpt: Duration
    package var data: Duration
    /// For each block of the body that is handed over.
    package var block: Duration
    /// The reply to the message's end. A shorter one makes doubles: the server may well be storing it.
    package var dot: Duration
    /// The reply to QUIT, which changes nothing any more.
    package var quit: Duration

    package init(
        connect: Duration = .seconds(10), greeting: Duration = .seconds(300),
        mail: Duration = .seconds(300), rcpt: Duration = .seconds(300),
        data: Duration = .seconds(120), block: Duration = .seconds(180),
        dot: Duration = .seconds(600), quit: Duration = .seconds(2)
    ) {
        self.connect = connect
        self.greeting = greeting
        self.mail = mail
        self.rcpt = rcpt
        self.data = data
        self.block = block
        self.dot = dot
        self.quit = quit
    }
}
