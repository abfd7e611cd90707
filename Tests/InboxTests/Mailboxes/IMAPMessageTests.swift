import Foundation
import ScriptedRelay
import Testing

@testable import Inbox

@Suite("Messages on a server: fetched, and marked once they are recorded")
struct IMAPMessageTests {
    private func entry(_ uid: UInt32) -> MailboxEntry {
        let text = ScriptedInbox.host + String(uid)
        return MailboxEntry(
            key: MailboxKey(text), bookmark: MailboxBookmark(text), place: .uid(uid))
    }

    @Test("a message comes as it is, whatever its lines look like")
    func literal() throws {
        let mail = "Subject: x\r\n\r\nc2 OK done\r\n* BYE\r\n)\r\n{5}\r\n\0\r\nc2 NO"
        let inbox = ScriptedInbox(.message("c2", 5, mail))
        let octets = try inbox.read { try $0.octets(of: entry(5)) }
        #expect(octets?.text == mail)
        #expect(octets?.isCut == false)
        #expect(inbox.commands[1] == "c2 UID FETCH 5 (UID BODY.PEEK[]<0.31457281>)")
    }

    @Test("a message of exactly the limit is whole, a longer one is cut and told to be")
    func cut() throws {
        let inbox = ScriptedInbox(
            .message("c2", 5, "0123456789") + .message("c3", 6, "0123456789x"))
        try inbox.read { mailbox throws in
            let whole = try mailbox.octets(of: entry(5), atMost: 10)
            #expect(whole == MailOctets(octets: Array("0123456789".utf8), isCut: false))
            let cut = try mailbox.octets(of: entry(6), atMost: 10)
            #expect(cut == MailOctets(octets: Array("0123456789".utf8), isCut: true))
        }
    }

    @Test("a server that sends all of 50 MB instead of what was asked for is read past")
    func ignoresTheLimit() throws {
        let huge = String(repeating: "0123456789abcdef", count: 50_000_000 / 16)
        let inbox = ScriptedInbox(.message("c2", 5, huge) + .message("c3", 6, "small"))
        try inbox.read { mailbox throws in
            let cut = try mailbox.octets(of: entry(5), atMost: 100)
            #expect(cut?.octets.count == 100)
            #expect(cut?.isCut == true)
            #expect(try mailbox.octets(of: entry(6))?.text == "small")
        }
    }

    @Test("flags, other messages, quoted bodies and odd orders in between")
    func oddities() throws {
        let inbox = ScriptedInbox(
            [
                .hear("c2"), .say("* 2 FETCH (FLAGS (\\Seen \"BODY[]\" x))"), .say("* 4 EXPUNGE"),
                .say("* 9 FETCH (UID 6 BODY[]<0> \"not this one\")"), .say("+ go on"),
                .say("* LIST () \"/\" {5}"), .say("INBOX"),
                .say(#"* 1 FETCH (BODY[]<0> "quo\"ted \\ (" FLAGS () UID 5)"#), .say("c2 OK"),
            ])
        let octets = try inbox.read { try $0.octets(of: entry(5)) }
        #expect(octets?.text == #"quo"ted \ ("#)
    }

    @Test("a message that was deleted meanwhile is none; one of another time neither")
    func gone() throws {
        let inbox = ScriptedInbox(.answer("c2", "UID FETCH 5", "* 1 EXPUNGE"))
        try inbox.read { mailbox throws in
            #expect(try mailbox.octets(of: entry(5)) == nil)
            let old = MailboxEntry(
                key: MailboxKey(ScriptedInbox.bookmark(5, validity: 6).text),
                bookmark: ScriptedInbox.bookmark(5), place: .uid(5))
            #expect(try mailbox.octets(of: old) == nil)
        }
        #expect(inbox.server.surprises.isEmpty, "\(inbox.server.surprises)")
    }

    @Test(
        "a message that the server cannot give concerns only itself",
        arguments: [
            [Act].answer("c2", "UID FETCH", end: "NO [SERVERBUG] broken on disk"),
            [Act].answer("c2", "UID FETCH", "* 1 FETCH (UID 5 BODY[]<0> NIL)"),
        ])
    func refused(_ acts: [Act]) throws {
        let inbox = ScriptedInbox(acts + .message("c3", 6, "next"))
        try inbox.read { mailbox throws in
            let failure = #expect(throws: MailboxFailure.self) { try mailbox.octets(of: entry(5)) }
            #expect(failure?.concernsOneMessage == true)
            #expect(try mailbox.octets(of: entry(6))?.text == "next")
        }
    }

    @Test("marks several messages with few words")
    func marks() throws {
        let inbox = ScriptedInbox(
            .answer("c2", #"UID STORE 3:5,9 +FLAGS.SILENT (\Seen)"#, "* 1 FETCH (FLAGS (\\Seen))"))
        let refusal = try inbox.read { try $0.markRead([entry(9), entry(3), entry(4), entry(5)]) }
        #expect(refusal == nil)
        #expect(inbox.server.surprises.isEmpty, "\(inbox.server.surprises)")
    }

    @Test("a refused mark is told once, and reading goes on")
    func refusedMark() throws {
        let inbox = ScriptedInbox(
            .answer("c2", "UID STORE", end: "NO [NOPERM] not yours") + .message("c3", 6, "next"))
        try inbox.read { mailbox throws in
            #expect(
                try mailbox.markRead([entry(5)]) == MarkingRefusal(words: "[NOPERM] not yours"))
            #expect(try mailbox.markRead([entry(5)]) == nil)
            #expect(try mailbox.octets(of: entry(6))?.text == "next")
        }
        #expect(inbox.server.surprises.isEmpty, "\(inbox.server.surprises)")
    }

    @Test("a mailbox that says beforehand that it takes no marks is not asked")
    func readOnly() throws {
        let readOnly = ScriptedInbox(code: "[READ-ONLY] ", [])
        #expect(
            try readOnly.read { try $0.markRead([entry(5)]) }
                == MarkingRefusal(words: "the mailbox is read-only"))
        let forgetful = ScriptedInbox(
            scripts: [
                .loggedIn
                    + .answer(
                        "c1", "SELECT", "* OK [UIDVALIDITY 7] fine",
                        "* OK [PERMANENTFLAGS (\\Answered)] few")
            ])
        #expect(try forgetful.read { try $0.markRead([entry(5)]) } != nil)
        #expect(forgetful.commands.allSatisfy { !$0.contains("STORE") })
    }

    @Test("sets of numbers: ranges, each number once, lines of bounded length")
    func sets() {
        #expect(UIDSet.texts([]) == [])
        #expect(UIDSet.texts([.max, 1, 2, 2, .max - 1]) == ["1:2,4294967294:4294967295"])
        let odd = (0..<500).map { UInt32($0 * 2 + 1) }
        #expect(UIDSet.texts(odd).map { $0.split(separator: ",").count } == [200, 200, 100])
    }
}
