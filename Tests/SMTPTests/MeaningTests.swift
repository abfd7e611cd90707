import ConvokeCore
import Testing

@testable import SMTP

@Suite struct MeaningTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let text: String
        let stage: Stage
        let reason: Reason
        let scope: Scope
        init(_ text: String, _ stage: Stage, _ reason: Reason, _ scope: Scope = .address) {
            (self.text, self.stage, self.reason, self.scope) = (text, stage, reason, scope)
        }
        var testDescription: String { "\(stage.rawValue): \(text)" }
        var reply: Reply {
            Reply(code: Int(text.prefix(3)) ?? 0, lines: [String(text.dropFirst(4))])
        }
    }

    @Test(
        "what a refusal means, and whom it concerns",
        arguments: [
            Row("550 5.1.1 User unknown", .rcpt, .addressBad),
            Row("550 No such user here", .rcpt, .addressBad),
            Row("551 not local", .rcpt, .addressBad),
            Row("553 5.1.3 bad syntax", .rcpt, .addressBad),
            Row("550 5.1.2 no such host", .rcpt, .addressBad),
            Row("556 5.1.10 takes no mail", .rcpt, .addressBad),
            Row("550 5.2.1 account disabled", .rcpt, .addressBad),
            Row("552 5.2.2 over quota", .rcpt, .mailboxFull),
            Row("552 mailbox full", .rcpt, .mailboxFull),
            Row("452 4.2.2 mailbox full", .rcpt, .mailboxFull),
            Row("452 Over quota", .rcpt, .mailboxFull),
            Row("550 Quota exceeded", .rcpt, .mailboxFull),
            Row("450 4.7.1 Greylisted, see http://x.example", .rcpt, .greylisted),
            Row("451 4.7.1 Please try again later", .rcpt, .greylisted),
            Row("450 4.2.0 Recipient address rejected: Greylisted", .rcpt, .greylisted),
            Row("451 graylisted", .rcpt, .greylisted),
            Row("450 4.2.1 user is receiving mail too quickly", .rcpt, .rateLimited),
            Row("421 4.7.28 rate limit", .rcpt, .rateLimited),
            Row("452 4.5.3 Too many recipients", .rcpt, .rateLimited),
            Row("450 4.2.1 Mailbox busy, try again later", .rcpt, .other),
            Row("450 busy", .rcpt, .other),
            Row("451 4.3.0 local error", .rcpt, .relayTrouble),
            Row("450 4.4.1 no answer from host", .rcpt, .relayTrouble),
            Row("554 5.7.1 blocked", .rcpt, .policy),
            Row("554 rejected", .rcpt, .policy),
            Row("550 5.7.1 said: Relay access denied", .rcpt, .policy, .address),
            Row("554 5.7.1 <x>: Relay access denied", .rcpt, .policy, .account),
            Row("454 4.7.1 <x>: Relay access denied", .rcpt, .policy, .account),
            Row("550 relay not permitted", .rcpt, .addressBad, .account),
            Row("550 5.1.8 <o@x>: Sender address rejected: no MX", .rcpt, .policy, .account),
            Row("553 5.7.1 <o@x>: Sender address rejected: not owned", .rcpt, .policy, .account),
            Row("554 5.7.1 <u[::1]>: Client host rejected: blocked", .rcpt, .policy, .account),
            Row("550 5.7.1 x said: Sender address rejected", .rcpt, .policy, .address),
            Row("450 4.1.8 <o@x>: Sender address rejected", .rcpt, .policy, .address),
            Row("530 5.7.0 Authentication required", .rcpt, .policy, .account),
            Row("550 5.6.7 SMTPUTF8 needed", .rcpt, .notSupported, .message),
            Row("552 5.3.4 too large", .rcpt, .messageTooLarge, .message),
            Row("452 4.3.1 insufficient storage", .mail, .relayTrouble, .message),
            Row("552 too large", .mail, .messageTooLarge, .message),
            Row("555 parameter", .mail, .notSupported, .message),
            Row("550 5.7.1 sender refused", .mail, .policy, .account),
            Row("553 5.1.8 sender's domain", .mail, .policy, .account),
            Row("530 5.7.0 Must issue a STARTTLS command first", .mail, .policy, .account),
            Row("554 5.7.1 spam", .reply, .policy, .message),
            Row("550 spam", .reply, .policy, .message),
            Row("552 5.2.2 full", .reply, .mailboxFull, .address),
            Row("552 5.2.3 too long", .reply, .messageTooLarge, .message),
            Row("552 too large", .reply, .messageTooLarge, .message),
            Row("554 5.6.0 bad header", .reply, .notSupported, .message),
            Row("451 4.3.0 queue file write error", .reply, .relayTrouble, .message),
            Row("502 what", .data, .other, .message),
        ])
    func meaning(_ row: Row) {
        #expect(Reason(row.reply, at: row.stage) == row.reason)
        #expect(Scope(row.reply, at: row.stage) == row.scope)
    }

    @Test(
        "before the first MAIL every refusal is the account's",
        arguments: [Stage.connect, .tls, .auth])
    func early(_ stage: Stage) {
        #expect(Scope(Reply(code: 550, lines: ["5.1.1 no"]), at: stage) == .account)
    }

    struct Name: Sendable {
        let words: String
        let id: String?
    }

    @Test(
        "the name under which a server keeps a message",
        arguments: [
            Name(words: "2.0.0 Ok: queued as 4XyZ12abc", id: "4XyZ12abc"),
            Name(
                words: "2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as A1",
                id: "A1"),
            Name(words: "OK id=1rAbCd-0003Xy-7Z", id: "1rAbCd-0003Xy-7Z"),
            Name(words: "2.0.0 36FAbcde012345 Message accepted for delivery", id: "36FAbcde012345"),
            Name(
                words:
                    "2.6.0 <m@x.example> [InternalId=1159641170, Hostname=h] Queued mail for delivery",
                id: "1159641170"),
            Name(words: "2.0.0 OK  1699999999 d15-20020si.12 - gsmtp", id: "d15-20020si.12"),
            Name(words: "ok 1699999999 qp 12345", id: "qp 12345"),
            Name(words: "Message Queued (8A7B-1)", id: "8A7B-1"),
            Name(words: "Ok 0102018c-aaaa-bbbb-cccc-000000", id: "0102018c-aaaa-bbbb-cccc-000000"),
            Name(words: "2.0.0 Message accepted for delivery", id: nil),
            Name(words: "queued as", id: nil),
            Name(words: "", id: nil),
        ])
    func queueID(_ name: Name) {
        #expect(Reply(code: 250, lines: [name.words]).queueID == name.id)
        #expect(Reply(code: 550, lines: [name.words]).queueID == nil)
    }

    @Test("capabilities are read whatever their case, and what is unknown is passed over")
    func capabilities() {
        let relay = Capabilities(greeting: [
            "pipelining.example", "Pipelining", "size 35882577", "8bitmime", "DSN", "XYZZY",
            "smtputf8", "EnhancedStatusCodes", "auth plain LOGIN", "CHUNKING", "",
        ])
        #expect(relay.pipelining && relay.eightBitMIME && relay.dsn && relay.smtpUTF8)
        #expect(relay.enhancedStatusCodes && relay.auth && relay.size)
        #expect(relay.largestMessage == 35_882_577)
        #expect(Capabilities(greeting: ["PIPELINING"]) == Capabilities())
        #expect(Capabilities(greeting: []) == Capabilities())
    }

    @Test("a size limit of 0, or none, is no limit", arguments: ["SIZE", "SIZE 0", "SIZE x"])
    func noLimit(_ line: String) {
        let relay = Capabilities(greeting: ["x", line])
        #expect(relay.size)
        #expect(relay.largestMessage == nil)
    }
}
