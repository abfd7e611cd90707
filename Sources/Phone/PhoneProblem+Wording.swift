import ConvokeCore
import Curl

/// What a secretary reads about the way for text messages. No secret is ever shown.
extension Problem {
    static func noGateway(_ failure: HTTPFailure, at place: Place) -> Problem {
        Problem(
            failure.status, "The text-message gateway cannot be used: \(failure.sentence)",
            at: place, fix: failure.fix, detail: failure.detail)
    }

    static func gatewayLogin(_ reply: Reply, at place: Place) -> Problem {
        Problem(
            .loginRefused, "The text-message gateway does not let this office in", at: place,
            found: reply.text, expected: "a user and a secret that the gateway knows, and credit",
            fix: "Compare user and secret with what the provider gave you, and ask it whether the"
                + " account is open. Texts wait until then.")
    }

    static func gatewayAddress(_ reply: Reply, at place: Place) -> Problem {
        Problem(
            .configuration, "This address of the text-message gateway takes no texts", at: place,
            found: reply.text, expected: "the address that the provider's documents name",
            fix: "Correct “url” and “method” under “sms”.")
    }

    static func gatewaySender(_ reply: Reply, at place: Place) -> Problem {
        Problem(
            .configuration, "The text-message gateway wants to know who the sender is", at: place,
            found: reply.text, expected: "the key “from” under “sms”",
            fix: "Add “from” with the sender's name or number that the gateway expects.")
    }

    static func noFolder(_ path: String, _ reason: String, at place: Place?) -> Problem {
        Problem(
            .unreachable, "A text could not be put into Gammu's folder", at: place, found: path,
            expected: "a folder that Gammu SMSD reads and that this user may write in",
            fix: "Check that the folder exists, belongs to Convoke's user too and has room.",
            detail: reason)
    }

    static func unknownPlaceholder(_ name: String, at place: Place) -> Problem {
        Problem(
            .file, "Convoke does not know this field", at: place, found: "{{\(name)}}",
            expected: Placeholder.allCases.map { "{{\($0.rawValue)}}" }.joined(separator: ", "),
            fix: "Write one of these, or delete it.")
    }

    static func openPlaceholder(at place: Place) -> Problem {
        Problem(
            .file, "A field is opened with {{ and not closed", at: place,
            expected: "such as {{to}}", fix: "Add }} after its name.")
    }

    static func secretNowhere(at place: Place) -> Problem {
        Problem(
            .file, "{{secret}} stands here, but not where the secret is kept", at: place,
            expected: "secret_env or secret_file beside it",
            fix: "Add secret_env with the name of an environment variable, or secret_file.")
    }

    static func fieldInHeader(_ name: String, at place: Place) -> Problem {
        Problem(
            .file, "This field cannot stand in a header", at: place, found: "{{\(name)}}",
            expected: "{{secret}}, {{to}}, {{digits}} or {{reference}}",
            fix: "Move it into the body or the address.")
    }

    static func noTextInRequest(at place: Place) -> Problem {
        Problem(
            .file, "Number or text do not appear in what is sent to the gateway", at: place,
            expected: "{{to}} or {{digits}}, and {{text}}, in “body” or “url”",
            fix: "Write them where the provider's documents want number and text.")
    }

    static func notTheForm(_ name: String, at place: Place) -> Problem {
        Problem(
            .file, "With its fields filled in, the body is not \(name)", at: place,
            expected: "\(name), each field between quotation marks",
            fix: "Correct the body; a field such as {{to}} stands between quotation marks.")
    }

    static func unknownContentType(_ type: String, at place: Place) -> Problem {
        Problem(
            .file, "Convoke does not know how to write this kind of body", at: place, found: type,
            expected: "application/json, application/x-www-form-urlencoded, an XML or text/plain",
            fix: "Correct the header Content-Type.")
    }

    static func notAPointer(_ text: String, at place: Place) -> Problem {
        Problem(
            .file, "This does not say where in the reply the value stands", at: place,
            found: text, expected: "a JSON Pointer such as /id or /messages/0/id",
            fix: "Write a slash before each name on the way.")
    }
}

extension HTTPFailure {
    fileprivate var status: ExitStatus {
        switch kind {
        case .notAnAddress, .plainRefused, .headerRefused: .file
        case .certificateNotTrusted, .authoritiesUnreadable, .libraryFailed: .configuration
        default: .unreachable
        }
    }

    fileprivate var sentence: String {
        switch kind {
        case .notAnAddress: "its address is not one on the web"
        case .plainRefused: "numbers and secrets would go to it unprotected"
        case .headerRefused: "a header cannot be sent as it is"
        case .hostUnknown: "no server has this name"
        case .unreachable: "nobody answers there"
        case .tooSlow: "it does not answer in time"
        case .certificateNotTrusted: "its certificate is not trusted"
        case .authoritiesUnreadable: "the file of trusted authorities cannot be read"
        case .encryptionFailed: "no protected connection comes about"
        case .redirectsInCircles, .redirectRefused: "it sends us elsewhere"
        case .notHTTP: "what answers there is no web server"
        case .brokenOff: "the connection breaks"
        case .stopped: "the run was stopped"
        case .libraryFailed: "this machine's library for web requests fails"
        }
    }

    fileprivate var fix: String {
        switch kind {
        case .notAnAddress, .plainRefused: "Correct “url” under “sms”."
        case .headerRefused: "Correct the headers under “sms”, or the secret that stands in them."
        case .certificateNotTrusted, .authoritiesUnreadable:
            "Correct the address, or name the right authorities with “ca_file” under “sms”."
        default: "Check that the gateway runs and that this machine reaches it. Texts wait."
        }
    }

    /// What is said about a text that may have gone out.
    var doubtfulWords: String {
        switch kind {
        case .tooSlow: "the gateway had the text and did not answer in time"
        case .notHTTP: "the gateway had the text and answered something unreadable"
        case .stopped: "stopped after the gateway had the text"
        default: "the connection broke after the gateway had the text"
        }
    }
}
