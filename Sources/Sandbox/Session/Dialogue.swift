/// What a client has told the relay so far in one session, and what the relay may therefore do.
struct Dialogue: Sendable {
    /// The open mail transaction.
    struct Transaction: Sendable {
        let sender: SMTPArgument
        var recipients: [SMTPArgument] = []

        func misbehaves(
            _ misbehaviour: Misbehaviour, _ configuration: SandboxConfiguration
        ) -> Bool {
            recipients.contains { configuration.misbehaviour(of: $0.path.address) == misbehaviour }
        }
    }

    /// A transaction takes at least 100 (RFC 5321 section 4.5.3.1.8); here:
    static let recipientLimit = 1000

    /// The client's name; nil before EHLO or HELO.
    var hello: String?
    var isExtended = false
    var isSecured = false
    /// Found out at the first EHLO after the handshake.
    var tlsVersion: String?
    var user: String?
    var transaction: Transaction?
    /// The banner was a refusal: only QUIT is left (RFC 5321 section 3.1).
    var isTurnedAway = false

    /// A new greeting ends the transaction and leaves the login (RFC 5321 section 4.1.4).
    mutating func greet(name: String, extended: Bool) {
        hello = name
        isExtended = extended
        transaction = nil
    }

    /// What MAIL has to wait for; nil when it may come.
    func obstacleToMail(_ configuration: SandboxConfiguration) -> SMTPReply? {
        if hello == nil { return .outOfOrder("Say EHLO first") }
        if transaction != nil { return .outOfOrder("A message is under way already") }
        if configuration.requiresTLS, !isSecured { return .encryptionNeeded }
        if configuration.credentials != nil, user == nil { return .loginNeeded }
        return nil
    }

    /// What DATA has to wait for.
    var obstacleToData: SMTPReply? {
        guard let transaction else { return .outOfOrder("MAIL and RCPT come first") }
        return transaction.recipients.isEmpty ? .noRecipients : nil
    }

    /// What STARTTLS has to wait for.
    func obstacleToTLS(_ configuration: SandboxConfiguration) -> SMTPReply? {
        if !offered(configuration).startTLS { return .notOffered("STARTTLS is not offered") }
        if isSecured { return .outOfOrder("The session is encrypted already") }
        return transaction == nil ? nil : .outOfOrder("A message is under way")
    }

    /// What AUTH has to wait for (RFC 4954 section 4).
    func obstacleToLogin(_ configuration: SandboxConfiguration) -> SMTPReply? {
        if !offersLogin(configuration), !configuration.requiresTLS || isSecured {
            return .notOffered("AUTH is not offered")
        }
        if configuration.requiresTLS, !isSecured { return .encryptionNeeded }
        if user != nil { return .outOfOrder("Logged in already") }
        return transaction == nil ? nil : .outOfOrder("A message is under way")
    }

    /// What this session may use: nothing after HELO, everything that is switched on after EHLO.
    func offered(_ configuration: SandboxConfiguration) -> SandboxCapabilities {
        isExtended ? configuration.capabilities : .none
    }

    func offersLogin(_ configuration: SandboxConfiguration) -> Bool {
        configuration.credentials != nil && offered(configuration).authentication
            && (isSecured || !configuration.requiresTLS)
    }

    func rules(_ configuration: SandboxConfiguration) -> ParameterRules {
        ParameterRules(
            capabilities: offered(configuration), sizeLimit: configuration.sizeLimit,
            offersAuthentication: offersLogin(configuration)
        )
    }

    /// The reply to EHLO or HELO (RFC 5321 section 4.1.1.1).
    func greeting(_ configuration: SandboxConfiguration) -> SMTPReply {
        let offered = offered(configuration)
        var reply = SMTPReply(250, nil, "localhost")
        if offered.pipelining { reply.lines.append("PIPELINING") }
        if offered.size { reply.lines.append("SIZE \(configuration.sizeLimit)") }
        if offered.startTLS, !isSecured { reply.lines.append("STARTTLS") }
        if offersLogin(configuration) { reply.lines.append("AUTH PLAIN LOGIN") }
        if offered.enhancedStatusCodes { reply.lines.append("ENHANCEDSTATUSCODES") }
        if offered.eightBitMIME { reply.lines.append("8BITMIME") }
        if offered.dsn { reply.lines.append("DSN") }
        if offered.smtpUTF8 { reply.lines.append("SMTPUTF8") }
        if isExtended { reply.lines.append("HELP") }
        return reply
    }
}
