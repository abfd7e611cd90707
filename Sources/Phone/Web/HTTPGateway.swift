import ConvokeCore
import Curl

/// Any provider that takes a text with one request: everything about it stands in the settings.
struct HTTPGateway: Gateway {
    private let form: RequestForm
    private let answer: HTTPAnswer
    private let exchange: WebExchange

    /// Throws every problem that the settings have.
    init(_ account: GatewayAccount) throws(Problems) {
        var problems: [Problem] = []
        let place = account.settings.place.field("sms")
        form = RequestForm(account, at: place, into: &problems)
        answer = HTTPAnswer(account, at: place, into: &problems)
        exchange = WebExchange(account)
        guard problems.isEmpty else { throw Problems(problems) }
    }

    func send(_ message: TextMessage, while goOn: @escaping @Sendable () -> Bool) -> TextResult {
        exchange.perform(request(for: message), while: goOn, meaning: answer.meaning)
    }

    func request(for message: TextMessage) -> HTTPRequest {
        let digits = message.number.drop { $0 == "+" }
        return form.request(filledWith: [
            .to: message.number, .digits: String(digits), .text: message.form.text,
            .reference: message.reference, .secret: exchange.secret ?? "",
            .reportURL: message.callback ?? "",
        ])
    }
}
