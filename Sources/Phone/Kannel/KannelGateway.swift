import ConvokeCore
import Curl

/// Kannel's smsbox: one GET for each text (Kannel 1.4.5 user's guide, "Using the HTTP interface").
///
/// Kannel cuts a text after `max-messages` parts of its group `sendsms-user`, silently, and that is
/// one unless it is set.
struct KannelGateway: Gateway {
    private let account: GatewayAccount
    private let exchange: WebExchange

    init(_ account: GatewayAccount) {
        self.account = account
        exchange = WebExchange(account)
    }

    func send(_ message: TextMessage, while goOn: @escaping @Sendable () -> Bool) -> TextResult {
        let request = HTTPRequest(.get, url(for: message))
        return exchange.perform(request, while: goOn, meaning: KannelReply.meaning)
    }

    func url(for message: TextMessage) -> String {
        let query = fields(for: message).map { $0 + "=" + Escapes.percentEncoded($1) }
        return account.url + (account.url.contains("?") ? "&" : "?") + query.joined(separator: "&")
    }

    private func fields(for message: TextMessage) -> [(String, String)] {
        let fields: [(String, String?)] = [
            ("username", account.value("user")), ("password", account.secret),
            ("from", account.value("from")), ("smsc", account.value("smsc")),
            ("to", message.number), ("coding", message.form.coding == .ucs2 ? "2" : "0"),
            ("charset", "UTF-8"), ("text", message.form.text),
            // Every stage: delivered, failed, buffered, taken and refused by the network.
            ("dlr-mask", message.reportURL == nil ? nil : "31"),
            // Kannel fills in %d, the status, and %A, the network's words.
            ("dlr-url", message.callback.map { $0 + "&status=%d&answer=%A" }),
        ]
        return fields.compactMap { name, value in value.map { (name, $0) } }
    }
}

/// What Kannel's answers to sendsms mean.
enum KannelReply {
    static func meaning(_ reply: WebReply) -> TextResult {
        switch reply.status {
        case 200..<300: taken(reply)
        case 400 where reply.text.hasPrefix("Sender missing"):
            reply.account(Problem.gatewaySender)
        case 403 where reply.text.hasPrefix("Not routable"): reply.tried(.refused, .addressBad)
        default: reply.statusMeaning
        }
    }

    /// `0: Accepted for delivery` and `3: Queued for later delivery`, the second while there is no
    /// way to the network: Kannel keeps the text either way. Newer ones add an id: `0: …: 3a0c…`.
    private static func taken(_ reply: WebReply) -> TextResult {
        let parts = reply.text.split(separator: ":").map { String($0).trimmingWhitespace }
        guard let first = parts.first, ["0", "3"].contains(first), parts.count > 1 else {
            return reply.inDoubt("Kannel answered something that Convoke cannot read")
        }
        return reply.tried(.accepted, id: parts.count > 2 ? parts[2] : nil)
    }
}
