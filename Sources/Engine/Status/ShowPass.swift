package import ConvokeCore
package import Foundation
package import LedgerStore

/// Everything that happened with one recipient, in order: what `show` tells.
package struct ShowReport: Sendable {
    package let recipient: Recipient?
    package let id: String
    package let answerCode: String
    package let history: [DeliveryHistory]
    /// What came from them, or about mails to them.
    package let mails: [MailRecord]
    /// What they answered, also what was taken back, in the order in which it was written down.
    package let answers: [AnswerRecord]
    /// What went to the telephone because of them, in the order in which it began.
    package let cases: [Escalation]
    /// What was said of calls of which anything was taken back, in its order.
    package let corrected: [CallWord]
    package let asOf: Date
    package let timeZone: TimeZone
}

/// Reads one recipient's story.
package struct ShowPass {
    private let office: Office

    package init(_ office: Office) {
        self.office = office
    }

    /// - Throws: a usage problem for somebody whom neither the conference nor the ledger knows.
    package func run(_ conference: String, _ recipient: String) throws(Problems) -> ShowReport {
        try Problems.collecting(ledger: office.settings.ledger) {
            let convocation = try office.convocation(conference)
            let reader = try LedgerReader.open(at: office.ledgerPath)
            let history = try reader?.history(of: recipient, in: conference) ?? []
            let known = convocation.recipient(recipient)
            let mails = try reader?.mails(of: recipient, in: conference) ?? []
            let answers =
                try reader?.answers(AnswerFilter(conference: conference, recipient: recipient))
                ?? []
            let cases =
                try reader?.escalations(in: conference)
                .filter { $0.plan.recipient == recipient } ?? []
            let corrected = try reader?.correctedWords(ofCases: cases.map(\.id)) ?? []
            if known == nil && history.isEmpty {
                throw Problem.unknownRecipient(recipient, convocation)
            }
            let letters = try LetterWriter(office, convocation.conference)
            return ShowReport(
                recipient: known, id: recipient,
                answerCode: known.map { letters.answerCode($0) } ?? "", history: history,
                mails: mails, answers: answers, cases: cases, corrected: corrected,
                asOf: office.clock.now, timeZone: office.settings.timeZone)
        }
    }
}

extension Problem {
    static func unknownRecipient(_ id: String, _ convocation: Convocation) -> Problem {
        var nearest = NearestName(among: convocation.recipients.map(\.id))
        let hint = nearest.suggestion(for: id).map { "Did you mean \($0)? " } ?? ""
        return Problem(
            .usage, "The conference has no recipient of that name",
            at: Place(convocation.conference.recipientList), found: id,
            expected: "the id of a contact in the recipient list",
            fix: hint + "convoke status \(convocation.conference.id) --deliveries lists the ids.")
    }
}
