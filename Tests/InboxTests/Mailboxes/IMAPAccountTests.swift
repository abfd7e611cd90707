import Curl
import Testing

@testable import Inbox

@Suite("Where a mailbox is")
struct IMAPAccountTests {
    private func account(_ url: String, user: String = "bounce") throws -> IMAPAccount {
        try IMAPAccount(url: url, user: user, password: "secret", caFile: nil)
    }

    @Test("scheme, port and encryption")
    func addresses() throws {
        let secure = try account("imaps://Mail.example/INBOX")
        #expect(secure.host == "mail.example")
        #expect(secure.port == 993)
        #expect(secure.encryption == .fromTheStart)
        #expect(secure.name == "bounce@mail.example/INBOX")
        let plain = try account("imap://mail.example")
        #expect(plain.port == 143)
        #expect(plain.encryption == .required)
        #expect(try account("imap://127.0.0.1:1143/x").encryption == .whenOffered)
        #expect(try account("imaps://[::1]:1143/").encryption == .fromTheStart)
    }

    @Test(
        "the mailbox's name",
        arguments: [
            ("", "INBOX"), ("/", "INBOX"), ("/inbox", "INBOX"), ("/Archive/2026", "Archive/2026"),
            ("/H%E1%BB%99p%20th%C6%B0", "Hộp thư"), ("/Hộpthư", "Hộpthư"), ("/a%2Fb", "a/b"),
        ])
    func mailboxes(_ path: String, _ mailbox: String) throws {
        #expect(try account("imaps://mail.example" + path).mailbox == mailbox)
    }

    @Test(
        "what cannot be used",
        arguments: [
            "pop3://mail.example/", "mail.example", "imaps://", "imaps://mail.example/%0D%0Ac1",
            "imaps://mail.example/%FF", "imaps://mail.example/%2", "imaps://mail.example/%+1",
            "imaps://mail.example/INBOX;UIDVALIDITY=1", "imaps://mail.example/?x",
        ])
    func refuses(_ url: String) {
        #expect(throws: MailboxFailure(.settings)) { try account(url) }
    }

    @Test("a user name that would end a command is refused")
    func control() {
        #expect(throws: MailboxFailure(.settings)) {
            try account("imaps://mail.example", user: "a\r\nb")
        }
    }

    /// The second comes from RFC 3501 section 5.1.3.
    @Test(
        "names in modified UTF-7",
        arguments: [
            ("INBOX", "INBOX"), ("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"),
            ("A & B", "A &- B"), ("Hộp thư", "H&Htk-p th&AbA-"), ("&", "&-"), ("😀", "&2D3eAA-"),
            ("ôô", "&APQA9A-"), ("", ""),
        ])
    func names(_ name: String, _ encoded: String) {
        #expect(MailboxName.encoded(name) == encoded)
    }

    @Test("quotation marks and backslashes in a name stay inside it")
    func quoted() {
        #expect(MailboxName.quoted(#"a"b\c"#) == #""a\"b\\c""#)
    }
}
