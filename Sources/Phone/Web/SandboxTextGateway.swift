import ConvokeCore
import Curl
import Foundation

/// The sandbox's gateway: `POST /send` with a text as JSON, answered by its id.
struct SandboxTextGateway: Gateway {
    private let account: GatewayAccount
    private let exchange: WebExchange

    init(_ account: GatewayAccount) {
        self.account = account
        exchange = WebExchange(account)
    }

    private struct Sending: Encodable {
        let to: String
        let text: String
        let reference: String
        let report: String?
    }

    func send(_ message: TextMessage, while goOn: @escaping @Sendable () -> Bool) -> TextResult {
        var request = HTTPRequest(.post, url)
        request.headers = [HTTPHeader("Content-Type", "application/json")]
        let sending = Sending(
            to: message.number, text: message.form.text, reference: message.reference,
            report: message.callback)
        do {
            request.body = Array(try JSONEncoder().encode(sending))
        } catch {
            return .tried(
                Attempt(.refused, at: .connect, reason: .other, detail: "\(error)"), id: nil)
        }
        return exchange.perform(request, while: goOn, meaning: Self.meaning)
    }

    private var url: String {
        account.url + (account.url.hasSuffix("/") ? "send" : "/send")
    }

    static func meaning(_ reply: WebReply) -> TextResult {
        guard (200..<300).contains(reply.status) else { return reply.statusMeaning }
        let document = try? JSONDecoder().decode(JSONValue.self, from: Data(reply.body))
        guard case .object(let members) = document, let id = members["id"]?.words else {
            return reply.inDoubt("the gateway's answer has no id")
        }
        return reply.tried(.accepted, id: id)
    }
}
