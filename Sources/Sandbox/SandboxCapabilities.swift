/// What the sandbox announces after EHLO. What is switched off here is really refused.
package struct SandboxCapabilities: Equatable, Sendable {
    /// Commands may travel ahead of their replies (RFC 2920). Off: whoever does so is cut off.
    package var pipelining = true
    /// Bodies may have octets above 127 (RFC 6152). Off: such a message is refused after its dot.
    package var eightBitMIME = true
    /// Addresses and headers may be UTF-8 (RFC 6531).
    package var smtpUTF8 = true
    /// The limit is announced, and `SIZE=` understood (RFC 1870). Off: the limit still holds.
    package var size = true
    /// RET, ENVID, NOTIFY and ORCPT are understood (RFC 3461).
    package var dsn = true
    /// Replies carry codes such as `5.1.1` (RFC 2034, RFC 3463).
    package var enhancedStatusCodes = true
    /// The session can be encrypted half-way (RFC 3207).
    package var startTLS = true
    /// AUTH PLAIN and LOGIN (RFC 4954), once credentials are configured. Off with credentials
    /// configured: nobody can log in, yet MAIL asks for it.
    package var authentication = true
    /// EHLO itself. Off: 502, so that a client falls back to HELO (RFC 5321 section 3.2).
    package var extendedHello = true

    package init() {}

    /// Everything the sandbox knows.
    package static let all = SandboxCapabilities()

    /// EHLO is answered, and announces nothing.
    package static var none: SandboxCapabilities {
        var capabilities = SandboxCapabilities()
        for (_, path) in names where path != \.extendedHello {
            capabilities[keyPath: path] = false
        }
        return capabilities
    }

    /// The capabilities by the keyword that EHLO announces, for options such as `--without DSN`.
    package static var names: [(keyword: String, path: WritableKeyPath<Self, Bool>)] {
        [
            ("PIPELINING", \.pipelining), ("8BITMIME", \.eightBitMIME),
            ("SMTPUTF8", \.smtpUTF8), ("SIZE", \.size), ("DSN", \.dsn),
            ("ENHANCEDSTATUSCODES", \.enhancedStatusCodes), ("STARTTLS", \.startTLS),
            ("AUTH", \.authentication), ("EHLO", \.extendedHello),
        ]
    }

    /// Switches one capability off by its keyword; false when there is no such keyword.
    package mutating func switchOff(_ keyword: String) -> Bool {
        let found = Self.names.first { $0.keyword == keyword.uppercased() }
        guard let found else { return false }
        self[keyPath: found.path] = false
        return true
    }
}
