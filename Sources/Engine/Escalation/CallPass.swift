import Agenda
package import ConvokeCore
package import Foundation
import LedgerStore

/// The call sheet, and what callers say about it.
package struct CallPass {
    /// How long a call belongs to whoever took it.
    private static let lease = 600.0

    private let office: Office

    package init(_ office: Office) {
        self.office = office
    }

    package func sheet(_ id: String, includingDone: Bool = false) throws(Problems) -> CallSheet {
        try Problems.collecting(ledger: office.settings.ledger) {
            let convocation = try office.convocation(id)
            let reader = try LedgerReader.open(at: office.ledgerPath)
            return CallSheet(
                convocation, try reader?.escalations(in: id, openOnly: !includingDone) ?? [],
                try LetterWriter(office, convocation.conference),
                organisation: office.settings.organisation, includingDone: includingDone,
                now: office.clock.now)
        }
    }

    /// Gives a call to a caller for ten minutes.
    ///
    /// - Throws: a problem when somebody else has it, or there is nothing to call for any more.
    package func take(_ call: Int64, in id: String, by whom: String) throws(Problems) {
        try Problems.collecting(ledger: office.settings.ledger) {
            _ = try known(call, in: id)
            let now = office.clock.now
            let ledger = try Ledger.open(at: office.ledgerPath)
            let result = try ledger.takeCall(call, by: whom, until: now + Self.lease, at: now)
            try ledger.close()
            switch result {
            case .taken: return
            case .busy(let other, let until): throw Problem.callTaken(call, other, until, office)
            case .over(let outcome): throw Problem.callOver(call, outcome)
            case .unknown: throw Problem.unknownCall(call, id)
            }
        }
    }

    /// Writes down what came of a call, and does what follows from it.
    ///
    /// - Throws: a problem for a call that nobody knows or that has its outcome; nothing has changed then.
    package func finish(_ report: CallReport) throws(Problems) {
        try Problems.collecting(ledger: office.settings.ledger) {
            let entry = try known(report.call, in: report.conference)
            let convocation = try office.convocation(report.conference)
            let next = try CallConsequence.of(
                report, entry, convocation, now: office.clock.now)
            let ledger = try Ledger.open(at: office.ledgerPath)
            guard
                try ledger.finishCall(
                    report.call, report.outcome, note: report.note, by: report.byWhom,
                    at: office.clock.now)
            else { throw Problem.callOver(report.call, report.outcome) }
            try carryOut(next, entry, report, ledger)
            try ledger.close()
            if report.outcome == .declined { try decline(report, entry, convocation) }
        }
    }

    private func carryOut(
        _ next: CallConsequence, _ entry: Escalation, _ report: CallReport, _ ledger: Ledger
    ) throws {
        let now = office.clock.now
        switch next {
        case .acknowledged:
            _ = try ledger.endEscalation(entry.id, .acknowledged, at: now)
            try settle(entry, report, ledger)
        case .promised(let moment):
            try ledger.acknowledge(entry.id, promisedBy: moment, at: now)
            try settle(entry, report, ledger)
        case .callAgain(let step):
            _ = try ledger.begin([step], at: now, clock: office.ledgerClock)
        case .leftToLadder: return
        }
    }

    private func settle(_ entry: Escalation, _ report: CallReport, _ ledger: Ledger) throws {
        try ledger.settleMail(
            of: entry, words: "told by telephone, by \(report.byWhom)", at: office.clock.now)
    }

    private func decline(
        _ report: CallReport, _ entry: Escalation, _ convocation: Convocation
    ) throws(Problems) {
        let about =
            entry.plan.cause == .obligation ? entry.plan.about : ObligationRows.invitation
        let rows = ObligationRows.rows(convocation.conference, convocation.recipients)
        let recipient = entry.plan.recipient
        guard rows.contains(where: { $0.obligation == about }) else { return }
        _ = try AnswerPass(office).record(
            AnswerRequest(
                conference: report.conference, recipient: recipient, about: about, word: .no,
                source: AnswerSource(way: .call, byWhom: report.byWhom, note: report.note)))
    }

    private func known(_ call: Int64, in id: String) throws -> Escalation {
        _ = try office.conferenceAlone(id)
        let reader = try LedgerReader.open(at: office.ledgerPath)
        guard let entry = try reader?.escalation(ofStep: call), entry.plan.conference == id,
            entry.steps.contains(where: { $0.id == call && $0.channel == .call })
        else { throw Problem.unknownCall(call, id) }
        return entry
    }
}

/// What a caller says about a call.
package struct CallReport: Sendable {
    package var conference: String
    package var call: Int64
    package var outcome: CallOutcome
    /// Who called.
    package var byWhom: String
    package var note: String?
    /// By when it was promised to be done.
    package var promisedBy: Date?
    /// Id of the contact who is to be called instead.
    package var delegatedTo: String?

    package init(
        conference: String, call: Int64, outcome: CallOutcome, byWhom: String,
        note: String? = nil, promisedBy: Date? = nil, delegatedTo: String? = nil
    ) {
        self.conference = conference
        self.call = call
        self.outcome = outcome
        self.byWhom = byWhom
        self.note = note
        self.promisedBy = promisedBy
        self.delegatedTo = delegatedTo
    }
}

/// What follows from the outcome of a call.
enum CallConsequence: Equatable {
    case acknowledged
    case promised(Date)
    /// Somebody is to be called at once, or later.
    case callAgain(PlannedStep)
    /// The next rung, when its time comes.
    case leftToLadder

    /// Ten minutes after a busy line.
    private static let pause = 600.0

    /// Steps that calls lead to come after all rungs of a ladder.
    private static let firstOwn = 1000

    static func of(
        _ report: CallReport, _ entry: Escalation, _ convocation: Convocation, now: Date
    ) throws(Problem) -> CallConsequence {
        let own = max(firstOwn, (entry.steps.map(\.rung).max() ?? 0) + 1)
        let step = entry.steps.first { $0.id == report.call }
        func call(_ contact: String, _ numbers: [String], after pause: Double) -> CallConsequence {
            .callAgain(
                PlannedStep(
                    escalation: entry.id, rung: own, contact: contact, numbers: numbers, text: nil,
                    notBefore: now + pause,
                    callBy: max(now + pause, step?.callBy ?? entry.plan.deadline)))
        }
        switch report.outcome {
        case .reached, .declined: return .acknowledged
        case .promised:
            guard let moment = report.promisedBy else { throw .promiseWithoutTime }
            return .promised(moment)
        case .delegated:
            guard let id = report.delegatedTo, let contact = convocation.contacts[id] else {
                throw .unknownDelegate(report.delegatedTo ?? "")
            }
            if contact.phones.isEmpty { throw .delegateWithoutPhone(contact) }
            return call(id, contact.phones.map(\.dialled), after: 0)
        case .busy:
            return step.map { call($0.contact, $0.numbers, after: pause) } ?? .leftToLadder
        case .noAnswer, .wrongNumber, .delivered, .failed, .dropped: return .leftToLadder
        }
    }
}

extension Problem {
    static func unknownCall(_ call: Int64, _ conference: String) -> Problem {
        Problem(
            .usage, "\(conference) has no call of that number", found: "\(call)",
            expected: "a number of the call sheet",
            fix: "convoke calls \(conference) shows the sheet.")
    }

    static func callTaken(
        _ call: Int64, _ whom: String, _ until: Date, _ office: Office
    ) -> Problem {
        Problem(
            .busy, "Call \(call) is \(whom)'s",
            found: "taken until "
                + Instant.text(until, in: office.settings.timeZone),
            fix: "Take another one, or wait until then.")
    }

    static func callOver(_ call: Int64, _ outcome: CallOutcome) -> Problem {
        Problem(
            .usage, "Call \(call) needs nobody any more", found: outcome.rawValue,
            fix: "Take another one.")
    }

    static var promiseWithoutTime: Problem {
        Problem(
            .usage, "It does not say by when it was promised", expected: "--by with a time",
            fix: "Add --by and the time, such as --by 14:30.")
    }

    static func unknownDelegate(_ id: String) -> Problem {
        Problem(
            .usage, "There is nobody of that name to call instead", found: id,
            expected: "the id of a contact", fix: "Add --to and an id from the contact book.")
    }

    static func delegateWithoutPhone(_ contact: Contact) -> Problem {
        Problem(
            .usage, "\(contact.name) has no phone number", at: contact.place, found: contact.id,
            fix: "Add a number in the contact book, or name somebody else.")
    }
}
