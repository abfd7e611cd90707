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
