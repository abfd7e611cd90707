import ConvokeCore
import Testing

@testable import Workspace

@Suite("The relay in convoke.yaml")
struct RelayTests {
    /// The settings with these lines below `relay:`, which begin in line 6.
    private func read(_ lines: String...) -> (relay: RelaySettings?, problems: [Problem]) {
        let head = leastSettings.split(separator: "\n").dropLast().joined(separator: "\n")
        let text = "\(head)\nrelay:\n" + lines.map { "  \($0)\n" }.joined()
        let read = readSettings(text)
        return (read.settings?.relay, read.problems)
    }

    @Test(
        "is reached by its URL",
        arguments: [
            ("smtp://127.0.0.1:2525", RelaySettings.Scheme.smtp, "127.0.0.1", 2525),
            ("smtp://relay.example", .smtp, "relay.example", 587),
            ("smtp://relay.example/", .smtp, "relay.example", 587),
            ("smtp://relay.example:25", .smtp, "relay.example", 25),
            ("smtps://relay.example", .smtps, "relay.example", 465),
            ("smtps://[2001:db8::25]:4650", .smtps, "2001:db8::25", 4650),
            ("\"smtp://[::1]\"", .smtp, "::1", 587),
        ])
    func url(text: String, scheme: RelaySettings.Scheme, host: String, port: Int) throws {
        let (read, problems) = read("url: \(text)")
        #expect(problems.isEmpty)
        let relay = try #require(read)
        #expect(relay.scheme == scheme)
        #expect(relay.host == host)
        #expect(relay.port == port)
    }

    @Test(
        "is not reached by something else",
        arguments: [
            ("mail.example", "This is not the address of a mail relay"),
            ("http://mail.example", "This is not the address of a mail relay"),
            ("smtp://mail.example:0", "This is not the address of a mail relay"),
            ("smtp://mail.example:many", "This is not the address of a mail relay"),
            ("smtp://::1:25", "This is not the address of a mail relay"),
            ("smtp://mail.example/inbox", "Something follows the relay's name and port"),
            ("smtp://mail.example?x=1", "Something follows the relay's name and port"),
        ])
    func notAURL(text: String, what: String) {
        let (relay, problems) = read("url: \(text)")
        #expect(relay == nil)
        #expect(problems.map(\.what) == [what])
        #expect(problems.first?.place == Place("convoke.yaml", line: 6, field: "relay.url"))
    }

    @Test(
        "with a login in its URL is refused, and the login is not shown",
        arguments: [
            "smtp://vanphong:t0psecret@relay.example", "smtp://t0psecret@relay.example",
            "http://vanphong:t0psecret@relay.example", "smtp://a:t0psecret@b:c:d",
        ])
    func login(text: String) throws {
        let problems = read("url: \(text)").problems
        #expect(problems.count == 1)
        let problem = try #require(problems.first)
        #expect(!"\(problem)".contains("t0psecret"))
        #expect(problem.place?.line == 6)
    }

    @Test("with the password itself is refused, and the password is not shown")
    func password() throws {
        let problems = read("url: smtp://a.example", "user: u", "password: t0psecret").problems
        #expect(problems.count == 1)
        let problem = try #require(problems.first)
        #expect(problem.what == "A secret stands in this file")
        #expect(problem.place == Place("convoke.yaml", line: 8, field: "relay.password"))
        #expect(problem.fix.contains("password_env"))
        #expect(!"\(problem)".contains("t0psecret"))
    }

    @Test("takes its password from a variable or a file")
    func sources() throws {
        let variable = read("url: smtp://a.example", "user: u", "password_env: A_B1").relay
        #expect(try #require(variable).password == .environment("A_B1"))
        let file = read("url: smtp://a.example", "user: u", "password_file: /run/p").relay
        #expect(try #require(file).password == .file("/run/p"))
    }

    @Test(
        "with half a login, or two, is refused",
        arguments: [
            (["user: u"], 7, "relay.user", "A user is named, but not where the password is kept"),
            (
                ["password_env: P"], 7, "relay.password_env",
                "A password's source is named, but no user"
            ),
            (
                ["user: u", "password_env: P", "password_file: f"], 8, "relay.password_env",
                "Two places are named for one secret"
            ),
            (
                ["user: u", "password_env: t0p-secret"], 8, "relay.password_env",
                "This is not the name of an environment variable"
            ),
            (
                ["user: u", "password_env: 1P"], 8, "relay.password_env",
                "This is not the name of an environment variable"
            ),
        ])
    func half(lines: [String], line: Int, field: String, what: String) {
        let head = leastSettings.split(separator: "\n").dropLast().joined(separator: "\n")
        let all = ["url: smtp://a.example"] + lines
        let text = "\(head)\nrelay:\n" + all.map { "  \($0)\n" }.joined()
        let problems = readSettings(text).problems
        #expect(problems.map(\.what) == [what])
        #expect(problems.first?.place == Place("convoke.yaml", line: line, field: field))
        #expect(!"\(problems)".contains("t0p-secret"))
    }

    @Test(
        "may be limited to a rate",
        arguments: [("600/min", 600, 60), ("10/s", 10, 1), ("5000/h", 5000, 3600)])
    func rate(text: String, count: Int, seconds: Int) throws {
        let relay = try #require(read("url: smtp://a.example", "rate: \(text)").relay)
        #expect(relay.rate == Rate(count: count, per: Span(seconds: seconds)))
    }

    @Test(
        "has no such rate or number of sessions",
        arguments: [
            "rate: fast", "rate: 600", "rate: 0/s", "rate: -1/s", "rate: 5/day", "rate: 1/s/s",
            "sessions: 0", "sessions: 101", "sessions: many", "sessions: 1.5",
        ])
    func limits(line: String) {
        let problems = read("url: smtp://a.example", line).problems
        #expect(problems.map { $0.place?.line } == [7])
    }

    @Test("reports all of its mistakes together")
    func together() {
        let problems = read("url: x", "sessions: 0", "rate: y", "hosst: z").problems
        #expect(problems.compactMap { $0.place?.line } == [6, 7, 8, 9])
    }
}
