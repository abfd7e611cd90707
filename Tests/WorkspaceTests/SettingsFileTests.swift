import ConvokeCore
import Foundation
import Testing

@testable import Workspace

/// The sample of the design, whole.
let sampleSettings = """
    # convoke.yaml
    organisation: Văn phòng Tỉnh ủy
    from: {name: Văn phòng Tỉnh ủy, address: vanphong@tinhuy.example}
    reply_to: vanphong@tinhuy.example
    timezone: Asia/Ho_Chi_Minh
    region: VN                         # how a phone number without + is read
    contacts: [contacts/book.csv]
    ledger: ledger.sqlite
    relay:
      url: smtp://127.0.0.1:2525       # smtp:// upgrades with STARTTLS
      user: vanphong                   # optional
      password_env: CONVOKE_SMTP_PASSWORD
      ca_file: /path/ca.pem            # optional
      sessions: 8                      # concurrent SMTP sessions
      rate: 600/min                    # optional ceiling
    retry: {first: 1m, factor: 2, longest: 30m}
    return_path: bounce@tinhuy.example # VERP
    inbox: {url: "imaps://mail.tinhuy.example/INBOX", user: bounce, password_env: CONVOKE_INBOX_PASSWORD}
    sms:
      gateway: http                    # kannel | http | gammu | sandbox
      url: https://sms.example/send
      method: POST
      headers: {Content-Type: application/json}
      body: '{"to": "{{to}}", "text": "{{text}}", "reference": "{{reference}}"}'
      id: /id                          # JSON Pointer
      text: unicode                    # or `plain`
    on_doubt: resend                   # or `hold`
    quiet: 21:00-06:00                 # optional
    guard: {refused: 25%, size: 2}     # or `off`
    """

/// The least that `convoke.yaml` may say.
let leastSettings = """
    organisation: Văn phòng
    from: {name: Văn phòng, address: vanphong@tinhuy.example}
    timezone: Asia/Ho_Chi_Minh
    region: VN
    relay: {url: "smtp://relay.example"}
    """

func readSettings(_ text: String) -> (settings: Settings?, problems: [Problem]) {
    var problems: [Problem] = []
    let settings = SettingsFile.read(text, into: &problems)
    return (settings, problems)
}

@Suite("convoke.yaml")
struct SettingsFileTests {
    private let office = EmailAddress(
        localPart: "vanphong", domain: "tinhuy.example", asciiDomain: "tinhuy.example")

    @Test("as the design shows it is read completely")
    func sample() throws {
        let (read, problems) = readSettings(sampleSettings)
        #expect(problems.isEmpty)
        let settings = try #require(read)
        #expect(settings.organisation == "Văn phòng Tỉnh ủy")
        #expect(settings.from == Mailbox(name: "Văn phòng Tỉnh ủy", address: office))
        #expect(settings.replyTo == office)
        #expect(settings.timeZone.identifier == "Asia/Ho_Chi_Minh")
        #expect(settings.region == "VN")
        #expect(settings.contacts == ["contacts/book.csv"])
        #expect(settings.ledger == "ledger.sqlite")
        #expect(settings.retry == RetrySettings())
        #expect(settings.returnPath?.localPart == "bounce")
        #expect(
            settings.inbox
                == .imap(
                    url: "imaps://mail.tinhuy.example/INBOX", user: "bounce",
                    password: .environment("CONVOKE_INBOX_PASSWORD"), caFile: nil))
        #expect(settings.onDoubt == .resend)
        #expect(settings.quiet == QuietHours(from: 1260, until: 360))
        #expect(settings.guardLimits == GuardLimits(refused: 0.25, size: 2))
        #expect(settings.watchURL == nil)
        #expect(settings.place.file == "convoke.yaml")
    }

    @Test("of the design describes relay and gateway")
    func sampleServers() throws {
        let settings = try #require(readSettings(sampleSettings).settings)
        #expect(
            settings.relay
                == RelaySettings(
                    scheme: .smtp, host: "127.0.0.1", port: 2525, user: "vanphong",
                    password: .environment("CONVOKE_SMTP_PASSWORD"), caFile: "/path/ca.pem",
                    sessions: 8, rate: Rate(count: 600, per: Span(seconds: 60)),
                    place: Place("convoke.yaml", line: 10, field: "relay")))
        let body = #"{"to": "{{to}}", "text": "{{text}}", "reference": "{{reference}}"}"#
        #expect(
            settings.sms
                == GatewaySettings(
                    kind: .http,
                    values: [
                        "url": "https://sms.example/send", "method": "POST", "body": body,
                        "id": "/id",
                    ], headers: ["Content-Type": "application/json"], secret: nil,
                    alphabet: .unicode, place: Place("convoke.yaml", line: 20, field: "sms")))
    }

    @Test("may be short: everything else has a default")
    func least() throws {
        let (read, problems) = readSettings(leastSettings)
        #expect(problems.isEmpty)
        let settings = try #require(read)
        #expect(settings.contacts == ["contacts/book.csv"])
        #expect(settings.ledger == "ledger.sqlite")
        #expect(settings.relay.port == 587)
        #expect(settings.relay.sessions == 8)
        #expect(settings.relay.rate == nil)
        #expect(settings.retry == RetrySettings())
        #expect(settings.onDoubt == .resend)
        #expect(settings.guardLimits == GuardLimits())
        #expect(settings.inbox == nil && settings.sms == nil && settings.quiet == nil)
        #expect(settings.replyTo == nil && settings.returnPath == nil && settings.watchURL == nil)
    }

    @Test("that is empty of keys names all that are missing")
    func missing() {
        let (settings, problems) = readSettings("ledger: x.sqlite\n")
        #expect(settings == nil)
        #expect(
            problems.compactMap(\.place?.field) == [
                "organisation", "from", "timezone", "region", "relay",
            ])
        #expect(problems.allSatisfy { $0.what.hasSuffix("is missing") && $0.status == .file })
    }

    @Test(
        "with one wrong line says exactly that line",
        arguments: [
            (
                "timezone: Asia/Ho_Chi_Min", "timezone",
                "Write “Asia/Ho_Chi_Minh” instead, if that was meant."
            ),
            (
                "timezone: Asia/Hanoi", "timezone",
                "Write “Asia/Ho_Chi_Minh” instead, if that was meant."
            ),
            ("timezone: Asia/Harbim", "timezone", "Write “Asia/Harbin” instead"),
            ("timezone: Asia/Hamoi", "timezone", "Write the zone's name as Continent/City."),
            ("timezone: GMT+7", "timezone", "Write the zone's name as Continent/City."),
            ("timezone: Nowhere/City", "timezone", "Write the zone's name as Continent/City."),
            ("region: Vietnam", "region", "Write the two letters of the country"),
            ("region: QQ", "region", "Write the two letters of the country"),
            ("reply_to: van phong", "reply_to", "Correct the address"),
            ("return_path: bounce", "return_path", "Correct the address"),
            ("contacts: [../book.csv]", "contacts[1]", "Copy the file into the workspace"),
            ("contacts: /etc/book.csv", "contacts", "Copy the file into the workspace"),
            ("on_doubt: hole", "on_doubt", "Write “hold” instead, if that was meant."),
            ("quiet: 21:00", "quiet", "Write two different times"),
            ("quiet: 21:00-21:00", "quiet", "Write two different times"),
            ("quiet: 21:00-24:00", "quiet", "Write two different times"),
            ("quiet: 9pm-6am", "quiet", "Write two different times"),
            ("guard: 25%", "guard", "Write true or false."),
            ("guard: [1]", "guard", "Write keys with values here."),
            ("guard: {refused: 125%}", "guard.refused", "Write a number and a percent sign."),
            ("guard: {refused: many}", "guard.refused", "Write a number and a percent sign."),
            ("guard: {size: 0.5}", "guard.size", "Write a number from 1 to 1000"),
            ("guard: {sice: 2}", "guard.sice", "Write “size” instead, if that was meant."),
            ("retry: {first: 0s}", "retry.first", "Write a longer span"),
            (
                "retry: {first: 10m, longest: 5m}", "retry.longest",
                "Write a longer span for longest"
            ),
            ("retry: {factor: 0.5}", "retry.factor", "Write a number from 1 to 10"),
            ("retry: often", "retry", "Write keys with values here."),
            ("watch_url: ftp://a.example", "watch_url", "Write the whole address"),
            ("watch_url: https://u:p@a.example", "watch_url", "Take it out"),
            ("organization: X", "organization", "Write “organisation” instead, if that was meant."),
            (
                "inbox: {maildir: m, url: \"imaps://a.example/I\", user: u, password_env: P}",
                "inbox.maildir", "Delete one of them."
            ),
            (
                "inbox: {url: \"pop://a.example\", user: u, password_env: P}", "inbox.url",
                "Write imaps://"
            ),
            (
                "inbox: {url: \"imaps://u:p@a.example\", user: u, password_env: P}", "inbox.url",
                "Take it out"
            ),
            ("inbox: {url: \"imaps://a.example\", user: u}", "inbox.user", "Add password_env"),
            ("inbox: {url: \"imaps://a.example\", password_env: P}", "inbox.user", "Add a line"),
            ("inbox: {maildir: m, user: u}", "inbox.user", "Delete it, or correct"),
        ])
    func oneLine(line: String, field: String, fix: String) throws {
        let key = line.prefix { $0 != ":" }
        let kept = leastSettings.split(separator: "\n").filter { !$0.hasPrefix("\(key):") }
        let text = (kept + [Substring(line)]).joined(separator: "\n")
        let problems = readSettings(text).problems
        #expect(problems.count == 1, "\(problems)")
        let problem = try #require(problems.first)
        #expect(problem.place == Place("convoke.yaml", line: kept.count + 1, field: field))
        #expect(problem.fix.hasPrefix(fix), "\(problem)")
    }

    @Test("can switch the guard off, or on", arguments: ["off", "false", "no", "Off"])
    func guardOff(word: String) throws {
        let off = readSettings("\(leastSettings)\nguard: \(word)\n")
        #expect(off.problems.isEmpty)
        #expect(try #require(off.settings).guardLimits == nil)
        let on = readSettings("\(leastSettings)\nguard: on\n")
        #expect(try #require(on.settings).guardLimits == GuardLimits())
    }

    @Test("may give a part of the guard's limits")
    func guardPart() throws {
        let read = readSettings("\(leastSettings)\nguard: {refused: 0.1}\n")
        #expect(try #require(read.settings).guardLimits == GuardLimits(refused: 0.1, size: 2))
    }

    @Test("may read answers from a Maildir, hold what is in doubt, and be watched")
    func choices() throws {
        let more =
            "inbox: {maildir: /var/mail/bounce}\non_doubt: hold\nwatch_url: http://a.example/x"
        let (read, problems) = readSettings("\(leastSettings)\n\(more)\n")
        #expect(problems.isEmpty)
        let settings = try #require(read)
        #expect(settings.inbox == .maildir("/var/mail/bounce"))
        #expect(settings.onDoubt == .hold)
        #expect(settings.watchURL == "http://a.example/x")
    }

    @Test("keeps the longest wait at least as long as a long first one")
    func retry() throws {
        let settings = readSettings("\(leastSettings)\nretry: {first: 1h}\n").settings
        #expect(try #require(settings).retry.longest == Span(seconds: 3600))
    }
}
