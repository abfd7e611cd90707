import ConvokeCore

/// The commands of a mail transaction (RFC 5321 section 3.3), written into a buffer as bytes.
///
/// Nothing is written that was not checked by `Admission`.
extension Parcel {
    /// MAIL with what the relay announced: SIZE (RFC 1870), BODY (RFC 6152), SMTPUTF8 (RFC 6531), RET
    /// and ENVID (RFC 3461 sections 4.3 and 4.4).
    func appendMail(to out: inout [UInt8], _ relay: Capabilities) {
        out.append("MAIL FROM:<")
        out.append(envelope.sender)
        out.append(">")
        if relay.size {
            out.append(" SIZE=")
            out.append(String(message.size))
        }
        if !message.isSevenBit { out.append(" BODY=8BITMIME") }
        if envelope.needsSMTPUTF8 { out.append(" SMTPUTF8") }
        if relay.dsn {
            out.append(" RET=HDRS")
            appendEnvelopeID(to: &out)
        }
        out.append("\r\n")
    }

    /// Names of more than 100 characters are not allowed (section 5.4); the return path still names the
    /// delivery.
    private func appendEnvelopeID(to out: inout [UInt8]) {
        let before = out.count
        out.append(" ENVID=")
        let start = out.count
        out.append(xtext: envelope.envelopeID)
        if !(1...100).contains(out.count - start) { out.removeSubrange(before...) }
    }

    /// RCPT, with NOTIFY and ORCPT (RFC 3461 sections 4.1 and 4.2) where reports can be asked for.
    func appendRecipient(to out: inout [UInt8], _ relay: Capabilities) {
        out.append("RCPT TO:<")
        out.append(envelope.recipient)
        out.append(">")
        if relay.dsn {
            out.append(envelope.wantsSuccessReport ? " NOTIFY=SUCCESS," : " NOTIFY=")
            out.append("FAILURE,DELAY ORCPT=")
            out.append(originalRecipient: envelope.recipient)
        }
        out.append("\r\n")
    }
}

extension [UInt8] {
    /// As the address is on the wire.
    fileprivate mutating func append(_ address: EmailAddress) {
        append(address.localPart)
        append(UInt8(ascii: "@"))
        append(address.asciiDomain)
    }

    /// `+` and two hexadecimal digits for what is not printable ASCII, and for `+` and `=` (RFC 3461
    /// section 4).
    fileprivate mutating func append(xtext text: String) {
        text.withBytes { bytes in
            for byte in bytes {
                if (0x21...0x7E).contains(byte), byte != UInt8(ascii: "+"),
                    byte != UInt8(ascii: "=")
                {
                    append(byte)
                } else {
                    append(UInt8(ascii: "+"))
                    append(hexadecimal: UInt32(byte))
                }
            }
        }
    }

    /// ORCPT's value: `rfc822;` and xtext, or for an address beyond ASCII `utf-8;` and its 7-bit form,
    /// which every server can hand on (RFC 6533 section 3).
    fileprivate mutating func append(originalRecipient address: EmailAddress) {
        guard address.needsSMTPUTF8 else {
            append("rfc822;")
            append(xtext: address.localPart)
            append(UInt8(ascii: "@"))
            return append(xtext: address.asciiDomain)
        }
        append("utf-8;")
        for scalar in address.wire.unicodeScalars {
            let isPlain =
                (0x21...0x7E).contains(scalar.value) && !"\\+=".unicodeScalars.contains(scalar)
            if isPlain {
                append(UInt8(scalar.value))
            } else {
                append("\\x{")
                append(hexadecimal: scalar.value)
                append("}")
            }
        }
    }

    /// Two digits or more.
    private mutating func append(hexadecimal value: UInt32) {
        if value < 16 { append(UInt8(ascii: "0")) }
        append(String(value, radix: 16, uppercase: true))
    }
}
