import ConvokeCore
import Testing

@testable import Inbox

@Suite("What a mail says of ours")
struct OriginalMailTests {
    @Test("the identifiers and addresses of a report")
    func report() {
        let found = reading(
            """
            Return-Path: <>
            Delivered-To: bounce+TOKEN@tinhuy.example
            From: MAILER-DAEMON@mx.example
            To: bounce+token@tinhuy.example
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b
            Content-Type: message/delivery-status

            Original-Envelope-Id: k7f2+2B1
            Reporting-MTA: dns; mx.example
            Arrival-Date: Tue, 10 Nov 2026 09:13:58 +0700

            Final-Recipient: rfc822; anna@mx.example
            Action: failed
            Status: 5.1.1

            --b
            Content-Type: text/rfc822-headers

            Return-Path: <bounce+token@tinhuy.example>
            Message-ID: <k7f2.1@tinhuy.example>
            To: anna@mx.example
            Subject: Moi hop

            --b--
            """
        ).original
        #expect(found.envelopeIDs == ["k7f2+2B1"])
        #expect(found.messageIDs == ["k7f2.1@tinhuy.example"])
        #expect(found.sentTo == ["bounce+token@tinhuy.example", "bounce+TOKEN@tinhuy.example"])
        #expect(found.returnPaths == ["bounce+token@tinhuy.example"])
        #expect(found.recipients == ["anna@mx.example"])
        #expect(found.reportingMTA == "mx.example")
        #expect(found.arrival == "Tue, 10 Nov 2026 09:13:58 +0700")
        #expect(found.subject == "Moi hop")
    }

    @Test("the message that a text gives back is read for its identifier, never for words")
    func returnedText() throws {
        let reading = try Sample.reading("exim-rcpt-550")
        #expect(reading.original.messageIDs == ["k7f2.4@tinhuy.example"])
        #expect(reading.original.subject == "user unknown")
    }

    @Test("a thread is known by In-Reply-To and References")
    func thread() {
        let found = reading(
            """
            From: anna@mx.example
            Subject: Re: Moi hop
            In-Reply-To: <a@x.example>
            References: <b@x.example>
             <a@x.example> <broken

            Text.
            """)
        #expect(found.mailClass == .answer)
        #expect(found.original.threadIDs == ["a@x.example", "b@x.example"])
    }

    @Test("a read receipt names the message that was read")
    func receipt() throws {
        #expect(
            try Sample.reading("mdn-displayed").original.messageIDs == ["k7f2.15@tinhuy.example"])
    }
}
