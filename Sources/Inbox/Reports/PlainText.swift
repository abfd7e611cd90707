/// The text of a report for people, divided from the message that came back behind it.
struct PlainText: Sendable {
    let body: String
    /// What came back, as text; empty when nothing did.
    let returned: String

    init(_ contents: MailContents) { self.init(contents.prose) }

    init(_ text: String) {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let first = lines.firstIndex { $0.contains { !$0.isWhitespace } } ?? 0
        let cut = lines.indices.dropFirst(first).first {
            Self.beginsReturned(lines[$0], isFirst: $0 == first)
        }
        let said = lines[..<(cut ?? lines.count)]
        let isTranscript = said.contains { $0.contains("Transcript of session follows") }
        body = said.filter { !isTranscript || !Self.isEcho($0) }.joined(separator: "\n")
        returned = cut.map { lines[$0...].joined(separator: "\n") } ?? ""
    }

    /// What Sendmail adds below any answer of 5yz, whatever the reason: "554 5.0.0 Service
    /// unavailable".
    private static func isEcho(_ line: Substring) -> Bool {
        guard line.utf8.count < 300, line.hasPrefix("554 ") else { return false }
        return line.hasSuffix("Service unavailable")
    }

    private static func beginsReturned(_ line: Substring, isFirst: Bool) -> Bool {
        guard !isFirst, line.utf8.count < 200 else { return false }
        let text = FoldedText(line, limit: 200)
        guard let first = text.bytes.first else { return false }
        let isField = ReturnedMarks.fields.contains { text.hasPrefix($0) }
        if isField, line.first?.isWhitespace == false { return true }
        if ReturnedMarks.lines.contains(where: { text.contains($0) }) { return true }
        guard "-=*_#>+~".utf8.contains(first) else { return false }
        guard text.bytes.prefix(2).allSatisfy({ "-=*_#>+~".utf8.contains($0) }) else {
            return false
        }
        return ReturnedMarks.rulers.contains { text.contains($0) }
            && !ReturnedMarks.others.contains { text.contains($0) }
    }
}

/// How the returned message is announced in a text.
private enum ReturnedMarks {
    /// Lines that begin a header.
    static let fields = [
        "received: from", "received: by", "received: (qmail", "return-path:", "message-id:",
        "mime-version:", "x-mailer:",
    ]

    /// Lines that say it.
    static let lines = [
        "original message follows", "message text follows", "message header follows",
        "message headers follow", "returned mail follows", "here is your returned mail",
        "message contents follow", "old message:", "included is a copy of the message header",
        "content of your message follows", "the header of the original message",
        "your message follows", "this is a copy of your message",
        "this is a copy of the message", "below this line is a copy",
        "below the next line is a copy", "below is a copy of the original",
        "the original message headers", "original message headers",
        "original-header", "begin original", "start of returned message",
        "a copy of the original message below this line", "headers of the original message follow",
        "your original message follows", "the following is a copy of the original",
        "the message you sent follows",
        "your message reads", "original message header:", "the message header is",
        "original mail header", "-- original message --", "unsent message follows",
        "unsent message below", "first lines of the message", "end of message",
        "text of your message", "ursprüngliche nachricht", "ursprünglicher nachrichtentext",
        "kopfzeilen der nachricht", "the full original message", "message d'origine",
        "mensaje original", "thư gốc", "原始邮件", "header follows",
    ]

    /// Words of a ruled line.
    static let rulers = [
        "original message", "original mail", "original header", "returned mail", "returned message",
        "unsent message", "copy of the message", "copy of your message", "message header",
        "headers of the", "header of the", "enclosed", "forwarded message", "message follows",
        "message text", "undelivered message", "message source", "your message", "original text",
        "rejected message", "mail body", "start of message", "partial message", "message body",
    ]

    /// Ruled lines of the report itself.
    static let others = [
        "transcript", "session", "failed recipient", "fatal errors", "the following address",
        "delivery report", "error", "was rejected", "reason", "could not", "not delivered",
        "not be delivered", "resend", "warning",
    ]
}
