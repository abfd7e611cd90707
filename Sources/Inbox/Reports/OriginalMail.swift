/// What an incoming mail says of the mail of ours that it is about: all that may tell whose it is.
/// Nothing here is proven; a stranger may have written it.
package struct OriginalMail: Hashable, Sendable {
    /// ENVID as it came back (RFC 3464 section 2.2.1).
    package var envelopeIDs: [String] = []
    /// Message-ID of the returned message, or of the one that was read.
    package var messageIDs: [String] = []
    /// In-Reply-To and References of the mail itself, without what is above.
    package var threadIDs: [String] = []
    /// Where the mail came to: a token may stand in one of them (VERP).
    package var sentTo: [String] = []
    /// Return-Path and Sender of the returned message.
    package var returnPaths: [String] = []
    /// Recipients that the returned message names.
    package var recipients: [String] = []
    package var subject: String?
    package var reportingMTA: String?
    /// When the reporting server took our mail (RFC 3464 section 2.2.5), as it wrote it.
    package var arrival: String?
}

extension OriginalMail {
    private static let envelopeFields = [
        "To", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To",
        "X-RCPT-To", "Apparently-To", "Resent-To", "Cc", "X-Forwarded-To",
    ]

    /// What the mail's own header says.
    init(header: MailHeader) {
        sentTo = Self.addresses(header, Self.envelopeFields)
        threadIDs = Self.identifiers(header, ["In-Reply-To", "References"])
    }

    /// Adds what the header of the returned message says.
    mutating func take(returned header: MailHeader) {
        messageIDs += Self.identifiers(header, ["Message-ID"]).filter { !messageIDs.contains($0) }
        returnPaths += Self.addresses(header, ["Return-Path", "Sender"])
        recipients += Self.addresses(header, ["X-Failed-Recipients", "To", "Cc"])
        subject = subject ?? header.first("Subject")
    }

    private static func addresses(_ header: MailHeader, _ names: [String]) -> [String] {
        var found: [String] = []
        for value in names.flatMap({ header.all($0).prefix(10) }) {
            for address in MailAddress.all(in: value.prefix(4_096), limit: 50)
            where !found.contains(address) { found.append(address) }
        }
        return found
    }

    /// What stands in angle brackets, without them.
    static func identifiers(_ header: MailHeader, _ names: [String]) -> [String] {
        var found: [String] = []
        for value in names.flatMap({ header.all($0).prefix(4) }) {
            for piece in value.prefix(8_192).split(separator: "<").prefix(200) {
                guard let end = piece.firstIndex(of: ">") else { continue }
                let id = piece[..<end].filter { !$0.isWhitespace }
                if id.contains("@"), !found.contains(id) { found.append(id) }
            }
        }
        return found
    }
}
