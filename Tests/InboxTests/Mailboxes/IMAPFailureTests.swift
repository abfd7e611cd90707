import ConvokeCore
import Foundation
import ScriptedRelay
import Testing

@testable import Inbox

@Suite("When a mailbox on a server cannot be read")
struct IMAPFailureTests {
    struct Trouble: Sendable, CustomTestStringConvertible {
        let name: String
        let acts: [Act]
        var limits = MailboxLimits.short
        let kind: MailboxFailure.Kind
        var words: String?
        var status = ExitStatus.unreachable
        var testDescription: String { name }
    }

    private static let impatient = MailboxLimits(
        opening: .seconds(20), reply: .milliseconds(500), message: .milliseconds(500),
        silence: .milliseconds(200), leave: .milliseconds(50))

    @Test(
        "each trouble has its name, the server's words and its exit status",
        arguments: [
            Trouble(
                name: "the password is wrong",
                acts: .mailServer("AUTH=PLAIN SASL-IR") + [
                    .hear("A002"), .say("A002 NO [AUTHENTICATIONFAILED] no such user"),
                ], kind: .loginRefused, words: "[AUTHENTICATIONFAILED] no such user",
                status: .loginRefused),
            Trouble(
                name: "the password cannot be checked now",
                acts: .mailServer("AUTH=PLAIN SASL-IR") + [
                    .hear("A002"), .say("A002 NO [UNAVAILABLE] directory down"),
                ], kind: .loginDelayed, words: "[UNAVAILABLE] directory down"),
            Trouble(
                name: "logging in is not allowed", acts: .mailServer("LOGINDISABLED"),
                kind: .loginNotOffered, status: .configuration),
            Trouble(
                name: "the server turns us away", acts: [.say("* BYE too many connections")],
                kind: .turnedAway, words: "too many connections"),
            Trouble(
                name: "it is another kind of server", acts: [.say("220 mail.example ESMTP")],
                kind: .notAMailServer),
            Trouble(
                name: "STARTTLS is offered and refused",
                acts: .mailServer("STARTTLS AUTH=PLAIN") + [.hear("A002"), .say("A002 NO never")],
                kind: .encryptionRefused, words: "never", status: .configuration),
            Trouble(
                name: "its certificate is not trusted",
                acts: .mailServer("STARTTLS AUTH=PLAIN") + [
                    .hear("A002"), .say("A002 OK go"), .encrypt("stranger"),
                ], kind: .encryptionFailed, status: .configuration),
            Trouble(
                name: "there is no such mailbox",
                acts: .loggedIn + .answer("c1", "SELECT", end: "NO [NONEXISTENT] no such thing"),
                kind: .noSuchMailbox, words: "[NONEXISTENT] no such thing",
                status: .configuration),
            Trouble(
                name: "SELECT is not understood",
                acts: .loggedIn + .answer("c1", "SELECT", end: "BAD what?"), kind: .outOfStep),
            Trouble(
                name: "nothing in the mailbox has a lasting number",
                acts: .loggedIn + .answer("c1", "SELECT", "* 3 EXISTS"), kind: .outOfStep),
            Trouble(
                name: "the connection drops in a message",
                acts: .selected() + [
                    .hear("c2"), .raw("* 1 FETCH (UID 5 BODY[]<0> {100}\r\nhalf of"), .reset,
                ], kind: .dropped),
            Trouble(
                name: "the server says goodbye instead of a message",
                acts: .selected() + [.hear("c2"), .say("* BYE going down")], kind: .dropped,
                words: "going down"),
            Trouble(
                name: "a reply to something else",
                acts: .selected() + [.hear("c2"), .say("c9 OK done")], kind: .outOfStep),
            Trouble(
                name: "a line without end",
                acts: .selected() + [
                    .hear("c2"), .raw("* " + String(repeating: "x", count: 300_000)),
                ],
                kind: .outOfStep),
            Trouble(
                name: "a literal of all disks",
                acts: .selected() + [
                    .hear("c2"), .say("* 1 FETCH (UID 5 BODY[] {99999999999999999999}"),
                ],
                kind: .outOfStep),
            Trouble(
                name: "more literals than a response needs",
                acts: .selected() + [
                    .hear("c2"), .raw("* 1 FETCH " + String(repeating: "{1}\r\nx", count: 200)),
                ], kind: .outOfStep),
            Trouble(
                name: "silence", acts: .selected() + [.hear("c2"), .silence], limits: impatient,
                kind: .tooSlow),
            Trouble(
                name: "a message in drips",
                acts: .selected() + [
                    .hear("c2"),
                    .drip("* 1 FETCH (UID 5 BODY[] {1000}", pause: .milliseconds(50)), .silence,
                ], limits: impatient, kind: .tooSlow),
        ])
    func troubles(_ trouble: Trouble) throws {
        let inbox = ScriptedInbox(scripts: [trouble.acts])
        let failure = #expect(throws: MailboxFailure.self) {
            try inbox.read(limits: trouble.limits) { mailbox in
                let text = ScriptedInbox.host + "5"
                _ = try mailbox.octets(
                    of: MailboxEntry(
                        key: MailboxKey(text), bookmark: MailboxBookmark(text), place: .uid(5)))
            }
        }
        #expect(failure?.kind == trouble.kind, "\(String(describing: failure))")
        #expect(failure?.words == trouble.words, "\(String(describing: failure))")
        #expect(failure?.status == trouble.status)
        #expect(inbox.server.surprises.allSatisfy { !$0.contains("instead of A") })
    }

    @Test("a server that refuses to search gives its words")
    func searchRefused() throws {
        let inbox = ScriptedInbox(.answer("c2", "UID SEARCH", end: "NO [CANNOT] broken index"))
        let failure = #expect(throws: MailboxFailure.self) {
            try inbox.read { try $0.listing(since: nil, notBefore: .now) }
        }
        #expect(failure == MailboxFailure(.refused, words: "[CANNOT] broken index"))
    }

    @Test("more found than was searched for, however often it is told, is no answer")
    func searchOverflows() throws {
        let inbox = ScriptedInbox(
            count: 2,
            .answer("c2", "UID SEARCH 2:2 ALL", "* SEARCH 1 2 3", "* SEARCH 4 5 6"))
        let failure = #expect(throws: MailboxFailure.self) {
            try inbox.read { try $0.listing(since: nil, notBefore: .now) }
        }
        #expect(failure?.kind == .outOfStep)
    }

    @Test("once the connection is no good nothing more is said on it")
    func staysBroken() throws {
        let inbox = ScriptedInbox([.hear("c2"), .say("c9 OK"), .silence])
        try inbox.read { mailbox throws in
            for _ in 1...2 {
                let failure = #expect(throws: MailboxFailure.self) {
                    try mailbox.listing(since: nil, notBefore: .now)
                }
                #expect(failure?.kind == .outOfStep)
            }
        }
        #expect(inbox.commands.count == 2, "SELECT and one search, no LOGOUT")
    }

    @Test("nobody listens")
    func unreachable() throws {
        let inbox = ScriptedInbox(scripts: [])
        inbox.server.stop()
        let account = MailboxAccount.imap(try inbox.account())
        let failure = #expect(throws: MailboxFailure.self) { try account.open(limits: .short) }
        #expect(failure?.kind == .unreachable)
    }

    @Test("a file of authorities that is not there")
    func caFile() throws {
        let inbox = ScriptedInbox(scripts: [.mailServer("STARTTLS") + [.hear(""), .say("A002 OK")]])
        let account = MailboxAccount.imap(try inbox.account(caFile: "/nonexistent.pem"))
        let failure = #expect(throws: MailboxFailure.self) { try account.open(limits: .short) }
        inbox.server.stop()
        #expect(failure?.kind == .authoritiesUnreadable)
    }

    @Test(
        "every failure is worded, with a place in convoke.yaml",
        arguments: MailboxFailure.Kind.allCases)
    func worded(_ kind: MailboxFailure.Kind) {
        let settings = InboxSettings.imap(
            url: "imaps://mail.example/INBOX", user: "office", password: .environment("X"),
            caFile: nil)
        let problem = MailboxFailure(kind, words: "so it is").problem(settings)
        #expect(!problem.what.hasSuffix("."))
        #expect(problem.fix.hasSuffix("."))
        #expect(problem.found == "the answer was: so it is")
        #expect(problem.place?.file == "convoke.yaml")
        #expect(problem.place?.field?.hasPrefix("inbox.") == true)
    }
}
