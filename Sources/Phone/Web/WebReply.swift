import ConvokeCore
import Curl

/// A gateway's reply, with the meaning that its status has where the gateway has no words of its
/// own.
struct WebReply {
    let status: Int
    let body: [UInt8]
    let isCut: Bool
    /// What is kept and shown: the status and the beginning of the body, on one line.
    let reply: Reply
    private let place: Place

    init(_ response: HTTPResponse, hiding secret: String?, place: Place) {
        status = response.status
        body = response.body
        isCut = response.isCut
        self.place = place
        var words = String(decoding: response.body, as: UTF8.self)
        if let secret, !secret.isEmpty {
            words = words.replacing(secret, with: "…")
                .replacing(Escapes.percentEncoded(secret), with: "…")
        }
        let line = CleanText.shown(words.trimmingWhitespace, limit: 500)
        reply = Reply(code: response.status, lines: line.isEmpty ? [] : [line])
    }

    var text: String { String(decoding: body, as: UTF8.self) }

    func tried(
        _ outcome: Outcome, _ reason: Reason? = nil, detail: String? = nil, id: String? = nil
    ) -> TextResult {
        .tried(Attempt(outcome, at: .reply, reason: reason, reply: reply, detail: detail), id: id)
    }

    /// A person reads the gateway's words about a reply that nobody can be sure of.
    func inDoubt(_ why: String) -> TextResult { tried(.inDoubt, .relayTrouble, detail: why) }

    func account(_ problem: (Reply, Place) -> Problem) -> TextResult {
        .account(problem(reply, place))
    }

    /// The meaning of a status other than 2xx (RFC 9110 section 15).
    ///
    /// 503 and 429 say that the request was not taken. 500, 502 and 504 do not: the gateway may
    /// have broken down after it passed the text on, and a silent second try could double it.
    var statusMeaning: TextResult {
        switch status {
        case 401, 402, 403, 407: account(Problem.gatewayLogin)
        case 408, 425, 429: tried(.deferred, .rateLimited)
        case 503: tried(.deferred, .relayTrouble)
        case 413, 414: tried(.refused, .messageTooLarge)
        case 400, 422: tried(.refused, .other)
        // Usually: this reference was here before.
        case 409: inDoubt("the gateway seems to have the text already")
        case 500..<600: inDoubt("the gateway broke down after it had the text")
        default: account(Problem.gatewayAddress)
        }
    }
}

extension String {
    var trimmingWhitespace: String {
        let start = drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }
}
