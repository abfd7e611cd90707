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
    /// What these recipients were to get of these notices.
    case recipients([String], notices: [String], conference: String)
    case conference(String)
}

extension Ledger {
    /// Ends those of the deliveries that are still pending; the others stay as they are. Returns how
    /// many ended. `reason`, in words, is kept as a remark on each of them.
    package func sweep(
        _ sweep: Sweep, _ target: SweepTarget, reason: String? = nil, at now: Date,
        lease: Lease? = nil
    ) throws(LedgerFailure) -> Int {
        let condition = target.condition
        let ending = Ending(sweep, reason: reason, at: now)
        return try end(ending, where: condition.sql, condition.arguments, lease: lease)
    }

    /// Ends what is pending and whose last useful moment passed; returns how many. A delivery in
    /// doubt is not resent any more: it waits for a person.
    package func expire(
        in conference: String, reason: String? = nil, now: Date, lease: Lease? = nil
    ) throws(LedgerFailure) -> Int {
        let condition = Self.overdue()
        let ended = try end(
            Ending(.expire, reason: reason, at: now), where: condition, ["conference": conference],
            lease: lease)
        try write(as: lease) { database in
            try database.execute(
                sql: """
                    UPDATE delivery SET next_attempt_at = NULL, updated_at = :now
                    WHERE state = 'in_doubt' AND NOT \(Transition.isUnderWay) AND \(condition)
                    """,
                arguments: ["conference": conference, "now": now.milliseconds])
        }
        return ended
    }

    /// What waits and is of no use any more. Names the channels, so that the index by channel and
    /// moment leads to what is due, however much waits for a later moment.
    static func overdue(_ channels: [Channel] = Channel.allCases) -> String {
        let names = channels.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        return """
            conference = :conference AND channel IN (\(names))
            AND next_attempt_at <= :now AND last_useful_at < :now
            """
    }

    private func end(
        _ ending: Ending, where condition: String, _ arguments: StatementArguments, lease: Lease?
    ) throws(LedgerFailure) -> Int {
        try writeByPortions(as: lease) { database in
            try ending.apply(where: condition, arguments, limit: Self.portion, in: database).count
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
        case .recipients(let recipients, let notices, let conference):
            (
                """
                conference = :conference
                AND recipient IN (SELECT value FROM json_each(:recipients))
                AND notice IN (SELECT value FROM json_each(:notices))
                """,
                [
                    "conference": conference, "recipients": JSONList.text(recipients),
                    "notices": JSONList.text(notices),
                ]
            )
        case .conference(let conference):
            ("conference = :conference", ["conference": conference])
        }
    }
}
