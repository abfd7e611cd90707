import ConvokeCore
package import Foundation
import GRDB

/// An end without an attempt, for many deliveries at once.
package enum Sweep: Sendable, CaseIterable {
    /// Its last useful moment passed.
    case expire
    /// The conference, or the notice, was called off.
    case cancel
    /// A later notice took its place.
    case supersede
    /// It is no longer needed.
    case suppress

    var change: DeliveryChange {
        switch self {
        case .expire: .expire
        case .cancel: .cancel
        case .supersede: .supersede
        case .suppress: .suppress
        }
    }
}

/// Which deliveries a sweep is for.
package enum SweepTarget: Hashable, Sendable {
    case deliveries([Int64])
    case notices([String], conference: String)
    case conference(String)
}

extension Ledger {
    /// Ends those of the deliveries that are still pending; the others stay as they are. Returns how
    /// many ended.
    package func sweep(
        _ sweep: Sweep, _ target: SweepTarget, at now: Date, lease: Lease? = nil
    ) throws(LedgerFailure) -> Int {
        let condition = target.condition
        return try end(
            sweep, where: condition.sql, arguments: condition.arguments, at: now, lease: lease)
    }

    /// Ends what is pending and whose last useful moment passed; returns how many. A delivery in
    /// doubt is not resent any more: it waits for a person.
    package func expire(
        in conference: String, now: Date, lease: Lease? = nil
    ) throws(LedgerFailure) -> Int {
        let condition = """
            conference = :conference AND next_attempt_at <= :now AND last_useful_at < :now
            """
        let arguments: StatementArguments = ["conference": conference]
        let ended = try end(.expire, where: condition, arguments: arguments, at: now, lease: lease)
        try write(as: lease) { database in
            try database.execute(
                sql: """
                    UPDATE delivery SET next_attempt_at = NULL, updated_at = :now
                    WHERE state = 'in_doubt' AND \(condition)
                    """,
                arguments: ["conference": conference, "now": now.milliseconds])
        }
        return ended
    }

    private func end(
        _ sweep: Sweep, where condition: String, arguments: StatementArguments, at now: Date,
        lease: Lease?
    ) throws(LedgerFailure) -> Int {
        let transition = Transition(sweep.change)
        let sql = """
            UPDATE delivery SET state = \(transition.next), next_attempt_at = NULL, updated_at = :now
            WHERE id IN (SELECT id FROM delivery WHERE \(transition.isPossible)
                AND next_attempt_at IS NOT NULL AND \(condition) LIMIT :portion)
            """
        let all: StatementArguments = ["now": now.milliseconds, "portion": Self.portion]
        return try writeByPortions(as: lease) { database in
            try database.execute(sql: sql, arguments: all &+ arguments)
            return database.changesCount
        }
    }
}

extension SweepTarget {
    /// Lists travel as JSON in one argument, whatever their length.
    fileprivate var condition: (sql: String, arguments: StatementArguments) {
        switch self {
        case .deliveries(let ids):
            ("id IN (SELECT value FROM json_each(:ids))", ["ids": JSONList.text(ids)])
        case .notices(let notices, let conference):
            (
                "conference = :conference AND notice IN (SELECT value FROM json_each(:notices))",
                ["conference": conference, "notices": JSONList.text(notices)]
            )
        case .conference(let conference):
            ("conference = :conference", ["conference": conference])
        }
    }
}
