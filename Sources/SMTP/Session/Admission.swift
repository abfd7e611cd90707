import ConvokeCore

/// What a relay could never take is refused here, in plain words, before a byte is sent.
enum Admission {
    /// The refusal; nil when the parcel may be tried.
    static func refusal(of parcel: Parcel, by relay: Capabilities) -> Attempt? {
        let envelope = parcel.envelope
        if !isSafe(envelope.sender) || !isSafe(envelope.recipient) {
            return refused(.addressBad, "the address holds characters that no mail server takes")
        }
        if envelope.needsSMTPUTF8, !relay.smtpUTF8 { return beyondASCII(envelope) }
        if !parcel.message.isSevenBit, !relay.eightBitMIME {
            return refused(
                .notSupported,
                "our mail server does not take mail in 8-bit characters (it lacks 8BITMIME)")
        }
        if let limit = relay.largestMessage, parcel.message.size > limit {
            return refused(
                .messageTooLarge,
                "the message has \(parcel.message.size) bytes;"
                    + " our mail server takes at most \(limit)")
        }
        return nil
    }

    /// The sender's address, which all messages share, would be refused at MAIL, the recipient's at RCPT
    /// (RFC 6531 section 3.5).
    private static func beyondASCII(_ envelope: Envelope) -> Attempt {
        let isSender = envelope.sender.needsSMTPUTF8
        let whose = isSender ? "senders'" : "recipients'"
        return refused(
            .notSupported, at: isSender ? .mail : .rcpt,
            "our mail server does not take \(whose) addresses with letters beyond a to z"
                + " before the @ (it lacks SMTPUTF8)")
    }

    private static func refused(
        _ reason: Reason, at stage: Stage = .mail, _ words: String
    ) -> Attempt {
        Attempt(.refused, at: stage, reason: reason, detail: words)
    }

    /// The last gate before the wire: a control character would end a command, and begin another.
    ///
    /// The parser has refused such addresses long before; this costs nothing and does not trust it.
    static func isSafe(_ address: EmailAddress) -> Bool {
        let isLocalSafe = address.localPart.withBytes { bytes in
            let isQuoted = bytes.first == UInt8(ascii: "\"")
            return bytes.allSatisfy { byte in
                byte >= 0x20 && byte != 0x7F && (isQuoted || !isBracketOrSpace(byte))
            }
        }
        let isDomainSafe = address.asciiDomain.withBytes { bytes in
            bytes.allSatisfy { $0 > 0x20 && $0 < 0x7F && !isBracketOrSpace($0) }
        }
        return isLocalSafe && isDomainSafe && !address.localPart.isEmpty
            && !address.asciiDomain.isEmpty
    }

    private static func isBracketOrSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
    }
}
