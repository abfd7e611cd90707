import ConvokeCore
import Curl

/// A mailbox on a server, and who reads it.
package struct IMAPAccount: Hashable, Sendable {
    let host: String
    let port: Int
    let encryption: IMAPEndpoint.Encryption
    /// As people write it.
    let mailbox: String
    let user: String
    let password: String
    /// The path of the authorities to trust, absolute or from the current folder; nil for the system's.
    let caFile: String?

    /// Reads `imaps://host:port/mailbox` (RFC 5092): TLS from the first byte, or with `imap` STARTTLS,
    /// which only a server on this machine may leave out. Without a mailbox it is INBOX.
    package init(
        url: String, user: String, password: String, caFile: String?
    ) throws(MailboxFailure) {
        guard let parts = URLParts(parsing: url), ["imap", "imaps"].contains(parts.scheme),
            let mailbox = Self.mailbox(parts.rest), Self.isLine(user), Self.isLine(password)
        else { throw MailboxFailure(.settings) }
        let isSecure = parts.scheme == "imaps"
        host = parts.host
        port = parts.port ?? (isSecure ? 993 : 143)
        encryption =
            isSecure ? .fromTheStart : parts.isLoopback ? .whenOffered : .required
        self.mailbox = mailbox
        self.user = user
        self.password = password
        self.caFile = caFile
    }

    /// How keys and bookmarks begin.
    var name: String { "\(user)@\(host)/\(mailbox)" }

    func endpoint(_ limits: MailboxLimits) -> IMAPEndpoint {
        IMAPEndpoint(
            host: host, port: port, encryption: encryption, user: user, password: password,
            caFile: caFile, limit: limits.opening)
    }

    /// The URL's path, decoded; nil for one that names no mailbox, or more than that.
    private static func mailbox(_ rest: String) -> String? {
        guard rest.isEmpty || rest.hasPrefix("/"), !rest.contains(where: { "?#;".contains($0) })
        else { return nil }
        let path = rest.dropFirst()
        guard let name = path.removingPercentEncoding, isLine(name) else { return nil }
        return name.isEmpty || name.uppercased() == "INBOX" ? "INBOX" : name
    }

    /// Whether nothing in it could end a command.
    private static func isLine(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }
}

extension Substring {
    /// RFC 3986 section 2.1; nil when something is not UTF-8 or no two digits follow a sign.
    fileprivate var removingPercentEncoding: String? {
        var octets: [UInt8] = []
        var rest = utf8[...]
        while let octet = rest.popFirst() {
            guard octet == UInt8(ascii: "%") else {
                octets.append(octet)
                continue
            }
            let digits = rest.prefix(2)
            let text = String(decoding: digits, as: UTF8.self)
            guard digits.count == 2, text.allSatisfy(\.isHexDigit),
                let value = UInt8(text, radix: 16)
            else { return nil }
            octets.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: octets, as: UTF8.self)
    }
}
