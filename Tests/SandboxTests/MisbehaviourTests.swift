import Foundation
import NIOCore
import Testing

@testable import Sandbox

@Suite("A recipient who misbehaves", .timeLimit(.minutes(10)))
struct MisbehaviourTests {
    @Test(
        "is known by the local part before a plus, in any case",
        arguments: [
            ("refused", Misbehaviour.refused), ("REFUSED+12", .refused),
            ("mailbox-full", .mailboxFull), ("bounces-later+a+b", .bouncesLater),
            ("refused-text", .refusedText), ("drops-after-data", .dropsAfterData),
        ])
    func named(localPart: String, expected: Misbehaviour) {
        #expect(Misbehaviour(localPart: localPart) == expected)
    }

    @Test("is nobody else", arguments: ["", "+refused", "refused2", "refuse", "re fused"])
    func notNamed(localPart: String) {
        #expect(Misbehaviour(localPart: localPart) == nil)
    }

    @Test("has a line in the table")
    func table() {
        let lines = Misbehaviour.table.split(separator: "\n")
        #expect(lines.count == Misbehaviour.allCases.count)
        #expect(lines[0].hasPrefix("refused           The recipient is refused for good"))
    }

    @Test(
        "is refused at RCPT, and another recipient of the same message is not",
        arguments: [
            ("refused", "550 5.1.1 ", SandboxRefusal.unknownMailbox),
            ("mailbox-full+7", "452 4.2.2 ", .mailboxFull),
            ("greylisted", "450 4.7.1 ", .greylisted),
        ])
    func refusedAtRecipient(localPart: String, reply: String, reason: SandboxRefusal) async throws {
        try await TestRelay.run { test async throws in
            let client = try await SMTPClient.greeted(test.port)
            _ = try await client.ask("MAIL FROM:<a@b.example>")
            #expect(try await client.ask("RCPT TO:<\(localPart)@d.example>").hasPrefix(reply))
            #expect(try await client.ask("RCPT TO:<other@d.example>").hasPrefix("250"))
            #expect(try await client.ask("DATA").hasPrefix("354"))
            try await client.say("x", ".")
            #expect(try await client.reply().hasPrefix("250"))
            #expect(try test.envelopes()[0].recipients.map(\.address) == ["other@d.example"])
            #expect(test.relay.record.refused == [reason: 1])
        }
    }

    @Test("is greylisted once for each sender")
    func greylisted() async throws {
        try await TestRelay.run { test async throws in
            let to = "greylisted@d.example"
            #expect(try await test.send(to: to) == ["250", "450"])
            #expect(try await test.send(to: to) == ["250", "250", "354", "250"])
            #expect(try await test.send(to: to, from: "x@y.example") == ["250", "450"])
            #expect(test.relay.record.refused == [.greylisted: 2])
        }
    }

    @Test("is slow: the reply comes after the delay, the message lies there before")
    func slow() async throws {
        try await TestRelay.with { $0.slowDelay = .milliseconds(300) }.run { test async throws in
            let start = ContinuousClock.now
            #expect(try await test.send(to: "slow@d.example") == ["250", "250", "354", "250"])
            #expect(start.duration(to: .now) >= .milliseconds(300))
        }
    }

    @Test("is slow, and the relay can be stopped all the same")
    func slowAndStopped() async throws {
        try await TestRelay.with { $0.slowDelay = .seconds(3600) }.run { test async throws in
            let client = try await SMTPClient.greeted(test.port)
            try await client.say("MAIL FROM:<a@b.example>", "RCPT TO:<slow@d.example>", "DATA")
            #expect(try await client.codes(3) == ["250", "250", "354"])
            try await client.say("x", ".")
            while test.relay.record.kept == 0 { await Task.yield() }
            try await test.relay.setOutage(.unreachable)
            #expect(try await client.reply().isEmpty)
        }
    }

    @Test("drops the line after the dot; the message was kept, not accepted")
    func dropsAfterData() async throws {
        try await TestRelay.run { test async throws in
            #expect(
                try await test.send(to: "drops-after-data@d.example") == ["250", "250", "354", ""])
            #expect(try test.messages() == [Data("Subject: Test\r\n\r\nText\r\n".utf8)])
            #expect(test.relay.record.kept == 1 && test.relay.record.accepted == 0)
            #expect(test.relay.record.cut == 1)
        }
    }

    @Test("closes the line at RCPT, after the replies before it")
    func closes() async throws {
        try await TestRelay.run { test async throws in
            let client = try await SMTPClient.greeted(test.port)
            try await client.say("MAIL FROM:<a@b.example>", "RCPT TO:<closes@d.example>", "DATA")
            #expect(try await client.reply().hasPrefix("250"))
            #expect(try await client.reply().isEmpty)
            #expect(test.relay.record.cut == 1)
        }
    }

    @Test("refuses the text after the dot; nothing is kept")
    func refusedText() async throws {
        try await TestRelay.run { test async throws in
            #expect(
                try await test.send(to: "refused-text@d.example") == ["250", "250", "354", "554"])
            #expect(try test.files("mail/new").isEmpty)
            #expect(test.relay.record.refused == [.text: 1])
        }
    }

    @Test("bounces later: the report names envelope, recipient and reason")
    func bouncesLater() async throws {
        try await TestRelay.run { test async throws in
            let client = try await SMTPClient.greeted(test.port)
            _ = try await client.ask("MAIL FROM:<a+7@b.example> RET=HDRS ENVID=x+2By")
            _ = try await client.ask(
                "RCPT TO:<bounces-later@d.example> ORCPT=rfc822;first+40d.example")
            _ = try await client.ask("RCPT TO:<fine@d.example>")
            _ = try await client.ask("DATA")
            try await client.say("Subject: Test", "Message-ID: <1@b.example>", "", "Text", ".")
            #expect(try await client.reply().hasPrefix("250"))
            let file = try #require(try test.files("bounces/new").first)
            let report = try await Python.parse(file)
            #expect(
                report == [
                    "<>", "a+7@b.example", "a+7@b.example", "multipart/report",
                    "delivery-status", "text/plain", "message/delivery-status",
                    "text/rfc822-headers", "x+y", "dns; localhost", "rfc822; first@d.example",
                    "rfc822; bounces-later@d.example", "failed", "5.1.1", "<1@b.example>", "0",
                ])
            #expect(test.relay.record.bounces == 1 && test.relay.record.accepted == 1)
        }
    }

    @Test("bounces also where no mail is kept")
    func bouncesWithoutKeeping() async throws {
        try await TestRelay.with { $0.keepsMail = false }.run { test async throws in
            let client = try await SMTPClient.greeted(test.port)
            for recipient in ["bounces-later@d.example", "fine@d.example"] {
                _ = try await client.ask("MAIL FROM:<a@b.example>")
                _ = try await client.ask("RCPT TO:<\(recipient)>")
                _ = try await client.ask("DATA")
                try await client.say("Subject: Test", "", "Text", ".")
                #expect(try await client.reply().hasPrefix("250"))
            }
            #expect(try test.files("bounces/new").count == 1)
            #expect(try test.files("mail/new").isEmpty)
            #expect(test.relay.record.accepted == 2 && test.relay.record.kept == 0)
        }
    }

    @Test("bounces with the whole message, and in UTF-8 where the addresses are")
    func globalReport() throws {
        let envelope = SandboxEnvelope.sample(
            sender: "vănphòng@b.example", recipients: ["bounces-later@đ.example": [:]])
        let message = "Subject: x\r\n\r\nText\r\n"
        let report = try #require(
            NonDeliveryReport(
                on: .init(string: message), envelope: envelope,
                now: .init(timeIntervalSince1970: 0),
                boundary: "B"))
        #expect(String(buffer: report.returned) == message)
        #expect(report.head.contains("Content-Type: message/global-delivery-status\r\n"))
        #expect(report.head.contains("Final-Recipient: utf-8; bounces-later@đ.example\r\n"))
        #expect(report.head.contains("Date: Thu, 1 Jan 1970 00:00:00 +0000\r\n"))
        #expect(
            report.head.hasSuffix(
                "Content-Type: message/global\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"))
        #expect(!report.head.replacing("\r\n", with: "").contains("\n"))
    }

    @Test(
        "is not reported to nobody, nor to a sender who asked for silence",
        arguments: [
            ("", [:]), ("a@b.example", ["NOTIFY": "NEVER"]),
            ("a@b.example", ["NOTIFY": "SUCCESS,DELAY"]),
        ])
    func noReport(sender: String, parameters: [String: String]) {
        let envelope = SandboxEnvelope.sample(
            sender: sender, recipients: ["bounces-later@d.example": parameters])
        let report = NonDeliveryReport(
            on: .init(string: "x"), envelope: envelope, now: .now, boundary: "B")
        #expect(report == nil)
    }
}

extension SandboxEnvelope {
    static func sample(sender: String, recipients: [String: [String: String]]) -> Self {
        SandboxEnvelope(
            queueID: "S1M1", file: "mail/new/x", receivedAt: .init(timeIntervalSince1970: 0),
            session: 1, hello: "x", extended: true, tls: nil, user: nil,
            sender: Party(address: sender, parameters: [:]),
            recipients: recipients.map { Party(address: $0.key, parameters: $0.value) }, size: 1)
    }
}
