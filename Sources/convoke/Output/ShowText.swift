import ConvokeCore
import Engine
import Foundation
import LedgerStore

/// `show` for people: a recipient and what happened, in order.
struct ShowText {
    let report: ShowReport

    var lines: [String] {
        heading + (report.history.isEmpty ? ["", "Nothing was sent yet."] : history) + answers
            + cases + mails
    }

    private var heading: [String] {
        guard let recipient = report.recipient else {
            return ["\(report.id) is no longer in the recipient list"]
        }
        let contact = recipient.contact
        var lines = ["\(contact.name) (\(contact.id), \(recipient.role.rawValue))"]
        if let venue = recipient.venue { lines.append("  venue   \(venue.name)") }
        if !contact.emails.isEmpty {
            lines.append("  mail    " + contact.emails.map(\.description).joined(separator: ", "))
        }
        if !contact.phones.isEmpty {
            lines.append("  phone   " + contact.phones.map(\.display).joined(separator: ", "))
        }
        if let deputy = contact.deputy { lines.append("  deputy  \(deputy)") }
        return lines + ["  code    \(report.answerCode)"]
    }

    private var history: [String] {
        report.history.flatMap { [""] + self.lines($0) }
    }

    private var answers: [String] {
        report.answers.map { record in
            let answer = record.answer
            let by = answer.byWhom.map { ", \($0)" } ?? ""
            let note = answer.note.map { " “\($0)”" } ?? ""
            return "  \(moment(answer.at))  answered \(answer.about): \(answer.word.rawValue)"
                + " (by \(answer.way.rawValue)\(by))\(note)"
                + (record.isUndone ? ", taken back" : "")
        }.headed("answers")
    }

    private var cases: [String] {
        let cases = report.cases.map { one in
            let end = one.end.map { " -> \($0.rawValue)" } ?? ""
            return "  " + CaseText.line(one, report.timeZone, now: report.asOf) + end
        }
        return (cases + report.corrected.map(line)).headed("telephone")
    }

    /// Where anything was taken back, all that was said of the call stands here.
    private func line(_ said: CallWord) -> String {
        "  \(moment(said.at))  call \(said.step): \(said.word) (by \(said.byWhom))"
            + (said.note.map { " “\($0)”" } ?? "")
    }

    private var mails: [String] {
        report.mails.flatMap { record in
            let head =
                "mail \(record.id): \(MailText.words(record.mail.kind)) from \(record.mail.sender),"
                + " “\(record.mail.subject)”"
            let effect = record.effect.isEmpty ? "changed nothing" : record.effect
            let read = record.readBy.map { "; read by \($0)" } ?? ""
            return ["", head, "  \(moment(record.mail.receivedAt))  \(effect)\(read)"]
                + MailText.quoted(record.mail.words)
        }
    }

    private func lines(_ history: DeliveryHistory) -> [String] {
        let delivery = history.delivery
        var lines = [
            "#\(delivery.id) \(delivery.notice) by \(delivery.channel.rawValue) to \(delivery.address):"
                + " \(delivery.state.rawValue)"
                + (delivery.possibleDuplicate ? ", possible duplicate" : ""),
            "  \(moment(delivery.plannedAt))  planned",
        ]
        lines += history.attempts.map(line)
        lines += history.remarks.map { remark in
            "  \(moment(remark.at))  \(remark.kind.rawValue) \(remark.text ?? "")"
        }
        return lines
    }

    private func line(_ record: AttemptRecord) -> String {
        var words = ["attempt \(record.number): \(record.attempt.outcome.rawValue)"]
        words.append("at \(record.attempt.stage.rawValue)")
        if let reason = record.attempt.reason { words.append("(\(reason.words))") }
        if !record.attempt.words.isEmpty { words.append("“\(record.attempt.words)”") }
        return "  \(moment(record.at))  " + words.joined(separator: " ")
    }

    private func moment(_ instant: Date) -> String {
        MomentText.short(instant, in: report.timeZone)
    }
}

extension [String] {
    /// Under a heading of their own; nothing where there are none.
    fileprivate func headed(_ heading: String) -> [String] {
        isEmpty ? [] : ["", heading] + self
    }
}
