import ConvokeCore
import Foundation
import GRDB

extension Escalation {
    static let columns = """
        id, conference, cause, about, recipient, kind, party, delivery, why, ladder, since, \
        deadline, opened_at, acknowledged_at, promised_by, ending, ended_at
        """

    init(_ row: Row, steps: [EscalationStep]) throws {
        self.init(
            id: row[0],
            plan: PlannedEscalation(
                conference: row[1], cause: try Word.read(row[2]), about: row[3],
                recipient: row[4], party: Party(try Word.read(row[5]), row[6]), delivery: row[7],
                why: row[8], ladder: row[9], since: Date(milliseconds: row[10]),
                deadline: Date(milliseconds: row[11])),
            openedAt: Date(milliseconds: row[12]), acknowledgedAt: row.moment(13),
            promisedBy: row.moment(14), end: try (row[15] as String?).map { try Word.read($0) },
            endedAt: row.moment(16), steps: steps)
    }
}

extension EscalationStep {
    static let columns = """
        id, escalation, rung, channel, contact, numbers, delivery, begun_at, not_before, call_by, \
        state, taken_by, taken_until, outcome, note, outcome_at
        """

    init(_ row: Row) throws {
        self.init(
            id: row[0], escalation: row[1], rung: row[2], channel: try Word.read(row[3]),
            contact: row[4], numbers: try JSONList.words(row[5]), delivery: row[6],
            begunAt: Date(milliseconds: row[7]), notBefore: Date(milliseconds: row[8]),
            callBy: Date(milliseconds: row[9]), state: try Word.read(row[10]), takenBy: row[11],
            takenUntil: row.moment(12),
            outcome: try (row[13] as String?).map { try Word.read($0) }, note: row[14],
            outcomeAt: row.moment(15))
    }
}

extension Row {
    fileprivate func moment(_ index: Int) -> Date? {
        (self[index] as Int64?).map { Date(milliseconds: $0) }
    }
}
