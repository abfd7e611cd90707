import Agenda
package import ConvokeCore
import Foundation
import LedgerStore

/// The call sheet, and what callers say about it.
package struct CallPass {
    /// How long a call belongs to whoever took it.
    private static let lease = 600.0

    let office: Office

    package init(_ office: Office) {
        self.office = office
    }

    package func sheet(_ id: String, includingDone: Bool = false) throws(Problems) -> CallSheet {
        try Problems.collecting(ledger: office.settings.ledger) {
            let convocation = try office.convocation(id)
            let reader = try LedgerReader.open(at: office.ledgerPath)
            let cases = try reader?.escalations(in: id, openOnly: !includingDone) ?? []
            return CallSheet(
                convocation, cases, try LetterWriter(office, convocation.conference),
                changes: try reader.map { try changes(cases, convocation.conference, $0) } ?? [:],
                withoutLadder: try reader?.callsWithoutCase(in: id) ?? 0,
                organisation: office.settings.organisation, includingDone: includingDone,
                now: office.clock.now)
        }
    }

    private func changes(
        _ cases: [Escalation], _ conference: Conference, _ reader: LedgerReader
    ) throws(LedgerFailure) -> [Int64: [Change]] {
        let correspondence = Correspondence(conference, reader)
        var changes: [Int64: [Change]] = [:]
        for entry in cases { changes[entry.id] = try correspondence.changes(in: entry.plan) }
        return changes
    }

    /// Gives a call to a caller for ten minutes.
    ///
    /// - Throws: a problem when somebody else has it, or there is nothing to call for any more.
    package func take(_ call: Int64, in id: String, by whom: String) throws(Problems) {
        try Problems.collecting(ledger: office.settings.ledger) {
            _ = try known(call, in: id)
            let now = office.clock.now
            let result = try office.writing {
                try $0.takeCall(call, by: whom, until: now + Self.lease, at: now)
            }
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
            let (entry, call) = try known(report.call, in: report.conference)
            let convocation = try office.convocation(report.conference)
            // One moment for all of it: by that it is found again when it is taken back.
            let now = office.clock.now
            let next = try CallConsequence.of(report, call, entry, convocation, now: now)
            try office.writing { ledger in
                guard
                    try ledger.finishCall(
                        report.call, report.outcome, note: report.note, by: report.byWhom, at: now)
                else {
                    let (entry, call) = try known(report.call, in: report.conference)
                    throw Problem.callFinished(call, entry, office.settings.timeZone)
                }
                try carryOut(next, entry, report, ledger, now)
            }
            // The one on duty cannot decline for a venue.
            if report.outcome == .declined, !entry.tellsDuty(call) {
                try decline(report, entry, convocation)
            }
        }
    }

    private func carryOut(
        _ next: CallConsequence, _ entry: Escalation, _ report: CallReport, _ ledger: Ledger,
        _ now: Date
    ) throws {
        switch next {
        case .acknowledged:
            _ = try ledger.endEscalation(entry.id, .acknowledged, at: now)
            try settle(entry, report, ledger, now)
        case .promised(let moment):
            try ledger.acknowledge(entry.id, promisedBy: moment, at: now)
            try settle(entry, report, ledger, now)
        case .callAgain(let step):
            _ = try ledger.begin([step], at: now, clock: office.ledgerClock)
        case .leftToLadder: return
        }
    }

    private func settle(
        _ entry: Escalation, _ report: CallReport, _ ledger: Ledger, _ now: Date
    ) throws {
        try ledger.settleMail(
            of: entry, words: "told by telephone, by \(report.byWhom)", at: now)
    }

    private func decline(
        _ report: CallReport, _ entry: Escalation, _ convocation: Convocation
    ) throws(Problems) {
        let about = entry.plan.answered
        let rows = convocation.obligationRows
        let recipient = entry.plan.recipient
        guard rows.contains(where: { $0.obligation == about }) else { return }
        _ = try AnswerPass(office).record(
            AnswerRequest(
                conference: report.conference, recipient: recipient, about: about, word: .no,
                source: AnswerSource(way: .call, byWhom: report.byWhom, note: report.note)))
    }

    func known(
        _ call: Int64, in id: String
    ) throws -> (entry: Escalation, call: EscalationStep) {
        _ = try office.conferenceAlone(id)
        let reader = try office.ledgerReader()
        guard let entry = try reader?.escalation(ofStep: call), entry.plan.conference == id,
            let step = entry.steps.first(where: { $0.id == call && $0.channel == .call })
        else { throw Problem.unknownCall(call, id) }
        return (entry, step)
    }
}
