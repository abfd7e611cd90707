import Foundation
import Inbox
import ScriptedRelay

/// A mailbox on a server that follows a script; our own commands are numbered c1, c2, …
struct ScriptedInbox {
    let server: ScriptedRelay

    static let host = "user@127.0.0.1/INBOX;UIDVALIDITY=7;UID="

    /// The login and SELECT go well, then come these.
    init(count: Int = 3, code: String = "[READ-WRITE] ", _ acts: [Act]) {
        server = ScriptedRelay(scripts: [.selected(count: count, code: code) + acts])
    }

    init(scripts: [[Act]]) {
        server = ScriptedRelay(scripts: scripts)
    }

    /// Opens it, tells the story, and closes it.
    func read<Result>(
        _ path: String = "", limits: MailboxLimits = .short,
        _ story: (any OpenMailbox) throws -> Result
    ) throws -> Result {
        defer { server.stop() }
        let mailbox = try MailboxAccount.imap(account(path)).open(limits: limits)
        defer { mailbox.close() }
        return try story(mailbox)
    }

    func account(_ path: String = "", caFile: String? = nil) throws -> IMAPAccount {
        try IMAPAccount(
            url: "imap://127.0.0.1:\(server.port)\(path)", user: "user", password: "secret",
            caFile: caFile)
    }

    /// What was said after the login.
    var commands: [String] {
        server.lines.flatMap { $0 }.filter { $0.hasPrefix("c") }
    }

    static func bookmark(_ uid: Int, validity: Int = 7) -> MailboxBookmark {
        MailboxBookmark("user@127.0.0.1/INBOX;UIDVALIDITY=\(validity);UID=\(uid)")
    }
}

extension MailboxLimits {
    static let short = MailboxLimits(
        opening: .seconds(20), reply: .seconds(20), message: .seconds(20), silence: .seconds(20),
        leave: .seconds(1))
}

extension [Act] {
    /// Login and SELECT of a mailbox with so many messages.
    static func selected(count: Int = 3, code: String = "[READ-WRITE] ") -> [Act] {
        .loggedIn + [
            .hear("c1 SELECT"), .say("* FLAGS (\\Answered \\Seen)"), .say("* \(count) EXISTS"),
            .say("* OK [UIDVALIDITY 7] fine"), .say("c1 OK \(code)done"),
        ]
    }

    /// A command that is heard and answered: with these lines, and then its end.
    static func answer(_ tag: String, _ command: String, _ lines: String..., end: String = "OK")
        -> [Act]
    {
        [.hear("\(tag) \(command)")] + lines.map(Act.say) + [.say("\(tag) \(end)")]
    }

    /// A message as a literal.
    static func message(_ tag: String, _ uid: Int, _ text: String, before: String = "") -> [Act] {
        [
            .hear("\(tag) UID FETCH \(uid) (UID BODY.PEEK[]<0."),
            .raw("* 1 FETCH (UID \(uid) \(before)BODY[]<0> {\(text.utf8.count)}\r\n"),
            .raw(text), .say(")"), .say("\(tag) OK done"),
        ]
    }
}

extension MailOctets {
    var text: String { String(decoding: octets, as: UTF8.self) }
}
