import Calendar
package import ConvokeCore
import Foundation
import Inbox
import LedgerStore

/// What one mail is, and why: what `inbox --explain` tells. Nothing is changed by it.
package struct MailExplanation: Sendable {
    /// Octets of a file that are read.
    package static let longest = MailOctets.usual

    package let mailClass: MailClass
    /// RFC 3463.
    package let status: String?
    /// RFC 3464 section 2.3.3.
    package let action: String?
    /// The address that it is about.
    package let recipient: String?
    package let diagnostic: String?
    package let rule: String
    /// The delivery that it is about; nil without a workspace, or when it is about none.
    package let delivery: Int64?
    package let whose: String?
    /// What its author says, where it is an answer.
    package let meaning: String?
    package let codes: [String]
    package let calendar: String?
    package let attachments: [String]
    package let cuts: [String]
    /// What reading it would change; nil without a workspace.
    package let consequence: String?

    /// - Parameter office: says whose it is; nil for a mail without a workspace.
    package static func of(_ octets: [UInt8], _ office: Office?) throws(Problems) -> MailExplanation
    {
        try Problems.collecting(ledger: office?.settings.ledger ?? "the ledger") {
            let study = MailStudy(octets, isCut: octets.count >= longest)
            guard let office, let reader = try LedgerReader.open(at: office.ledgerPath) else {
                return MailExplanation(study, nil)
            }
            let key = try TokenKey.open(root: office.shelf)
            let search = OwnerSearch(key: key, reader: reader)
            var answers = AnswerDesk(office, key)
            return MailExplanation(study, try MailClaim.of(study, office, search, &answers))
        }
    }

    private init(_ study: MailStudy, _ claim: MailClaim?) {
        let reading = study.reading
        mailClass = study.kind
        status = reading.status?.description
        action = reading.action
        recipient = reading.recipient
        diagnostic = reading.diagnostic.map { CleanText.shown($0, limit: 500) }
        rule = reading.rule
        delivery = claim?.delivery?.id
        whose = claim.map { $0.owner?.words ?? "nobody's that is known" }
        meaning = study.kind == .answer ? study.meaning.words : nil
        codes = study.codes.map(\.text)
        calendar = study.calendar.map(Self.words)
        attachments = study.attachments.map {
            "\(SafeFileName($0.name, fallback: "without a name")), \($0.bytes.count) octets"
        }
        cuts = study.mail.cuts.map(\.rawValue).sorted()
        consequence = claim.map { MailDecision.of($0.facts(study)).words }
    }

    private static func words(_ reply: CalendarReply) -> String {
        reply.entries.map { entry in
            let said = entry.attendees.map(\.participation.rawValue).joined(separator: ", ")
            return
                "\(said) for \(CleanText.shown(entry.uid, limit: 120)), version \(entry.sequence)"
        }.joined(separator: "; ")
    }
}

extension MailExplanation {
    /// `{"class": …, "status": "5.1.1", "action": "failed", "recipient": "a@b", "delivery": null,
    /// "rule": …}` and what else is known.
    package func json() throws -> String {
        try JSONText.of(Document(self))
    }

    private struct Document: Encodable {
        let explanation: MailExplanation

        init(_ explanation: MailExplanation) { self.explanation = explanation }

        private enum Key: String, CodingKey {
            case `class`, status, action, recipient, delivery, rule, diagnostic, whose, meaning
            case codes, calendar, attachments, cuts, consequence
        }

        /// Written out by hand because what is absent is `null`, not left out.
        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(explanation.mailClass.rawValue, forKey: .class)
            try container.encode(explanation.status, forKey: .status)
            try container.encode(explanation.action, forKey: .action)
            try container.encode(explanation.recipient, forKey: .recipient)
            try container.encode(explanation.delivery, forKey: .delivery)
            try container.encode(explanation.rule, forKey: .rule)
            try container.encode(explanation.diagnostic, forKey: .diagnostic)
            try container.encode(explanation.whose, forKey: .whose)
            try container.encode(explanation.meaning, forKey: .meaning)
            try container.encode(explanation.codes, forKey: .codes)
            try container.encode(explanation.calendar, forKey: .calendar)
            try container.encode(explanation.attachments, forKey: .attachments)
            try container.encode(explanation.cuts, forKey: .cuts)
            try container.encode(explanation.consequence, forKey: .consequence)
        }
    }
}

extension ReceivedMail.Owner {
    fileprivate var words: String {
        let what = delivery.map { ", delivery \($0)" } ?? ""
        return "\(recipient), \(conference)\(what), by its \(way.words)"
    }
}

extension ReceivedMail.Way {
    fileprivate var words: String {
        switch self {
        case .token: "return path"
        case .envelopeID: "envelope id"
        case .messageID: "Message-ID"
        case .calendar: "calendar entry"
        case .code: "answer code"
        }
    }
}

extension ReplyMeaning {
    fileprivate var words: String {
        switch self {
        case .accepts(let said): "yes: " + said.map(\.rawValue).sorted().joined(separator: ", ")
        case .declines: "no"
        case .unclear(let doubt): "to be read, \(doubt.words)"
        }
    }
}

extension MailDecision {
    /// What is done about it, in words.
    fileprivate var words: String {
        let all =
            reports.map { $0 == .failed ? "the delivery bounced" : "the delivery arrived" }
            + [word.map { "answered \($0.rawValue)" }, isReached ? "no call needed" : nil]
            .compactMap(\.self) + [toRead.map { "to be read: \($0)" }].compactMap(\.self)
        return all.isEmpty ? "nothing" : all.joined(separator: "; ")
    }
}
