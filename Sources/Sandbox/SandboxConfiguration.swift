package import Foundation

/// Where the sandbox listens, where it keeps mail, and how it behaves.
package struct SandboxConfiguration: Sendable {
    /// A user whom the sandbox lets in.
    package struct Credentials: Equatable, Sendable {
        package var user: String
        package var password: String

        package init(user: String, password: String) {
            self.user = user
            self.password = password
        }
    }

    /// The folder that gets `mail/`, `bounces/`, `envelopes.jsonl` and `ca.pem`; made if missing.
    package var directory: URL
    /// `127.0.0.1`, another 127.x.y.z, `::1` or `localhost`. Anything else is refused at start.
    package var host = "127.0.0.1"
    /// The SMTP port; 0 takes any free one.
    package var port = 0
    /// The port with TLS from the first byte (RFC 8314); nil for none, 0 for any free one.
    package var smtpsPort: Int?
    package var capabilities = SandboxCapabilities.all
    /// When set, MAIL is refused with 530 until this user has logged in.
    package var credentials: Credentials?
    /// MAIL and AUTH are refused with 530 until the session is encrypted.
    package var requiresTLS = false
    /// The largest message, in octets as sent without dot-stuffing.
    package var sizeLimit = 26_214_400
    /// Whether messages and their envelopes are kept. Without, only reports on their way back are, and
    /// the record counts.
    package var keepsMail = true
    /// How long `slow` recipients' messages wait for their last reply.
    package var slowDelay: Duration = .seconds(5)
    /// A session in which nothing is said for this long gets 421 (RFC 5321 section 4.5.3.2.7).
    package var idleLimit: Duration = .seconds(300)
    /// Misbehaviour by address, in small letters, beside the local parts that every sandbox knows.
    package var misbehaviours: [String: Misbehaviour] = [:]
    /// Told of every stage of every session. The session waits until it returns.
    package var hook: SandboxHook?

    package init(directory: URL) {
        self.directory = directory
    }

    /// What happens to a recipient; nil for a well-behaved one.
    func misbehaviour(of address: String) -> Misbehaviour? {
        misbehaviours[address.lowercased()]
            ?? Misbehaviour(localPart: address.prefix { $0 != "@" })
    }
}
