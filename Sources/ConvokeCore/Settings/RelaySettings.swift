/// How the office's mail relay is reached.
package struct RelaySettings: Hashable, Sendable {
    package enum Scheme: String, Sendable {
        /// SMTP that is upgraded with STARTTLS (RFC 3207).
        case smtp
        /// SMTP in TLS from the first byte (RFC 8314 section 3.3).
        case smtps
    }

    package let scheme: Scheme
    /// A name, or an IPv4 address, or an IPv6 address without brackets.
    package let host: String
    package let port: Int
    package let user: String?
    package let password: SecretSource?
    /// Path of a PEM file with the authorities to trust, relative to the workspace or absolute.
    package let caFile: String?
    /// How many SMTP sessions run at once.
    package let sessions: Int
    package let rate: Rate?
    package let place: Place

    package init(
        scheme: Scheme, host: String, port: Int, user: String?, password: SecretSource?,
        caFile: String?, sessions: Int, rate: Rate?, place: Place
    ) {
        self.scheme = scheme
        self.host = host
        self.port = port
        self.user = user
        self.password = password
        self.caFile = caFile
        self.sessions = sessions
        self.rate = rate
        self.place = place
    }

    /// Whether it can only be this machine: `localhost`, 127.0.0.0/8 or ::1.
    package var isLoopback: Bool { Loopback.contains(host) }
}

/// So many messages in so long a time.
package struct Rate: Hashable, Sendable {
    package let count: Int
    package let per: Span

    package init(count: Int, per: Span) {
        self.count = count
        self.per = per
    }
}

/// The addresses that never leave this machine.
package enum Loopback {
    /// RFC 1122 section 3.2.1.3 (127.0.0.0/8), RFC 4291 section 2.5.3 (::1), RFC 6761 section 6.3.
    package static func contains(_ host: String) -> Bool {
        let name = host.lowercased()
        if name == "localhost" || name == "::1" || name == "[::1]" { return true }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
