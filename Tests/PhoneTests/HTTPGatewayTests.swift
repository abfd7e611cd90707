import ConvokeCore
import Curl
import Foundation
import ScriptedRelay
import Testing

@testable import Phone

@Suite("A provider described in the settings")
struct HTTPGatewayTests {
    private let awkward = "Ông \"Đỗ\" & <bà> \\ {{to}}\nlúc 8h = 100%?"

    private func request(
        _ values: [String: String], headers: [String: String] = [:], secret: String? = nil
    ) throws -> HTTPRequest {
        var values = values
        values["url"] = values["url"] ?? "https://sms.example/send"
        let gateway = try HTTPGateway(account(.http, values, headers: headers, secret: secret))
        return gateway.request(for: text(awkward))
    }

    private func body(_ request: HTTPRequest) -> String {
        String(decoding: request.body, as: UTF8.self)
    }

    @Test("gets JSON in which every value stays a value")
    func json() throws {
        let sent = try request([
            "body": #"{"to":"{{ to }}","n":"{{digits}}","text":"{{text}}","ref":"{{reference}}"}"#
        ])
        let object = try JSONDecoder().decode([String: String].self, from: Data(sent.body))
        #expect(
            object == ["to": "+84900000101", "n": "84900000101", "text": awkward, "ref": "r_1"])
        #expect(sent.headers == [HTTPHeader("Content-Type", "application/json")])
        #expect(sent.method == .post)
    }

    @Test("gets a form in which every value stays a value")
    func form() throws {
        let sent = try request(["body": "to={{to}}&text={{text}}", "method": "PUT"])
        var parts = URLComponents()
        parts.percentEncodedQuery = body(sent)
        #expect(parts.queryItems?.map(\.value) == ["+84900000101", awkward])
        #expect(sent.headers.map(\.value) == ["application/x-www-form-urlencoded"])
        #expect(sent.method == .put)
    }

    @Test("gets XML in which every value stays a value")
    func xml() throws {
        let sent = try request(
            ["body": "<m to='{{to}}'>{{text}}</m>"],
            headers: ["content-type": "application/xml; charset=utf-8"])
        #expect(
            body(sent) == "<m to='+84900000101'>Ông &quot;Đỗ&quot; &amp; &lt;bà&gt; \\ {{to}}&#10;"
                + "lúc 8h = 100%?</m>")
        #expect(sent.headers.count == 1)
    }

    @Test("gets everything in the address when that is how it is called")
    func address() throws {
        let sent = try request(
            [
                "url": "https://sms.example/?to={{to}}&text={{text}}&key={{secret}}",
                "method": "GET", "body": "{{text}}",
            ], secret: "a&b")
        let items = URLComponents(string: sent.url)?.queryItems
        #expect(items?.map(\.value) == ["+84900000101", awkward, "a&b"])
        #expect(sent.body.isEmpty)
    }

    @Test("gets the secret in a header")
    func header() throws {
        let sent = try request(
            ["body": "to={{to}}&text={{text}}"],
            headers: ["Authorization": "Bearer {{secret}}", "X-Ref": "{{reference}}"],
            secret: "s3cret")
        #expect(sent.headers.contains(HTTPHeader("Authorization", "Bearer s3cret")))
        #expect(sent.headers.contains(HTTPHeader("X-Ref", "r_1")))
    }

    struct Answer: Sendable {
        let values: [String: String]
        let body: String
        let outcome: Outcome
        var id: String?
    }

    static let answers: [Answer] = [
        Answer(values: ["id": "/id"], body: #"{"id": "a7"}"#, outcome: .accepted, id: "a7"),
        Answer(
            values: ["id": "/id"], body: #"{"id": 9223372036854775809}"#, outcome: .accepted,
            id: "9223372036854775809"),
        Answer(
            values: ["id": "/messages/0/x~1y"], body: #"{"messages": [{"x/y": "m"}]}"#,
            outcome: .accepted, id: "m"),
        Answer(
            values: ["id": "/messages/1/id"], body: #"{"messages": [{"id": 1}]}"#, outcome: .inDoubt
        ),
        Answer(values: ["id": "/id"], body: #"{"error": 5}"#, outcome: .inDoubt),
        Answer(values: ["id": "/id"], body: #"{"id": null}"#, outcome: .inDoubt),
        Answer(values: ["id": "/id"], body: #"{"id": ""}"#, outcome: .inDoubt),
        Answer(values: ["id": "/id"], body: #"{"id": 0}"#, outcome: .inDoubt),
        Answer(values: ["id": "/id"], body: #"{"id": -1}"#, outcome: .inDoubt),
        Answer(values: ["id": "/id"], body: #"{"id": false}"#, outcome: .inDoubt),
        Answer(values: ["id": "/id"], body: #"{"id": {"a": 1}}"#, outcome: .inDoubt),
        Answer(values: ["id": "/id"], body: "<html>", outcome: .inDoubt),
        Answer(values: ["id": "/id"], body: "", outcome: .inDoubt),
        Answer(
            values: ["status": "/code", "accepted": "100, Queued"], body: #"{"code": 100}"#,
            outcome: .accepted),
        Answer(
            values: ["status": "/code", "accepted": "100,queued", "id": "/id"],
            body: #"{"code": "QUEUED", "id": 7}"#, outcome: .accepted, id: "7"),
        Answer(
            values: ["status": "/code", "accepted": "100", "id": "/id"],
            body: #"{"code": 99, "id": 7}"#, outcome: .refused),
        Answer(
            values: ["status": "/code", "accepted": "100"], body: #"{"id": 7}"#, outcome: .inDoubt),
        Answer(values: [:], body: "Sent.", outcome: .accepted),
        Answer(values: [:], body: "", outcome: .accepted),
        Answer(values: [:], body: "transferred 17", outcome: .accepted),
        Answer(values: [:], body: "ERROR: no such number", outcome: .inDoubt),
        Answer(values: [:], body: "<code>Err_12</code>", outcome: .inDoubt),
        Answer(values: [:], body: #"{"result": "Rejected"}"#, outcome: .inDoubt),
        Answer(values: [:], body: String(repeating: " ", count: 70_000), outcome: .inDoubt),
    ]

    @Test("has accepted only what its reply says where the settings look", arguments: answers)
    func reply(_ expected: Answer) throws {
        let site = ScriptedSite { .reply(200, body: expected.body, to: $0) }
        var values = expected.values
        values["url"] = site.url("/")
        values["body"] = "to={{to}}&text={{text}}"
        let result = try account(.http, values).gateway().send(text())
        site.stop()
        #expect(result.outcome == expected.outcome)
        #expect(result.id == expected.id)
    }

    @Test("has refused a number or a text with 400 or 422", arguments: [400, 422])
    func refused(_ status: Int) throws {
        let site = ScriptedSite { .reply(status, body: "no such\u{7} number\r\n", to: $0) }
        let values = ["url": site.url("/"), "body": "to={{to}}&text={{text}}"]
        let result = try account(.http, values).gateway().send(text())
        site.stop()
        #expect(result.outcome == .refused)
        #expect(result.attempt.words == "\(status) no such\u{FFFD} number")
    }

    @Test("that knows the reference already may have the text")
    func conflict() throws {
        let site = ScriptedSite { .reply(409, to: $0) }
        let values = ["url": site.url("/"), "body": "to={{to}}&text={{text}}"]
        let result = try account(.http, values).gateway().send(text())
        site.stop()
        #expect(result.outcome == .inDoubt)
    }

    @Test("is trusted by the authorities that the settings name, from the workspace's folder")
    func trusted() throws {
        let site = ScriptedSite(certificate: "relay") { .reply(200, body: #"{"id": "a"}"#, to: $0) }
        let authority = URL(filePath: ScriptedRelay.certificate("authority"))
        let values = [
            "url": site.url("/send"), "body": "to={{to}}&text={{text}}", "id": "/id",
            "ca_file": authority.lastPathComponent,
        ]
        let folder = authority.deletingLastPathComponent().path
        let result = try account(.http, values, root: folder).gateway().send(text())
        site.stop()
        #expect(result.outcome == .accepted)
        #expect(site.titles == ["POST /send"])
    }

    struct Mistake: Sendable {
        let values: [String: String]
        var headers: [String: String] = [:]
        let field: String
        let what: String
    }

    static let mistakes: [Mistake] = [
        Mistake(
            values: ["body": "to={{to}}&text={{txt}}&t={{text}}"], field: "sms.body",
            what: "Convoke does not know this field"),
        Mistake(
            values: ["body": "to={{to}}&t={{text}}&x={{"], field: "sms.body",
            what: "A field is opened with {{ and not closed"),
        Mistake(
            values: ["body": #"{"to": {{to}}, "text": "{{text}}"}"#], field: "sms.body",
            what: "With its fields filled in, the body is not JSON"),
        Mistake(
            values: ["body": "to={{to}}"], field: "sms",
            what: "Number or text do not appear in what is sent to the gateway"),
        Mistake(
            values: ["body": "to={{to}}&t={{text}}&k={{secret}}"], field: "sms",
            what: "{{secret}} stands here, but not where the secret is kept"),
        Mistake(
            values: ["body": "to={{to}}&t={{text}}"], headers: ["X-Text": "{{text}}"],
            field: "sms.headers.X-Text", what: "This field cannot stand in a header"),
        Mistake(
            values: ["body": "to={{to}}&t={{text}}"], headers: ["Content-Type": "application/pdf"],
            field: "sms.headers", what: "Convoke does not know how to write this kind of body"),
        Mistake(
            values: ["body": "to={{to}}&t={{text}}", "id": "id"], field: "sms.id",
            what: "This does not say where in the reply the value stands"),
    ]

    @Test("with a mistake is found before anything is sent", arguments: mistakes)
    func mistake(_ mistake: Mistake) {
        var values = mistake.values
        values["url"] = "https://sms.example/send"
        let account = account(.http, values, headers: mistake.headers)
        let problems = #expect(throws: Problems.self) { try account.gateway() }
        #expect(problems?.list.map(\.what) == [mistake.what])
        #expect(problems?.list.first?.place == Place("convoke.yaml", line: 6, field: mistake.field))
        #expect(problems?.status == .file)
    }
}
