import ConvokeCore

/// Why a connection cannot be used any more. What it means for a delivery depends on how far that was.
enum LineFault: Error, Hashable {
    /// The server closed.
    case closed
    /// The server said 421: it closes. `isLast` is false when it went on talking.
    case closing(Reply, isLast: Bool)
    case timedOut
    case broken(String)
    /// What came is no answer to what was said.
    case outOfStep(String)

    /// In our words, for the delivery's record.
    var words: String {
        switch self {
        case .closed: "the server closed the connection"
        case .closing: "the server closed the session"
        case .timedOut: "the server did not answer in time"
        case .broken(let words): "the connection broke: \(words)"
        case .outOfStep(let what): "the server's answers are out of step: \(what)"
        }
    }

    /// The server's words, if it said goodbye with some.
    var reply: Reply? {
        if case .closing(let reply, _) = self { reply } else { nil }
    }

    init(_ failure: TransportFailure) {
        self =
            switch failure {
            case .timedOut: .timedOut
            case .broken(let words): .broken(words)
            }
    }

    init(_ fault: ReplyReader.Fault) {
        self =
            switch fault {
            case .notAReply(let line): .outOfStep("“\(line)” is no reply")
            case .mixedCodes: .outOfStep("a reply has several codes")
            case .tooLong: .outOfStep("a reply is longer than 64 KiB")
            }
    }
}
