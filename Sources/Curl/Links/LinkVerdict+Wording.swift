extension LinkVerdict {
    /// What a secretary reads about a link that is not good: a sentence without its full stop, and the
    /// one thing to do.
    package struct Wording: Hashable, Sendable {
        package let what: String
        package let fix: String
    }

    /// Nil where all is well.
    package var wording: Wording? {
        switch self {
        case .answers: nil
        case .refused(let status): Self.wording(status)
        case .unreachable(let failure): Self.wording(failure.kind)
        }
    }

    private static let correct = "Open the link in a browser and correct it."
    private static let later =
        "Try again later; if it stays so, ask whoever runs the server, or put the document elsewhere."

    private static func wording(_ status: Int) -> Wording {
        switch status {
        case 401, 403, 407:
            Wording(
                what: "The server does not hand this document out to everyone (\(status))",
                fix: "Share the document with everyone who has the link, or put it elsewhere.")
        case 404, 410:
            Wording(what: "The server has no such document (\(status))", fix: correct)
        case 429:
            Wording(
                what: "The server was asked too often just now (\(status))",
                fix: "Wait some minutes and check again.")
        case 500...:
            Wording(what: "The server is in trouble (\(status))", fix: later)
        default:
            Wording(what: "The server does not hand this document out (\(status))", fix: correct)
        }
    }

    private static func wording(_ kind: HTTPFailure.Kind) -> Wording {
        addressWording(kind) ?? securityWording(kind) ?? replyWording(kind)
    }

    private static func addressWording(_ kind: HTTPFailure.Kind) -> Wording? {
        switch kind {
        case .notAnAddress:
            Wording(
                what: "This is not an address on the web that can be asked",
                fix: "Write the whole address, beginning with https://, without a login in it.")
        case .plainRefused:
            Wording(
                what: "This address is not encrypted", fix: "Write https:// instead of http://.")
        case .hostUnknown:
            Wording(
                what: "There is no server of this name",
                fix: "Correct the link, or check that this computer is connected to the network.")
        case .unreachable:
            Wording(what: "The server cannot be reached", fix: later)
        case .redirectsInCircles:
            Wording(what: "The link leads in circles", fix: correct)
        case .redirectRefused:
            Wording(what: "The link leads to something that is not on the web", fix: correct)
        default: nil
        }
    }

    private static func securityWording(_ kind: HTTPFailure.Kind) -> Wording? {
        switch kind {
        case .certificateNotTrusted:
            Wording(
                what: "The server cannot prove who it is, so browsers will warn of it",
                fix: "Ask whoever runs the server to renew its certificate,"
                    + " or put the document elsewhere.")
        case .authoritiesUnreadable:
            Wording(
                what: "This computer cannot read whom it should trust",
                fix: "Ask your IT desk to mend the file of certificate authorities.")
        case .encryptionFailed:
            Wording(
                what: "No encrypted connection to the server could be made",
                fix: "Ask whoever runs the server to mend its encryption,"
                    + " or put the document elsewhere.")
        default: nil
        }
    }

    private static func replyWording(_ kind: HTTPFailure.Kind) -> Wording {
        switch kind {
        case .tooSlow:
            Wording(what: "The server did not answer in time", fix: later)
        case .notHTTP:
            Wording(what: "What answers there is not a web server", fix: correct)
        case .brokenOff:
            Wording(what: "The server broke off", fix: later)
        case .stopped:
            Wording(
                what: "This link was not checked to the end", fix: "Run the same command again.")
        default:
            Wording(
                what: "This computer could not check the link",
                fix: "Ask your IT desk.")
        }
    }
}
