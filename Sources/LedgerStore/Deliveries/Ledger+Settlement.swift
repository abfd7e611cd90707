package import ConvokeCore
package import Foundation
import GRDB

/// A later report about an accepted mail.
package enum Report: Sendable, CaseIterable {
    case delivered, failed

    var change: DeliveryChange { self == .delivered ? .reportedDelivered : .reportedFailed }
    var remark: Remark.Kind { self == .delivered ? .reportedDelivered : .reportedFailed }
}

/// What became of a person's or a report's word.
package enum SettleResult: Hashable, Sendable {
    /// It was written; the state now.
    case changed(DeliveryState)
    /// A delivery in this state takes no such word.
    case notPossible(DeliveryState)
    /// It cannot be sent once more: its last useful moment passed.
    case tooLate
    /// There is no such delivery.
    case unknown
}

extension Ledger {
    /// Writes down a person's word on a delivery that needs one. `resend` makes it due at once, as a
    /// possible duplicate when it was in doubt; the digest goes, since a person wants it sent as it is now.
    package func settle(
        _ id: Int64, _ word: Settlement, note: String?, at now: Date
    ) throws(LedgerFailure) -> SettleResult {
        try write { database in
            if word == .resend, let last = try lastUseful(id, database), last < now.milliseconds {
                return .tooLate
            }
            let change = DeliveryChange.settle(word)
            let result = try Self.move(
                id, change, setting: Self.effect(of: word), at: now, database)
            return try Self.remarked(result, id, Remark.Kind(word), note, at: now, database)
        }
    }

    /// Writes down what a delivery report said. Reports come late and twice; a delivery that ended
    /// otherwise keeps its end.
    package func report(
        _ id: Int64, _ report: Report, words: String?, at now: Date
    ) throws(LedgerFailure) -> SettleResult {
        try write { try Self.report(id, report, words: words, at: now, in: $0) }
    }

    static func report(
        _ id: Int64, _ report: Report, words: String?, at now: Date, in database: Database
    ) throws -> SettleResult {
        // A second report does not reopen what a person has dealt with.
        let effect = """
            next_attempt_at = NULL, reply = coalesce(:reply, reply),
            settled_at = CASE WHEN state = \(Transition(report.change).next)
                THEN settled_at END
            """
        let result = try move(
            id, report.change, setting: effect, ["reply": words], at: now, database)
        return try remarked(result, id, report.remark, words, at: now, database)
    }

    /// The mail that a case was about needs nobody any more.
    static func settleMail(
        ofCase id: Int64, _ words: String, at now: Date, in database: Database
    ) throws {
        let delivery = try Int64.fetchOne(
            database, sql: "SELECT delivery FROM escalation WHERE id = ?", arguments: [id])
        guard let delivery, let state = try Delivery.state(of: delivery, in: database) else {
            return
        }
        if state.needsPerson {
            let result = try move(
                delivery, .settle(.handled), setting: effect(of: .handled), at: now, database)
            _ = try remarked(result, delivery, .handled, words, at: now, database)
        } else if state.isPending {
            _ = try Ending(.suppress, reason: words, at: now).apply(
                where: "id = :id", ["id": delivery], limit: 1, in: database)
        }
    }

    private static func effect(of word: Settlement) -> String {
        switch word {
        case .arrived: "next_attempt_at = NULL, settled_at = NULL"
        case .resend:
            """
            next_attempt_at = min(:now, last_useful_at), settled_at = NULL, digest = NULL,
            possible_duplicate = possible_duplicate OR state = 'in_doubt'
            """
        case .handled: "next_attempt_at = NULL, settled_at = :now"
        }
    }

    static func move(
        _ id: Int64, _ change: DeliveryChange, setting effect: String,
        _ arguments: StatementArguments = [:], at now: Date, _ database: Database
    ) throws -> SettleResult {
        guard let before = try Delivery.state(of: id, in: database) else { return .unknown }
        let transition = Transition(change)
        let all: StatementArguments = ["id": id, "now": now.milliseconds]
        try database.execute(
            sql: """
                UPDATE delivery SET state = \(transition.next), updated_at = :now, \(effect)
                WHERE id = :id AND \(transition.isPossible)
                """, arguments: all &+ arguments)
        guard database.changesCount == 1, let after = try Delivery.state(of: id, in: database)
        else { return .notPossible(before) }
        return .changed(after)
    }

    private func lastUseful(_ id: Int64, _ database: Database) throws -> Int64? {
        try Int64.fetchOne(
            database, sql: "SELECT last_useful_at FROM delivery WHERE id = ?", arguments: [id])
    }

    /// Adds the remark when the word was taken.
    private static func remarked(
        _ result: SettleResult, _ id: Int64, _ kind: Remark.Kind, _ text: String?, at now: Date,
        _ database: Database
    ) throws -> SettleResult {
        guard case .changed = result else { return result }
        try Remark.append(kind, text, on: [id], at: now, in: database)
        return result
    }
}
