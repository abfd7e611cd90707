import ConvokeCore
import Testing

@testable import Workspace

@Suite("The text-message gateway in convoke.yaml")
struct GatewayTests {
    /// The settings with `sms:` in line 6.
    private func read(_ sms: String) -> (sms: GatewaySettings?, problems: [Problem]) {
        let read = readSettings("\(leastSettings)\nsms: \(sms)\n")
        return (read.settings?.sms, read.problems)
    }

    @Test(
        "of each kind has its own keys",
        arguments: [
            (
                "{gateway: kannel, url: \"http://127.0.0.1:13013/cgi-bin/sendsms\", user: u, secret_env: K}",
                GatewaySettings.Kind.kannel,
                ["url": "http://127.0.0.1:13013/cgi-bin/sendsms", "user": "u"]
            ),
            ("{gateway: gammu, folder: /var/spool/gammu}", .gammu, ["folder": "/var/spool/gammu"]),
            (
                "{gateway: sandbox, url: \"http://[::1]:2580\"}", .sandbox,
                ["url": "http://[::1]:2580"]
            ),
            (
                "{gateway: http, url: \"https://a.example/send?to={{to}}\", method: GET}", .http,
                ["url": "https://a.example/send?to={{to}}", "method": "GET"]
            ),
        ])
    func kinds(text: String, kind: GatewaySettings.Kind, values: [String: String]) throws {
        let (read, problems) = read(text)
        #expect(problems.isEmpty)
        let sms = try #require(read)
        #expect(sms.kind == kind)
        #expect(sms.values == values)
        #expect(sms.alphabet == .unicode)
    }

    @Test(
        "says where it reports to, how its reply is read and whom to trust",
        arguments: [
            (
                "gateway: kannel, url: \"https://a.example\", dlr_url: \"http://127.0.0.1:2709/dlr\", ca_file: ca.pem",
                ["dlr_url": "http://127.0.0.1:2709/dlr", "ca_file": "ca.pem"]
            ),
            (
                "gateway: http, url: \"https://a.example\", id: /m/0/id, status: /code, accepted: \"0,queued\"",
                ["id": "/m/0/id", "status": "/code", "accepted": "0,queued"]
            ),
            (
                "gateway: sandbox, url: \"http://[::1]:2580\", dlr_url: \"http://[::1]:2581/dlr\"",
                ["dlr_url": "http://[::1]:2581/dlr"]
            ),
        ])
    func replies(text: String, values: [String: String]) throws {
        let (read, problems) = read("{\(text)}")
        #expect(problems.isEmpty)
        let found = try #require(read).values.filter { $0.key != "url" }
        #expect(found == values)
    }

    @Test(
        "has limits of its own and for each number, whatever its kind",
        arguments: [
            "gateway: kannel, url: \"https://a.example\"",
            "gateway: http, url: \"https://a.example\"",
            "gateway: gammu, folder: f", "gateway: sandbox, url: \"http://[::1]:2580\"",
        ])
    func limits(text: String) throws {
        let without = try #require(read("{\(text)}").sms)
        #expect(without.rate == nil)
        #expect(without.perNumber == nil)
        let (sms, problems) = read("{\(text), rate: 30/min, per_number: 4}")
        #expect(problems.isEmpty)
        #expect(sms?.rate == Rate(count: 30, per: Span(seconds: 60)))
        #expect(sms?.perNumber == 4)
    }

    @Test("keeps its secret elsewhere, and may write without diacritics")
    func secret() throws {
        let sms = try #require(
            read("{gateway: http, url: \"https://a.example\", secret_file: s/key, text: plain}").sms
        )
        #expect(sms.secret == .file("s/key"))
        #expect(sms.alphabet == .plain)
    }

    @Test(
        "with a mistake is refused",
        arguments: [
            ("{gateway: pigeon}", "sms.gateway", "This word is not one that Convoke knows here"),
            ("{url: \"https://a.example\"}", "sms.gateway", "“gateway” is missing"),
            ("{gateway: http}", "sms.url", "“url” is missing"),
            ("{gateway: gammu}", "sms.folder", "“folder” is missing"),
            (
                "{gateway: http, url: \"http://a.example\"}", "sms.url",
                "Numbers and secrets would go to this gateway unprotected"
            ),
            (
                "{gateway: http, url: \"https://u:p@a.example\"}", "sms.url",
                "A user name or a password stands in the address"
            ),
            (
                "{gateway: http, url: \"https://a.example\", method: FETCH}", "sms.method",
                "This is not a method that a gateway is called with"
            ),
            (
                "{gateway: http, url: \"https://a.example\", secret: t0p}", "sms.secret",
                "A secret stands in this file"
            ),
            (
                "{gateway: http, url: \"https://a.example\", headers: {\"A B\": x}}",
                "sms.headers.A B", "This cannot be the name of a header"
            ),
            (
                "{gateway: http, url: \"https://a.example\", headers: {A: \"x\\r\\nB: y\"}}",
                "sms.headers.A", "This must be one line of text"
            ),
            (
                "{gateway: gammu, folder: f, url: x}", "sms.url",
                "“url” is not a key that Convoke knows here"
            ),
            (
                "{gateway: sandbox, url: \"http://a.example\"}", "sms.url",
                "Numbers and secrets would go to this gateway unprotected"
            ),
            (
                "{gateway: kannel, url: \"https://a.example\", dlr_url: \"http://a.example/dlr\"}",
                "sms.dlr_url", "Numbers and secrets would go to this gateway unprotected"
            ),
            ("{gateway: gammu, folder: f, rate: fast}", "sms.rate", "This is not a rate"),
            (
                "{gateway: gammu, folder: f, per_number: 0}", "sms.per_number",
                "This is not a whole number that fits here"
            ),
            (
                "{gateway: http, url: \"https://a.example\", id: id}", "sms.id",
                "This does not say where in the gateway's reply the value stands"
            ),
            (
                "{gateway: http, url: \"https://a.example\", status: /s}", "sms.status",
                "Nobody says which status means that the gateway took a text"
            ),
            (
                "{gateway: http, url: \"https://a.example\", accepted: ok}", "sms.accepted",
                "Nobody says where in the gateway's reply these words are looked for"
            ),
            (
                "{gateway: sandbox, url: \"http://[::1]\", text: latin}", "sms.text",
                "This word is not one that Convoke knows here"
            ),
        ])
    func mistakes(text: String, field: String, what: String) {
        let problems = read(text).problems
        #expect(problems.map(\.what) == [what])
        #expect(problems.first?.place == Place("convoke.yaml", line: 6, field: field))
        #expect(!"\(problems)".contains("t0p"))
    }
}
