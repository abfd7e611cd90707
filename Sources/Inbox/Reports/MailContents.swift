/// A mail as the readers look at it: its parts by what they are for.
struct MailContents: Sendable {
    let mail: IncomingMail
    let marks: MailMarks
    let leaves: [MailPart]
    /// What is written for people: the plain texts, or the HTML ones without their tags.
    let prose: String
    let original: OriginalMail

    init(_ mail: IncomingMail) {
        self.mail = mail
        marks = MailMarks(mail.header)
        leaves = Array(mail.body.leaves.prefix(1_000))
        prose = Self.prose(leaves)
        original = OriginalMail(header: mail.header)
    }

    var isReport: Bool { mail.body.type.description == "multipart/report" }

    var reportType: String? { mail.body.type.parameters["report-type"]?.lowercased() }

    /// The text of the first part of one of these types.
    func text(ofType types: Set<String>) -> String? {
        leaves.lazy.filter { types.contains($0.type.description) }.compactMap(Self.anyText).first
    }

    /// Messages inside this one.
    var messages: [IncomingMail] {
        leaves.compactMap { if case .message(let mail) = $0.content { mail } else { nil } }
    }

    /// The header of the message that came back, whole or in a part of its own.
    var returnedHeader: MailHeader? {
        if let message = messages.first { return message.header }
        let types: Set = [
            "text/rfc822-headers", "message/rfc822-headers", "message/global-headers",
            "text/rfc822",
            "message/rfc822", "message/global", "message/partial",
        ]
        guard let text = text(ofType: types) else { return nil }
        return StatusFields(text.prefix(16_384)).groups.first
    }

    /// A text, also where the part is not called one.
    static func anyText(_ part: MailPart) -> String? {
        switch part.content {
        case .text(let text): text
        case .data(let bytes): String(decoding: bytes.prefix(FoldedText.limit), as: UTF8.self)
        case .parts, .message: nil
        }
    }

    private static func prose(_ leaves: [MailPart]) -> String {
        let plain = texts(leaves, "text/plain")
        let bare = plain.isEmpty ? texts(leaves, "text/html").map(HTMLText.plain) : plain
        return String(bare.joined(separator: "\n").prefix(FoldedText.limit))
    }

    private static func texts(_ leaves: [MailPart], _ type: String) -> [String] {
        leaves.filter {
            $0.type.description == type
                && !($0.isAttachment && $0.fileName?.lowercased().hasSuffix(".eml") == true)
        }
        .compactMap(\.text)
        .filter { text in text.contains { !$0.isWhitespace } }
        .prefix(6).map { String($0.prefix(FoldedText.limit)) }
    }
}
