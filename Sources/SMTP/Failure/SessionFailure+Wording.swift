package import ConvokeCore

extension SessionFailure {
    /// The one thing that a person reads, with what to do.
    package func problem(_ relay: RelaySettings) -> Problem {
        let wording = wording(relay.host + ":" + String(relay.port), relay)
        return Problem(
            status, wording.what, at: relay.place.field(wording.field),
            found: reply.map { "the mail server said: \($0.text)" }, fix: wording.fix,
            detail: detail)
    }

    /// What the program ends with.
    package var status: ExitStatus {
        switch kind {
        case .hostUnknown, .unreachable, .noBanner, .bannerRefused, .greetingRefused, .unreliable,
            .overloaded, .loginDelayed:
            .unreachable
        case .loginRefused: .loginRefused
        case .encryptionMissing, .encryptionRefused, .encryptionFailed, .certificateNotTrusted,
            .authoritiesUnreadable, .loginNotOffered, .loginDemanded, .senderRefused,
            .relayingDenied, .settings:
            .configuration
        }
    }

    private struct Wording {
        let what: String
        let fix: String
        var field = "relay.url"
    }

    private func wording(_ server: String, _ relay: RelaySettings) -> Wording {
        reachWording(server) ?? encryptionWording(server) ?? loginWording(server, relay)
    }

    private static let later =
        "Nothing is lost; run the same command again later, or ask your IT desk about it."

    private func reachWording(_ server: String) -> Wording? {
        switch kind {
        case .hostUnknown:
            Wording(
                what: "There is no computer with the name of the mail server \(server)",
                fix: "Correct the name, or check that this computer is connected to the network.")
        case .unreachable:
            Wording(
                what: "The mail server \(server) cannot be reached",
                fix: "Check that it is running and that the address and port are right,"
                    + " then run the same command again.")
        case .noBanner:
            Wording(
                what: "Something answers at \(server), but not as a mail server does",
                fix: "Check the port, and whether the address must begin with smtps:// instead.")
        case .bannerRefused:
            Wording(
                what: "The mail server \(server) does not accept connections from us just now",
                fix: Self.later)
        case .greetingRefused:
            Wording(
                what: "The mail server \(server) refuses to talk to this computer",
                fix: "Ask whoever runs it to allow this computer to send.")
        case .unreliable:
            Wording(
                what: "The mail server \(server) breaks off or falls silent again and again",
                fix: Self.later)
        case .overloaded:
            Wording(
                what: "The mail server \(server) is not accepting mail just now", fix: Self.later)
        default: nil
        }
    }

    private func encryptionWording(_ server: String) -> Wording? {
        switch kind {
        case .encryptionMissing:
            Wording(
                what: "The mail server \(server) offers no encryption, so nothing was sent",
                fix: "Ask whoever runs it for an encrypted address, and put that here.")
        case .encryptionRefused:
            Wording(
                what: "The mail server \(server) offered encryption and then refused it,"
                    + " so nothing was sent",
                fix: "Ask whoever runs it to repair its encryption.")
        case .encryptionFailed:
            Wording(
                what: "No encrypted connection to the mail server \(server) could be made",
                fix: "Check the port and whether the address must begin with smtp:// or smtps://;"
                    + " if they are right, ask whoever runs the server.")
        case .certificateNotTrusted:
            Wording(
                what: "The certificate of the mail server \(server) is not trusted,"
                    + " so nothing was sent",
                fix: "Use the name that stands in its certificate; if your organisation has its own"
                    + " authority, put its certificate into the file that relay.ca_file names.",
                field: "relay.ca_file")
        case .authoritiesUnreadable:
            Wording(
                what: "The file with the certificates to trust cannot be used",
                fix: "Check that relay.ca_file names a PEM file that exists and can be read.",
                field: "relay.ca_file")
        default: nil
        }
    }

    private func loginWording(_ server: String, _ relay: RelaySettings) -> Wording {
        switch kind {
        case .loginRefused:
            Wording(
                what: "The mail server \(server) refused the user name or the password",
                fix: "Correct the user name, or the password where relay.password_env or"
                    + " relay.password_file says, then run the same command again.",
                field: "relay.user")
        case .loginDelayed:
            Wording(
                what: "The mail server \(server) cannot check the password just now",
                fix: Self.later, field: "relay.user")
        case .loginNotOffered:
            Wording(
                what: "The mail server \(server) offers no way to log in that we can use",
                fix: "Remove relay.user if no login is needed, or ask whoever runs the server for"
                    + " the address to log in at.", field: "relay.user")
        case .loginDemanded:
            Wording(
                what: relay.user == nil
                    ? "The mail server \(server) takes mail only after a login"
                    : "The mail server \(server) does not take mail on this connection",
                fix: relay.user == nil
                    ? "Add relay.user and relay.password_env, with what whoever runs it gave you."
                    : "Ask whoever runs it at which address, and how, mail is handed in.",
                field: "relay.user")
        case .senderRefused:
            Wording(
                what: "The mail server \(server) does not take mail from our own address",
                fix: "Correct return_path and from.address, or ask whoever runs the server to"
                    + " allow them.", field: "return_path")
        case .relayingDenied:
            Wording(
                what: "The mail server \(server) does not pass our mail on to other servers",
                fix: relay.user == nil
                    ? "Add relay.user and relay.password_env, or ask whoever runs the server to"
                        + " let this computer send."
                    : "Ask whoever runs the server to let this account send to other servers.",
                field: "relay.user")
        default:
            Wording(
                what: "The address of the mail server, \(server), cannot be used",
                fix: "Write it as smtp://name:port or smtps://name:port.")
        }
    }
}
