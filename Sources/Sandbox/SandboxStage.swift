/// A point in a session at which a hook is told.
package enum SandboxStage: String, CaseIterable, Codable, Sendable {
    /// The connection stands; the banner has not been sent.
    case connected
    /// EHLO or HELO has come.
    case hello
    /// The TLS handshake is about to start, `220` not yet sent.
    case tls
    /// A user's password was right; `235` not yet sent.
    case authenticated
    /// A valid MAIL has come.
    case mail
    /// A valid RCPT for a recipient who behaves has come.
    case recipient
    /// A valid DATA has come; `354` not yet sent.
    case data
    /// The first octets of the message have come.
    case body
    /// The final dot has come; the message is not kept yet.
    case dot
    /// The message lies in the Maildir and its envelope is on record; no reply was sent.
    case kept
    /// The `250` for the message has been handed to the operating system.
    case replied
    /// The connection is gone.
    case closed
}

/// Where a session stands, as a hook is told.
package struct SandboxMoment: Sendable {
    package let stage: SandboxStage
    /// Counted from 1 as connections come in.
    package let session: Int
    /// The sender of the open transaction; nil before MAIL.
    package let sender: String?
    /// The recipients accepted so far; at `.recipient` the new one stands last.
    package let recipients: [String]
    /// The message's file below the sandbox's folder, from `.kept` to `.replied`.
    package let file: String?
}

/// What a hook wants done. After `.body`, `.replied` and `.closed` only `.close` has an effect.
package enum SandboxDirective: Equatable, Sendable {
    /// Go on as usual.
    case proceed
    /// Send this line instead of the usual reply; the step counts as refused. A code of 421
    /// also ends the session. The text is sent as it is, so it may lie or be malformed.
    case reply(code: Int, text: String)
    /// Close the connection without a word.
    case close
}

/// Called at each stage; the session waits for it, other sessions go on.
package typealias SandboxHook = @Sendable (SandboxMoment) async -> SandboxDirective

/// A fault of the whole relay, switched on and off while it runs.
package enum SandboxOutage: Equatable, Sendable {
    case none
    /// Nothing listens: connections are refused, open sessions are cut.
    case unreachable
    /// Every new session, and the next command of every open one, gets 421 4.3.2.
    case unavailable
}
