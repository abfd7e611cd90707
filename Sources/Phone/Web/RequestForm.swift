import ConvokeCore
import Curl

/// The request that the settings describe, with its fields still open.
struct RequestForm: Sendable {
    private struct Header: Sendable {
        let name: String
        let value: FieldTemplate
        let place: Place
    }

    private let method: HTTPRequest.Method
    private let url: FieldTemplate
    private let headers: [Header]
    private let body: FieldTemplate
    /// What the Content-Type of the settings says, if they have one.
    private let contentType: String?
    private let kind: BodyKind
    private let place: Place

    /// `place` is that of the gateway's settings.
    init(_ account: GatewayAccount, at place: Place, into problems: inout [Problem]) {
        self.place = place
        method = account.value("method").flatMap(HTTPRequest.Method.init) ?? .post
        url = FieldTemplate(account.url, at: place.field("sms.url"), into: &problems)
        let text = account.value("body") ?? ""
        body = FieldTemplate(text, at: place.field("sms.body"), into: &problems)
        headers = Self.headers(account.settings.headers, at: place, into: &problems)
        contentType =
            account.settings.headers.first { $0.key.lowercased() == "content-type" }?.value
        let kind = BodyKind(contentType: contentType, body: text)
        if kind == nil {
            problems.append(.unknownContentType(contentType ?? "", at: place.field("sms.headers")))
        }
        self.kind = kind ?? .plain
        problems += headerFlaws + fieldFlaws(hasSecret: account.settings.secret != nil) + bodyFlaws
    }

    /// In the order of their names, because a mapping has none.
    private static func headers(
        _ headers: [String: String], at place: Place, into problems: inout [Problem]
    ) -> [Header] {
        headers.sorted { $0.key < $1.key }.map { name, value in
            let place = place.field("sms.headers.\(name)")
            return Header(
                name: name, value: FieldTemplate(value, at: place, into: &problems), place: place)
        }
    }

    func request(filledWith values: [Placeholder: String]) -> HTTPRequest {
        var request = HTTPRequest(method, url.filled(values, .percent))
        request.headers = headers.map { HTTPHeader($0.name, $0.value.filled(values, .none)) }
        guard method != .get else { return request }
        request.body = Array(body.filled(values, kind.escaping).utf8)
        if contentType == nil, !request.body.isEmpty {
            request.headers.append(HTTPHeader("Content-Type", kind.contentType))
        }
        return request
    }
}

/// What cannot be right, whatever the text is.
extension RequestForm {
    private var headerFlaws: [Problem] {
        headers.flatMap { header in
            header.value.fields.filter { !$0.fitsHeader }.map(\.rawValue).sorted().map {
                .fieldInHeader($0, at: header.place)
            }
        }
    }

    private func fieldFlaws(hasSecret: Bool) -> [Problem] {
        let sent = method == .get ? url.fields : url.fields.union(body.fields)
        let all = headers.reduce(sent) { $0.union($1.value.fields) }
        var problems: [Problem] = []
        if all.contains(.secret), !hasSecret { problems.append(.secretNowhere(at: place)) }
        if !sent.contains(.text) || all.isDisjoint(with: [.to, .digits]) {
            problems.append(.noTextInRequest(at: place))
        }
        return problems
    }

    /// Filled with what is most likely to break out of its place.
    private var bodyFlaws: [Problem] {
        let sample = Placeholder.allCases.map { ($0, "+84 \"\\\n") }
        let filled = body.filled(Dictionary(uniqueKeysWithValues: sample), kind.escaping)
        guard method != .get, !kind.isWellFormed(filled) else { return [] }
        return [.notTheForm("JSON", at: place.field("sms.body"))]
    }
}
