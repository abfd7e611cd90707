import ConvokeCore
import Engine
import LedgerStore

/// Mails of the inbox, for people.
enum MailText {
    /// What was new, a line each, and under it what somebody has to read.
    static func lines(_ report: InboxReport) -> [String] {
        report.entries.flatMap { entry in
            [line(entry)] + (entry.why == nil ? [] : quoted(entry.mail.words))
        }
    }

    /// Only what somebody should know at once.
    static func news(_ report: InboxReport?) -> [String] {
        guard let report else { return [] }
        return report.entries
            .filter { $0.why != nil || $0.mail.kind.isFailure }.map(line) + remarks(report)
    }

    static func remarks(_ report: InboxReport) -> [String] {
        report.alerts.map { "the mail server says: \($0)" }
            + report.refused.map { "the mail server did not give out a mail: \($0)" }
            + (report.refusal.map { ["mails could not be marked as read: \($0)"] } ?? [])
            + (report.left > 0 ? ["\(report.left) mails are left to be read next time"] : [])
    }

    static func line(_ entry: InboxReport.Entry) -> String {
        let effect = entry.effect.isEmpty ? "" : "; \(entry.effect)"
        let reading = entry.why.map { "; TO BE READ: \($0)" } ?? ""
        return "mail \(entry.id): \(head(entry.mail))\(effect)\(reading)"
    }

    static func line(_ record: MailRecord) -> String {
        "mail \(record.id): \(head(record.mail)), “\(record.mail.subject)”"
    }

    private static func head(_ mail: ReceivedMail) -> String {
        let whose = mail.owner.map { " \($0.recipient), \($0.conference)" } ?? " of nobody known"
        let status = mail.status.map { " \($0)" } ?? ""
        return words(mail.kind) + status + "," + whose + ", from \(mail.sender)"
    }

    /// Indented, as somebody else's words.
    static func quoted(_ text: String?) -> [String] {
        (text ?? "").split(separator: "\n").prefix(20).map { "    | " + $0 }
    }

    static func words(_ kind: MailClass) -> String {
        switch kind {
        case .hard: "came back for good"
        case .soft: "came back, another day may mend it"
        case .policy: "came back, refused for who sends"
        case .content: "came back, refused for what is in it"
        case .delay: "delayed"
        case .delivered: "delivered"
        case .relayed: "passed on"
        case .expanded: "passed on to a list"
        case .autoReply: "automatic reply"
        case .answer: "answer"
        case .readReceipt: "read receipt"
        case .abuseReport: "complaint"
        case .other: "something else"
        }
    }
}

extension MailClass {
    /// Whether a mail of ours came back.
    var isFailure: Bool { [.hard, .soft, .policy, .content].contains(self) }
}
