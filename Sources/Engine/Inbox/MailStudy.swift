import Calendar
import ConvokeCore
import Crypto
import Inbox

/// A mail as far as it explains itself.
struct MailStudy {
    let mail: IncomingMail
    let reading: MailReading
    let reply: ReplyText
    let meaning: ReplyMeaning
    /// The answer codes of its subject and its text, quoted text and all.
    let codes: [AnswerCode]
    /// Those that its author wrote.
    let ownCodes: [AnswerCode]
    /// The reply of a calendar; nil for other mails.
    let calendar: CalendarReply?
    /// SHA-256 of its octets.
    let digest: [UInt8]
    /// Whether more of it was left out than a person would miss.
    let isCut: Bool

    /// - Parameter isCut: whether the octets are only its beginning.
    init(_ octets: [UInt8], isCut: Bool) {
        mail = MailOpener.open(octets)
        reading = MailReading.of(mail)
        reply = ReplyText(mail)
        meaning = ReplyMeaning(reply.words)
        codes = ReplyText.codes(in: mail)
        ownCodes =
            AnswerCodeSearch.codes(
                in: (mail.header.first("Subject") ?? "").prefix(500) + "\n"
                    + reply.words.prefix(20_000)
            ).codes
        calendar = Self.calendar(mail)
        digest = Array(SHA256.hash(data: octets))
        self.isCut = isCut || !mail.cuts.isEmpty
    }

    /// A calendar's reply is an answer, whatever marks of a machine it has.
    var kind: MailClass {
        guard let calendar, calendar.method == .reply || calendar.method == .counter else {
            return reading.mailClass
        }
        return .answer
    }

    var sender: String { mail.header.first("From") ?? "" }
    var subject: String { mail.header.first("Subject") ?? "" }

    var clues: OwnerClues {
        OwnerClues(
            addresses: reading.original.sentTo + reading.original.returnPaths,
            envelopeIDs: reading.original.envelopeIDs,
            messageIDs: reading.original.messageIDs + reading.original.threadIDs)
    }

    /// Its own Message-ID, without angle brackets.
    var messageID: String? {
        mail.header.first("Message-ID").map { $0.filter { !"<> \t".contains($0) } }
    }

    /// Files that its author sent along; what belongs to a signature is none, nor is the calendar's part.
    var attachments: [MailShelf.Attachment] {
        mail.body.leaves.compactMap { part in
            let isPicture = part.type.type == "image"
            let isFile = part.isAttachment || part.fileName != nil && !isPicture
            guard isFile, !Self.companions.contains(part.type.description) else { return nil }
            switch part.content {
            case .text(let text):
                return .init(name: part.fileName ?? "", bytes: Array(text.utf8))
            case .data(let bytes): return .init(name: part.fileName ?? "", bytes: bytes)
            case .parts, .message: return nil
            }
        }
    }

    private static let companions: Set = [
        "text/calendar", "application/pkcs7-signature", "application/x-pkcs7-signature",
        "application/pgp-signature", "application/pgp-keys", "text/vcard", "text/x-vcard",
        "application/ms-tnef", "text/rfc822-headers",
    ]

    /// Whether a machine's reply names somebody to ask, or a way to reach them.
    var namesAnother: Bool {
        guard reading.mailClass == .autoReply, let text = reading.text else { return false }
        let folded = CleanText.folded(text)
        return Self.deputies.contains { folded.contains($0) } || folded.contains("@")
    }

    private static let deputies = [
        "lien he", "thay toi", "thay mat", "uy quyen", "dien thoai", "hotline", "contact",
        "instead", "deputy", "on my behalf", "reach ", "call ", "vertret", "wenden sie",
        "contacter", "remplac", "contacte",
    ]

    private static func calendar(_ mail: IncomingMail) -> CalendarReply? {
        mail.body.leaves.lazy.compactMap { part -> CalendarReply? in
            guard part.type.description == "text/calendar", let text = part.text else { return nil }
            return CalendarReply.read(text.utf8, method: part.type.parameters["method"])
        }.first
    }
}
