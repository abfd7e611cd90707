/// A command line, taken apart (RFC 5321 section 4.1.1).
enum SMTPCommand: Equatable, Sendable {
    case hello(name: String, extended: Bool)
    case mail(argument: String)
    case recipient(argument: String)
    case data
    case reset
    case noop
    case quit
    case help
    case verify
    case startTLS
    case authenticate(mechanism: String, initial: String?)
    /// A command that the standards know and the sandbox does not carry out.
    case notOffered(verb: String)
    case unknown
    /// Not a command at all, with the reply to give.
    case malformed(SMTPReply)

    /// Reads one line without its CR LF.
    init(line: some Sequence<UInt8>) {
        let octets = Array(line)
        guard !octets.contains(where: { $0 < 0x20 || $0 == 0x7F }),
            let text = String(validating: octets, as: UTF8.self)
        else {
            self = .malformed(.syntax("Not a line of text", code: 500, enhanced: "5.5.2"))
            return
        }
        let words = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        let argument = words.count > 1 ? String(words[1]) : nil
        self.init(verb: words[0].uppercased(), argument: argument)
    }

    private init(verb: String, argument: String?) {
        switch verb {
        case "EHLO", "HELO":
            self = Self.hello(argument, extended: verb == "EHLO")
        case "MAIL": self = .mail(argument: argument ?? "")
        case "RCPT": self = .recipient(argument: argument ?? "")
        case "DATA": self = Self.alone(.data, argument)
        case "RSET": self = Self.alone(.reset, argument)
        case "QUIT": self = Self.alone(.quit, argument)
        case "STARTTLS": self = Self.alone(.startTLS, argument)
        case "NOOP": self = .noop
        case "HELP": self = .help
        case "VRFY": self = argument.map { _ in .verify } ?? .malformed(.syntax("Whom?"))
        case "AUTH": self = Self.authentication(argument ?? "")
        case "EXPN", "ETRN", "TURN", "BDAT", "BURL", "SEND", "SOML", "SAML":
            self = .notOffered(verb: verb)
        default: self = .unknown
        }
    }

    private static func hello(_ argument: String?, extended: Bool) -> SMTPCommand {
        let name = argument ?? ""
        guard !name.isEmpty, !name.contains(" ") else {
            return .malformed(.syntax("A host name must follow"))
        }
        return .hello(name: name, extended: extended)
    }

    private static func alone(_ command: SMTPCommand, _ argument: String?) -> SMTPCommand {
        guard (argument ?? "").allSatisfy({ $0 == " " }) else {
            return .malformed(.syntax("Nothing may follow this command"))
        }
        return command
    }

    private static func authentication(_ argument: String) -> SMTPCommand {
        let words = argument.split(separator: " ", omittingEmptySubsequences: false)
        guard let mechanism = words.first, !mechanism.isEmpty, words.count <= 2 else {
            return .malformed(.syntax("AUTH takes a mechanism and at most one response"))
        }
        let initial = words.count == 2 ? String(words[1]) : nil
        return .authenticate(mechanism: mechanism.uppercased(), initial: initial)
    }
}
