package import ConvokeCore
package import Curl

/// The relay with everything that a session needs to open: settings, password, our name.
package struct RelayAccount: Sendable {
    package let relay: RelaySettings
    /// Read from where the settings say; nil if there is no user.
    package let password: String?
    /// The path of the authorities to trust, absolute or from the current folder; nil for the system's.
    package let caFile: String?
    /// What we call ourselves (RFC 5321 section 4.1.4).
    package let ehloName: String

    package init(
        relay: RelaySettings, password: String?, caFile: String?,
        ehloName: String = EHLOName.ofThisMachine
    ) {
        self.relay = relay
        self.password = password
        self.caFile = caFile
        self.ehloName = ehloName
    }

    /// TLS from the first byte for smtps; STARTTLS, or nothing, beyond this machine. On loopback nobody
    /// listens in between, so that STARTTLS is used where it is offered and somebody set it up: a
    /// Postfix there usually shows a certificate of its own making.
    package var encryption: SMTPEndpoint.Encryption {
        if relay.scheme == .smtps { return .fromTheStart }
        guard relay.isLoopback else { return .required }
        return relay.user != nil || caFile != nil ? .whenOffered : .none
    }

    /// Where libcurl is to connect; tests ask for another encryption than loopback would get.
    func endpoint(
        _ limits: TimeLimits, encryption: SMTPEndpoint.Encryption? = nil
    ) -> SMTPEndpoint {
        SMTPEndpoint(
            host: relay.host, port: relay.port, encryption: encryption ?? self.encryption,
            login: relay.user.map { .init(user: $0, password: password ?? "") }, caFile: caFile,
            ehloName: ehloName, connectLimit: limits.connect, replyLimit: limits.greeting)
    }
}
