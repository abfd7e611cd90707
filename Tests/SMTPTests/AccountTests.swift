import ConvokeCore
import Curl
import Testing

@testable import SMTP

@Suite struct AccountTests {
    struct Row: Sendable {
        let scheme: RelaySettings.Scheme
        let host: String
        var user: String?
        var caFile: String?
        let encryption: SMTPEndpoint.Encryption
    }

    @Test(
        "mail never travels in clear beyond this machine",
        arguments: [
            Row(scheme: .smtp, host: "mail.example", encryption: .required),
            Row(scheme: .smtp, host: "10.0.0.1", user: "u", encryption: .required),
            Row(scheme: .smtp, host: "127.0.0.1.example", encryption: .required),
            Row(scheme: .smtps, host: "mail.example", encryption: .fromTheStart),
            Row(scheme: .smtps, host: "127.0.0.1", encryption: .fromTheStart),
            Row(scheme: .smtp, host: "127.0.0.1", encryption: .none),
            Row(scheme: .smtp, host: "::1", encryption: .none),
            Row(scheme: .smtp, host: "localhost", user: "u", encryption: .whenOffered),
            Row(scheme: .smtp, host: "localhost", caFile: "ca.pem", encryption: .whenOffered),
        ])
    func encryption(_ row: Row) {
        let account = Sample.account(
            port: 25, user: row.user, caFile: row.caFile, scheme: row.scheme, host: row.host)
        #expect(account.encryption == row.encryption)
        #expect(account.endpoint(TimeLimits()).encryption == row.encryption)
    }

    @Test("a machine without a full name greets with an address literal")
    func ehloName() {
        #expect(EHLOName.valid("mail.office.example") == "mail.office.example")
        for name in ["localhost", "", "a..b", "-a.b", "a b.c", "a.b\r\n", "bò.example"] {
            #expect(EHLOName.valid(name) == nil)
        }
        #expect(!EHLOName.ofThisMachine.isEmpty)
    }

    @Test(
        "each failure ends the program with its own status", arguments: SessionFailure.Kind.allCases
    )
    func problem(_ kind: SessionFailure.Kind) {
        let reply = Reply(code: 550, lines: ["5.7.1 no"])
        let failure = SessionFailure(kind, stage: .connect, reply: reply, detail: "libcurl 7")
        let problem = failure.problem(Sample.relay(port: 25, host: "mail.example"))
        #expect(problem.what.contains("mail") || kind == .authoritiesUnreadable)
        #expect(!problem.what.hasSuffix("."))
        #expect(problem.fix.hasSuffix("."))
        #expect(problem.found == "the mail server said: 550 5.7.1 no")
        #expect(problem.detail == "libcurl 7")
        #expect(problem.place?.file == "convoke.yaml")
        #expect([.unreachable, .loginRefused, .configuration].contains(problem.status))
    }

    @Test("sentences, whole")
    func wording() {
        let relay = Sample.relay(port: 587, host: "mail.example", user: "office")
        func what(_ kind: SessionFailure.Kind) -> String {
            SessionFailure(kind, stage: .connect).problem(relay).what
        }
        #expect(what(.unreachable) == "The mail server mail.example:587 cannot be reached")
        #expect(
            what(.loginRefused)
                == "The mail server mail.example:587 refused the user name or the password")
        #expect(
            what(.certificateNotTrusted)
                == "The certificate of the mail server mail.example:587 is not trusted,"
                + " so nothing was sent")
        #expect(SessionFailure(.loginRefused, stage: .auth).status == .loginRefused)
        #expect(SessionFailure(.loginDelayed, stage: .auth).status == .unreachable)
        #expect(SessionFailure(.certificateNotTrusted, stage: .tls).status == .configuration)
    }

    @Test("libcurl's left-over replies are not quoted as a refusal")
    func leftOver() {
        let failure = SessionFailure(
            CurlFailure(
                code: CurlCode.receiveError, text: "gone", stage: .login, lastReply: ["250 ok"]))
        #expect(failure.kind == .unreliable)
        #expect(failure.reply == nil)
    }
}
