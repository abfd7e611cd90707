/// Where an open SMTP session leads to, and on which terms.
package struct SMTPEndpoint: Hashable, Sendable {
    package enum Encryption: Hashable, Sendable {
        /// TLS from the first byte (RFC 8314 section 3.3).
        case fromTheStart
        /// STARTTLS, or no session (RFC 3207).
        case required
        /// STARTTLS if the server announces it; once announced it must succeed.
        case whenOffered
        /// In clear. Only ever for loopback.
        case none
    }

    package struct Login: Hashable, Sendable {
        package let user: String
        package let password: String

        package init(user: String, password: String) {
            self.user = user
            self.password = password
        }
    }

    package let host: String
    package let port: Int
    package let encryption: Encryption
    package let login: Login?
    /// The only authorities to trust; nil for those of the system.
    package let caFile: String?
    /// What EHLO says we are: a domain name or an address literal (RFC 5321 section 4.1.4).
    package let ehloName: String
    /// How long the look-up, TCP and, where TLS comes first, its handshake may take in all.
    package let connectLimit: Duration
    /// How long each reply may take after that.
    package let replyLimit: Duration

    package init(
        host: String, port: Int, encryption: Encryption, login: Login?, caFile: String?,
        ehloName: String, connectLimit: Duration, replyLimit: Duration
    ) {
        self.host = host
        self.port = port
        self.encryption = encryption
        self.login = login
        self.caFile = caFile
        self.ehloName = ehloName
        self.connectLimit = connectLimit
        self.replyLimit = replyLimit
    }

    /// `smtp://host:port/name`; an IPv6 address gets its brackets, the name loses what a path cannot hold.
    var url: String {
        let scheme = encryption == .fromTheStart ? "smtps" : "smtp"
        let bare = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        let place = bare.contains(":") ? "[\(bare)]" : bare
        return "\(scheme)://\(place):\(port)/\(Self.percentEncoded(ehloName))"
    }

    private static func percentEncoded(_ text: String) -> String {
        text.utf8.map { byte in
            let character = Character(UnicodeScalar(byte))
            if character.isASCII,
                character.isLetter || character.isNumber || ".-".contains(character)
            {
                return String(character)
            }
            let hex = String(byte, radix: 16, uppercase: true)
            return "%" + (hex.count == 1 ? "0" + hex : hex)
        }.joined()
    }
}
