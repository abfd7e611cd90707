/// A reply as the sandbox means it; the bytes depend on what the session announced.
struct SMTPReply: Equatable, Sendable {
    let code: Int
    /// RFC 3463 code without which no refusal goes out; left away when not announced.
    var enhanced: String?
    var lines: [String]
    /// Counted under this reason; nil for replies that refuse nothing.
    var refusal: SandboxRefusal?

    init(_ code: Int, _ enhanced: String? = nil, _ lines: String...) {
        self.code = code
        self.enhanced = enhanced
        self.lines = lines
    }

    init(_ code: Int, _ enhanced: String?, _ text: String, refusing refusal: SandboxRefusal) {
        self.init(code, enhanced, text)
        self.refusal = refusal
    }

    /// The lines with CR LF, all but the last with a hyphen (RFC 5321 section 4.2.1).
    func rendered(withEnhancedCodes: Bool) -> String {
        let prefix = (withEnhancedCodes ? enhanced : nil).map { $0 + " " } ?? ""
        return lines.enumerated().map { index, line in
            "\(code)\(index == lines.count - 1 ? " " : "-")\(prefix)\(line)\r\n"
        }.joined()
    }
}

// Every sentence that the sandbox says on the wire, in one place.
extension SMTPReply {
    static let banner = SMTPReply(220, nil, "localhost ESMTP Convoke sandbox, delivers nothing")
    static let ok = SMTPReply(250, "2.0.0", "Ok")
    static let senderOK = SMTPReply(250, "2.1.0", "Sender ok")
    static let recipientOK = SMTPReply(250, "2.1.5", "Recipient ok")
    static let goAhead = SMTPReply(354, nil, "End the message with a dot on a line by itself")
    static let bye = SMTPReply(221, "2.0.0", "Bye")
    static let notVerified = SMTPReply(252, "2.1.5", "Send some mail and see")
    static let readyForTLS = SMTPReply(220, "2.0.0", "Ready to start TLS")
    static let loggedIn = SMTPReply(235, "2.7.0", "Logged in")
    static let help = SMTPReply(
        code: 214, enhanced: "2.0.0",
        lines: ["This relay keeps mail and delivers none. Local parts that misbehave:"]
            + Misbehaviour.table.split(separator: "\n").map(String.init)
    )

    static func queued(_ queueID: String) -> SMTPReply {
        SMTPReply(250, "2.0.0", "Ok: queued as \(queueID)")
    }

    static func challenge(_ text: String) -> SMTPReply { SMTPReply(334, nil, text) }

    static func syntax(_ text: String, code: Int = 501, enhanced: String = "5.5.4") -> SMTPReply {
        SMTPReply(code, enhanced, text, refusing: .syntax)
    }
    static func outOfOrder(_ text: String) -> SMTPReply {
        SMTPReply(503, "5.5.1", text, refusing: .sequence)
    }
    static func notOffered(_ text: String) -> SMTPReply {
        SMTPReply(502, "5.5.1", text, refusing: .capability)
    }
    static func parameterNotOffered(_ keyword: String) -> SMTPReply {
        SMTPReply(555, "5.5.4", "Parameter \(keyword) is not offered", refusing: .capability)
    }
    static let tooEarly = SMTPReply(
        503, "5.5.0", "Sent ahead of a reply that had to be waited for", refusing: .sequence)
    static let longCommand = SMTPReply(500, "5.5.6", "Line too long", refusing: .longLine)
    static let longTextLine = SMTPReply(
        554, "5.6.0", "The message has a line above 998 octets", refusing: .longLine)
    static let eightBitText = SMTPReply(
        554, "5.6.3", "The message has octets above 127, 8BITMIME is not offered",
        refusing: .capability)
    static let unicodeAddress = SMTPReply(
        553, "5.6.7", "An address beyond ASCII needs SMTPUTF8", refusing: .capability)
    static func tooLarge(limit: Int) -> SMTPReply {
        SMTPReply(552, "5.3.4", "The limit is \(limit) octets", refusing: .tooLarge)
    }
    static let loginNeeded = SMTPReply(530, "5.7.0", "Log in first", refusing: .login)
    static let encryptionNeeded = SMTPReply(
        530, "5.7.0", "Send STARTTLS first", refusing: .login)
    static let wrongPassword = SMTPReply(
        535, "5.7.8", "User or password is wrong", refusing: .login)
    static let loginAbandoned = SMTPReply(501, "5.7.0", "Login abandoned", refusing: .login)
    static let unknownMechanism = SMTPReply(
        504, "5.5.4", "Only PLAIN and LOGIN are offered", refusing: .capability)
    static let noRecipients = SMTPReply(
        554, "5.5.1", "No valid recipients", refusing: .sequence)
    static let tooManyRecipients = SMTPReply(
        452, "4.5.3", "Too many recipients", refusing: .sequence)
    static let undecodable = SMTPReply.syntax("Not a login in base64", enhanced: "5.5.2")
    static let diskFull = SMTPReply(452, "4.3.1", "No room to keep mail", refusing: .storage)
    static let cannotKeep = SMTPReply(451, "4.3.0", "Cannot keep mail", refusing: .storage)
    static let outage = SMTPReply(
        421, "4.3.2", "localhost is out of service", refusing: .unavailable)
    static let idle = SMTPReply(
        421, "4.4.2", "localhost heard nothing for too long", refusing: .unavailable)
    static let tooManyMistakes = SMTPReply(
        421, "4.7.0", "localhost has heard too many mistakes", refusing: .unavailable)

    private init(code: Int, enhanced: String?, lines: [String]) {
        self.code = code
        self.enhanced = enhanced
        self.lines = lines
    }
}

extension Misbehaviour {
    /// The refusal of a recipient; nil for those that are accepted at RCPT or get no reply.
    var recipientRefusal: SMTPReply? {
        switch self {
        case .refused:
            SMTPReply(550, "5.1.1", "No such mailbox", refusing: .unknownMailbox)
        case .mailboxFull:
            SMTPReply(452, "4.2.2", "Mailbox full", refusing: .mailboxFull)
        case .greylisted:
            SMTPReply(450, "4.7.1", "Greylisted, try again later", refusing: .greylisted)
        case .slow, .dropsAfterData, .closes, .bouncesLater, .refusedText: nil
        }
    }

    static let textRefusal = SMTPReply(
        554, "5.7.1", "The text of this message is not wanted here", refusing: .text)
}
