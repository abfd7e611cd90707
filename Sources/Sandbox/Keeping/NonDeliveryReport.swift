import Foundation
import NIOCore

/// The report that a mail could not be delivered (RFC 3464 in a multipart/report of RFC 6522),
/// with the forms of RFC 6533 where the envelope goes beyond ASCII.
///
/// The returned message lies between `head` and `foot`, so that it is not copied.
struct NonDeliveryReport: Sendable {
    let envelope: SandboxEnvelope
    let head: String
    /// The whole message, or its headers.
    let returned: ByteBuffer
    let foot: String

    /// The report on `recipients`; nil when none is wanted: a null sender (RFC 5321 section
    /// 4.5.5), or NOTIFY without FAILURE (RFC 3461 section 4.1).
    init?(
        on message: ByteBuffer, envelope: SandboxEnvelope, now: Date, boundary: String,
        misbehaviour: (String) -> Misbehaviour? = {
            Misbehaviour(localPart: $0.prefix { $0 != "@" })
        }
    ) {
        let failed = envelope.recipients.filter { recipient in
            misbehaviour(recipient.address) == .bouncesLater
                && Self.wantsReport(recipient.parameters["NOTIFY"])
        }
        guard !envelope.sender.address.isEmpty, !failed.isEmpty else { return nil }
        let text = Wording(envelope: envelope, failed: failed, now: now, boundary: boundary)
        let isWhole = envelope.sender.parameters["RET"]?.uppercased() != "HDRS"
        self.envelope = envelope
        head = text.head(isWhole: isWhole)
        returned = isWhole ? message : Self.headers(of: message)
        foot = "\r\n--\(boundary)--\r\n"
    }

    /// A boundary that no message can hold by chance.
    static func newBoundary() -> String {
        "report-" + String(UInt64.random(in: .min ... .max), radix: 36)
            + String(UInt64.random(in: .min ... .max), radix: 36)
    }

    private static func wantsReport(_ notify: String?) -> Bool {
        guard let notify else { return true }
        return notify.uppercased().split(separator: ",").contains("FAILURE")
    }

    private static func headers(of message: ByteBuffer) -> ByteBuffer {
        let view = message.readableBytesView
        guard let end = view.firstRange(of: Array("\r\n\r\n".utf8)) else { return message }
        return ByteBuffer(bytes: view[view.startIndex..<view.index(end.lowerBound, offsetBy: 2)])
    }
}

/// The words and fields of a report.
private struct Wording {
    let envelope: SandboxEnvelope
    let failed: [SandboxEnvelope.Party]
    let now: Date
    let boundary: String

    /// Whether ASCII's forms would not do (RFC 6533 section 2).
    private var isGlobal: Bool {
        envelope.sender.parameters["SMTPUTF8"] != nil
            || ([envelope.sender] + failed).contains { !$0.address.utf8.allSatisfy { $0 < 128 } }
    }

    func head(isWhole: Bool) -> String {
        let type = isGlobal ? "message/global-delivery-status" : "message/delivery-status"
        let status = ([perMessage] + failed.map(perRecipient)).joined(separator: "\r\n")
        return """
            \(header)
            --\(boundary)
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            \(explanation)
            --\(boundary)
            Content-Type: \(type)
            Content-Transfer-Encoding: 8bit

            \(status)
            --\(boundary)
            Content-Type: \(returnedType(isWhole: isWhole))
            Content-Transfer-Encoding: 8bit


            """.withNetworkLineEnds
    }

    private var header: String {
        """
        Return-Path: <>
        Delivered-To: \(envelope.sender.address)
        Date: \(Self.mailDate(now))
        From: Mail Delivery System <mailer-daemon@localhost>
        To: <\(envelope.sender.address)>
        Subject: Undelivered Mail Returned to Sender
        Message-ID: <\(boundary)@localhost>
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status;
         boundary="\(boundary)"

        """
    }

    private var explanation: String {
        """
        This is the sandbox relay at localhost. Your message could not be delivered to:

        \(failed.map { "<\($0.address)>: 550 5.1.1 No such mailbox" }.joined(separator: "\n"))

        """
    }

    private var perMessage: String {
        let envelopeID = envelope.sender.parameters["ENVID"].flatMap(XText.decoded)
        let first = envelopeID.map { "Original-Envelope-Id: \($0)\n" } ?? ""
        return first + """
            Reporting-MTA: dns; localhost
            Arrival-Date: \(Self.mailDate(envelope.receivedAt))

            """
    }

    private func perRecipient(_ recipient: SandboxEnvelope.Party) -> String {
        let original = recipient.parameters["ORCPT"].flatMap(OriginalRecipient.init)
        let first = original.map { "Original-Recipient: \($0.type); \($0.address)\n" } ?? ""
        let isASCII = recipient.address.utf8.allSatisfy { $0 < 128 }
        return first + """
            Final-Recipient: \(isASCII ? "rfc822" : "utf-8"); \(recipient.address)
            Action: failed
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 5.1.1 No such mailbox

            """
    }

    private func returnedType(isWhole: Bool) -> String {
        switch (isGlobal, isWhole) {
        case (true, true): "message/global"
        case (true, false): "message/global-headers"
        case (false, true): "message/rfc822"
        case (false, false): "text/rfc822-headers"
        }
    }

    /// RFC 5322 section 3.3, in UTC.
    private static func mailDate(_ moment: Date) -> String {
        moment.formatted(
            Date.VerbatimFormatStyle(
                format: """
                    \(weekday: .abbreviated), \(day: .defaultDigits) \(month: .abbreviated) \
                    \(year: .defaultDigits) \
                    \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\
                    \(minute: .twoDigits):\(second: .twoDigits) +0000
                    """,
                locale: Locale(identifier: "en_US_POSIX"), timeZone: .gmt,
                calendar: Calendar(identifier: .gregorian)
            ))
    }
}

extension String {
    fileprivate var withNetworkLineEnds: String {
        replacing("\r\n", with: "\n").replacing("\n", with: "\r\n")
    }
}
