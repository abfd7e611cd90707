import ConvokeCore
import Curl

/// One request to a gateway on the web: sends it, and says what it means when there is no reply.
struct WebExchange: Sendable {
    let place: Place
    let caFile: String?
    let timeLimit: Duration
    /// Plain HTTP is spoken with this machine alone.
    let isLoopback: Bool
    /// Never shown, also where the gateway repeats it in its reply.
    let secret: String?

    init(_ account: GatewayAccount) {
        place = account.settings.place
        caFile = account.caFile
        timeLimit = account.timeLimit
        isLoopback = URLParts(parsing: account.url)?.isLoopback ?? false
        secret = account.secret
    }

    /// What `meaning` makes of the reply, or what its absence means.
    func perform(
        _ request: HTTPRequest, while goOn: @escaping @Sendable () -> Bool,
        meaning: (WebReply) -> TextResult
    ) -> TextResult {
        var request = request
        request.allowsPlain = isLoopback
        request.caFile = caFile
        request.timeLimit = timeLimit
        do throws(HTTPFailure) {
            let response = try request.perform(while: goOn)
            return meaning(WebReply(response, hiding: secret, place: place))
        } catch {
            return result(of: error)
        }
    }

    /// Once a byte has left, only the gateway knows what it did with it.
    private func result(of failure: HTTPFailure) -> TextResult {
        if failure.requestLeft {
            return .tried(
                Attempt(
                    .inDoubt, at: .reply, reason: .relayTrouble, detail: failure.doubtfulWords),
                id: nil)
        }
        if failure.kind == .stopped {
            return .tried(
                Attempt(.released, at: .connect, detail: "stopped before anything was sent"),
                id: nil)
        }
        return .account(.noGateway(failure, at: place))
    }
}
