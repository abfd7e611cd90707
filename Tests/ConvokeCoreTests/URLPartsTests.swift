import ConvokeCore
import Testing

@Suite("A URL taken apart")
struct URLPartsTests {
    @Test(
        "has scheme, host, port and the rest",
        arguments: [
            ("smtp://127.0.0.1:2525", "smtp", "127.0.0.1", 2525, ""),
            ("SMTPS://Mail.Tinhuy.example", "smtps", "mail.tinhuy.example", nil, ""),
            ("smtp://[::1]:2525", "smtp", "::1", 2525, ""),
            ("smtp://[2001:db8::7]", "smtp", "2001:db8::7", nil, ""),
            ("smtp://[::ffff:127.0.0.1]", "smtp", "::ffff:127.0.0.1", nil, ""),
            ("https://a.example?to={{to}}", "https", "a.example", nil, "?to={{to}}"),
            ("imaps://m.example/INBOX", "imaps", "m.example", nil, "/INBOX"),
            ("https://thư.example/a#b", "https", "thư.example", nil, "/a#b"),
        ] as [(String, String, String, Int?, String)])
    func parts(text: String, scheme: String, host: String, port: Int?, rest: String) throws {
        let parts = try #require(URLParts(parsing: text))
        #expect(parts.scheme == scheme)
        #expect(parts.host == host)
        #expect(parts.port == port)
        #expect(parts.rest == rest)
        #expect(parts.userInfo == nil)
    }

    @Test(
        "tells what stands before @",
        arguments: ["https://u:p@h.example/", "smtp://u@h.example:25"])
    func userInfo(text: String) throws {
        let parts = try #require(URLParts(parsing: text))
        #expect(parts.host == "h.example")
        #expect(parts.userInfo?.hasPrefix("u") == true)
    }

    @Test(
        "is none",
        arguments: [
            "", "mail.example", "smtp:mail.example", "smtp://", "smtp://:25", "smtp://a:",
            "smtp://a:0", "smtp://a:65536", "smtp://a:2x", "smtp://a:-1", "smtp://::1",
            "smtp://[::1", "smtp://[1::2::3]", "smtp://[12345::]", "smtp://[1:2:3:4:5:6:7:8:9]",
            "smtp://[::1]x", "smtp://[::256.1.1.1]", "smtp://a..b", "smtp://.a",
            "https://a b.example",
            "https://a.example/<x>", "smtp://[]", "smtp://a.example:25\r\nRSET",
        ])
    func none(text: String) {
        #expect(URLParts(parsing: text) == nil)
    }

    @Test("knows this machine")
    func loopback() {
        #expect(URLParts(parsing: "http://localhost:8080/x")?.isLoopback == true)
        #expect(URLParts(parsing: "http://[::1]/")?.isLoopback == true)
        #expect(URLParts(parsing: "http://127.8.9.1")?.isLoopback == true)
        #expect(URLParts(parsing: "http://127.evil.example")?.isLoopback == false)
        #expect(URLParts(parsing: "http://localhost.evil.example")?.isLoopback == false)
    }
}
