/// What SMTP needs to know of a message besides its bytes (RFC 5321 section 2.3.1).
package struct Envelope: Hashable, Sendable {
    /// MAIL FROM: the return path of this one delivery.
    package let sender: EmailAddress
    /// RCPT TO: always one, because each message is personal.
    package let recipient: EmailAddress
    /// ENVID (RFC 3461 section 4.4), before xtext encoding: how a report names the delivery.
    package let envelopeID: String
    /// Whether a report of success is asked for too (RFC 3461 section 4.1).
    package let wantsSuccessReport: Bool

    package init(
        sender: EmailAddress, recipient: EmailAddress, envelopeID: String,
        wantsSuccessReport: Bool = false
    ) {
        self.sender = sender
        self.recipient = recipient
        self.envelopeID = envelopeID
        self.wantsSuccessReport = wantsSuccessReport
    }

    /// Whether only a relay with SMTPUTF8 (RFC 6531) can take it.
    package var needsSMTPUTF8: Bool { sender.needsSMTPUTF8 || recipient.needsSMTPUTF8 }
}
