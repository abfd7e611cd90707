/// One try at a delivery: how far it came, what the server said, and what that means.
package struct Attempt: Hashable, Sendable {
    package let outcome: Outcome
    package let stage: Stage
    /// Why it did not succeed; nil when it did.
    package let reason: Reason?
    /// The reply that decided, where there was one.
    package let reply: Reply?
    /// Words of our own where no reply decided: what the connection did.
    package let detail: String?

    package init(
        _ outcome: Outcome, at stage: Stage, reason: Reason? = nil, reply: Reply? = nil,
        detail: String? = nil
    ) {
        self.outcome = outcome
        self.stage = stage
        self.reason = reason
        self.reply = reply
        self.detail = detail
    }

    /// What is shown to people: the server's words if there are any, else ours.
    package var words: String { reply?.text ?? detail ?? "" }
}

/// What an attempt means for the delivery.
package enum Outcome: String, Sendable, CaseIterable {
    /// The server took responsibility (RFC 5321 section 4.2.5).
    case accepted
    /// Not now: a 4yz reply, or no reply while nothing had been handed over.
    case deferred
    /// Never: a 5yz reply.
    case refused
    /// The last byte left and no reply came (RFC 1047).
    case inDoubt = "in_doubt"
    /// The attempt says nothing about this delivery (the account failed, or the run stopped): it goes
    /// back to where it was.
    case released
}

/// How far an attempt came; the stages follow each other.
package enum Stage: String, Sendable, CaseIterable {
    case connect, tls, auth, mail, rcpt, data, body, dot, reply
}

/// Why a delivery was put off or refused, by RFC 3463 first and by the basic code where that is silent.
package enum Reason: String, Sendable, CaseIterable {
    case addressBad = "address_bad"
    case mailboxFull = "mailbox_full"
    case greylisted
    case rateLimited = "rate_limited"
    case policy
    case messageTooLarge = "message_too_large"
    /// The relay, or the way to it, is in trouble.
    case relayTrouble = "relay_trouble"
    /// The relay cannot take this address or this message (SMTPUTF8, 8BITMIME).
    case notSupported = "not_supported"
    /// None of the above: the server's words tell.
    case other
}
