package import ConvokeCore
import Foundation
import LedgerStore
import Phone

/// Hears what gateways call back with: reports about texts, and texts that people sent.
package struct ReportPass: Sendable {
    /// The file of texts that a person has to read, in the workspace.
    package static let kept = TextBook.name

    private let office: Office

    package init(_ office: Office) {
        self.office = office
    }

    /// Takes one call. When it returns, what there was to keep is on the disk.
    ///
    /// - Parameter path: `/dlr` for a report, `/reply` for a text.
    /// - Throws: problems of the workspace or the ledger. A text is kept to be read even then, unless
    ///   that is what fails.
    package func take(path: String, query: String) throws(Problems) -> Heard {
        try Problems.collecting(ledger: office.settings.ledger) {
            if path == "/dlr", let report = DeliveryReport(query: query) {
                return try take(report)
            }
            if path == "/reply", let text = IncomingText(query: query) {
                return try take(text)
            }
            return .notUnderstood(path, query)
        }
    }

    private func take(_ report: DeliveryReport) throws -> Heard {
        let entry = ReportEntry(key: try TokenKey.open(root: office.shelf), now: office.clock.now)
        guard let reader = try LedgerReader.open(at: office.ledgerPath),
            let delivery = try entry.delivery(report, reader)
        else { return .notOurs(report.reference) }
        let outcome = try office.writing { try entry.enter(report, on: delivery, $0) }
        return .report(report.text, of: outcome)
    }

    private func take(_ text: IncomingText) throws -> Heard {
        do {
            return try decide(text)
        } catch {
            try TextBook(office).keep(
                text.text, from: text.number, why: "it could not be dealt with when it came",
                at: office.clock.now)
            throw error
        }
    }

    private func decide(_ text: IncomingText) throws -> Heard {
        let meaning = TextMeaning(text.text)
        let holders = try holders(of: meaning.codes)
        let sender = SenderCases(
            text.number, region: office.settings.region, now: office.clock.now)
        let cases = holders.isEmpty ? sender.among(try openCases()) : []
        switch TextDecision.of(meaning, holders: holders.count, cases: cases) {
        case .answer(let word): return try record(word, holders, text)
        case .acknowledge(let entry): return try acknowledge(entry, text)
        case .keep(let why):
            try keep(text, why)
            return .kept(text.text, from: text.number, why: why)
        }
    }

    /// Whoever holds one of the codes, in whichever conference.
    private func holders(of codes: [AnswerCode]) throws -> [Holder] {
        if codes.isEmpty { return [] }
        return try office.conferences().flatMap { id -> [Holder] in
            let book = try CodeBook(office, try office.convocation(id))
            return codes.compactMap { code in
                book.holder(of: code).map { Holder(id, $0.recipient, $0.about) }
            }
        }
    }

    private func record(
        _ word: AnswerWord, _ holders: [Holder], _ text: IncomingText
    ) throws -> Heard {
        let source = AnswerSource(way: .sms, byWhom: text.number, note: text.text)
        let reports = try holders.map { holder in
            try AnswerPass(office).record(
                AnswerRequest(
                    conference: holder.conference, recipient: holder.recipient,
                    about: holder.about, word: word, source: source))
        }
        return .answers(reports, from: text.number)
    }

    private func openCases() throws -> [Escalation] {
        guard let reader = try LedgerReader.open(at: office.ledgerPath) else { return [] }
        return try office.conferences().flatMap {
            try reader.escalations(in: $0, openOnly: true)
        }
    }

    /// The words stand nowhere in the ledger then, and are kept first.
    private func acknowledge(_ entry: Escalation, _ text: IncomingText) throws -> Heard {
        try keep(text, "it was taken for an acknowledgement")
        let now = office.clock.now
        try office.writing { ledger in
            _ = try ledger.endEscalation(entry.id, .acknowledged, at: now)
            try ledger.settleMail(
                of: entry, words: "reached by text, answered by \(text.number)", at: now)
        }
        return .acknowledged(entry, from: text.number, text.text)
    }

    private func keep(_ text: IncomingText, _ why: String) throws(Problem) {
        try TextBook(office).keep(text.text, from: text.number, why: why, at: office.clock.now)
    }
}

/// Whose an answer code is, and what it answers about.
private struct Holder {
    let conference: String
    let recipient: String
    let about: String

    init(_ conference: String, _ recipient: String, _ about: String) {
        self.conference = conference
        self.recipient = recipient
        self.about = about
    }
}

extension DeliveryReport {
    /// For whoever watches.
    fileprivate var text: String {
        let word =
            switch state {
            case .buffered: "on its way"
            case .delivered: "delivered"
            case .failed: "failed"
            }
        return words.isEmpty ? word : "\(word), \(words)"
    }
}
