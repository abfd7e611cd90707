/// Where an open IMAP connection leads to, and on which terms.
package struct IMAPEndpoint: Hashable, Sendable {
    package enum Encryption: Hashable, Sendable {
        /// TLS from the first byte (RFC 8314 section 3.2).
        case fromTheStart
        /// STARTTLS, or no connection (RFC 3501 section 6.2.1).
        case required
        /// STARTTLS if the server announces it; once announced it must succeed. Only ever for
        /// loopback.
        case whenOffered
    }

    package let host: String
    package let port: Int
    package let encryption: Encryption
    package let user: String
    package let password: String
    /// The only authorities to trust; nil for those of the system.
    package let caFile: String?
    /// How long everything until the login stands may take in all.
    package let limit: Duration

    package init(
        host: String, port: Int, encryption: Encryption, user: String, password: String,
        caFile: String?, limit: Duration
    ) {
        self.host = host
        self.port = port
        self.encryption = encryption
        self.user = user
        self.password = password
        self.caFile = caFile
        self.limit = limit
    }

    /// `imap://host:port/`; an IPv6 address gets its brackets.
    var url: String {
        let scheme = encryption == .fromTheStart ? "imaps" : "imap"
        let place = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
        return "\(scheme)://\(place):\(port)/"
    }
}
