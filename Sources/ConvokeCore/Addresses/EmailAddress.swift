/// A mail address that was parsed: it can stand in an SMTP command and in a header as it is.
///
/// Made by `Addresses` from text; nothing else should call the memberwise initialiser with text from
/// outside, because the parser is what keeps control characters and line breaks out.
package struct EmailAddress: Hashable, Sendable {
    /// The local part as RFC 5321 section 4.1.2 writes it: a dot-string, or a quoted string with its
    /// quotes; with SMTPUTF8 (RFC 6531) also UTF-8, in NFC.
    package let localPart: String
    /// The domain as it was written, lower case, NFC; U-labels allowed (RFC 5890).
    package let domain: String
    /// The domain in A-labels: what is sent on the wire and compared.
    package let asciiDomain: String

    package init(localPart: String, domain: String, asciiDomain: String) {
        self.localPart = localPart
        self.domain = domain
        self.asciiDomain = asciiDomain
    }

    /// True when the local part is outside ASCII, so that only a relay with SMTPUTF8 can take it.
    package var needsSMTPUTF8: Bool {
        localPart.withBytes { $0.reduce(0, |) } >= 0x80
    }

    /// The address as envelope and headers carry it: ASCII unless the local part needs SMTPUTF8.
    package var wire: String {
        "\(localPart)@\(asciiDomain)"
    }
}

extension EmailAddress: CustomStringConvertible {
    /// As people write it, with the domain in its own script.
    package var description: String {
        "\(localPart)@\(domain)"
    }
}

/// A display name with an address (RFC 5322 section 3.4, `name-addr`).
package struct Mailbox: Hashable, Sendable {
    package let name: String
    package let address: EmailAddress

    package init(name: String, address: EmailAddress) {
        self.name = name
        self.address = address
    }
}
