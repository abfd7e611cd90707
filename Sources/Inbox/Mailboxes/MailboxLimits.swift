/// How long a mail server may take. Each limit ends a step, whatever the server drips in between.
package struct MailboxLimits: Hashable, Sendable {
    /// Everything until the login stands.
    package var opening: Duration
    /// A reply to a command.
    package var reply: Duration
    /// Finding out what is new, in however many commands.
    package var listing: Duration
    /// A whole message.
    package var message: Duration
    /// How long nothing at all may come while something is waited for.
    package var silence: Duration
    /// The reply to LOGOUT, which changes nothing any more.
    package var leave: Duration

    package init(
        opening: Duration = .seconds(60), reply: Duration = .seconds(300),
        listing: Duration = .seconds(900), message: Duration = .seconds(600),
        silence: Duration = .seconds(120), leave: Duration = .seconds(2)
    ) {
        self.opening = opening
        self.reply = reply
        self.listing = listing
        self.message = message
        self.silence = silence
        self.leave = leave
    }
}
