import ConvokeCore

/// The commands of a mail transaction (RFC 5321 section 3.3), written into a buffer as bytes.
///
/// Nothing is written that was not checked by `Admission`.
extension Parcel {
    /// MAIL with what the relay announced: SIZE (RFC 1870), BODY (RFC 6152), SMTPUTF8 (RFC 6531), RET
    /// and ENVID (RFC 3461 sections 4.3 and 4.4).
    func appendMail(to out: inout [UInt8], _ relay: Capabilities) {
        out.append(contentsOf: "MAIL FROM:<".utf8)
        out.append(contentsOf: envelope.sender.wire.utf8)
        out.append(contentsOf: ">".utf8)
        if relay.size { out.append(contentsOf: " SIZE=\(message.size)".utf8) }
        if !message.isSevenBit { out.append(contentsOf: " BODY=8BITMIME".utf8) }
        if envelope.needsSMTPUTF8 { out.append(contentsOf: " SMTPUTF8".utf8) }
        if relay.dsn {
            out.append(contentsOf: " RET=HDRS".utf8)
            let name = XText.encoded(envelope.envelopeID)
            // Longer ones are not allowed (section 5.4); the return path still names the delivery.
            if !name.isEmpty, name.utf8.count <= 100 {
                out.append(contentsOf: " ENVID=".utf8)
                out.append(contentsOf: name.utf8)
            }
        }
        out.append(contentsOf: "\r\n".utf8)
    }

    /// RCPT, with NOTIFY and ORCPT (RFC 3461 sections 4.1 and 4.2) where reports can be asked for.
    func appendRecipient(to out: inout [UInt8], _ relay: Capabilities) {
        out.append(contentsOf: "RCPT TO:<".utf8)
        out.append(contentsOf: envelope.recipient.wire.utf8)
        out.append(contentsOf: ">".utf8)
        if relay.dsn {
            let success = envelope.wantsSuccessReport ? "SUCCESS," : ""
            out.append(contentsOf: " NOTIFY=\(success)FAILURE,DELAY ORCPT=".utf8)
            out.append(contentsOf: XText.originalRecipient(envelope.recipient).utf8)
        }
        out.append(contentsOf: "\r\n".utf8)
    }
}

/// Encodings for what a DSN carries back.
enum XText {
    /// `+` and two hexadecimal digits for what is not printable ASCII, and for `+` and `=` (RFC 3461
    /// section 4).
    static func encoded(_ text: String) -> String {
        if text.utf8.allSatisfy(isPlain) { return text }
        var out = ""
        for byte in text.utf8 {
            if isPlain(byte) {
                out.unicodeScalars.append(UnicodeScalar(byte))
            } else {
                out += "+" + hex(UInt32(byte), width: 2)
            }
        }
        return out
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "+") && byte != UInt8(ascii: "=")
    }

    /// ORCPT's value: `rfc822;` and xtext, or for an address beyond ASCII `utf-8;` and its 7-bit form,
    /// which every server can hand on (RFC 6533 section 3).
    static func originalRecipient(_ address: EmailAddress) -> String {
        guard address.needsSMTPUTF8 else { return "rfc822;" + encoded(address.wire) }
        var out = "utf-8;"
        for scalar in address.wire.unicodeScalars {
            let isPlain =
                (0x21...0x7E).contains(scalar.value) && !"\\+=".unicodeScalars.contains(scalar)
            if isPlain {
                out.unicodeScalars.append(scalar)
            } else {
                out += "\\x{" + hex(scalar.value, width: 2) + "}"
            }
        }
        return out
    }

    private static func hex(_ value: UInt32, width: Int) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
