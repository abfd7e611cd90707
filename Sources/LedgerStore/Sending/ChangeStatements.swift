import ConvokeCore
import Foundation
import GRDB

/// The statements of the writer, prepared once for each connection.
struct ChangeStatements {
    private let run: Int64
    private let database: Database
    private let intent: Statement
    private let attempt: Statement
    private let end: [Outcome: Statement]
    private let contents: ContentKeeper

    init(_ database: Database, run: Int64, contents: ContentKeeper) throws {
        self.run = run
        self.database = database
        self.contents = contents
        intent = try database.cachedStatement(sql: Self.intentSQL)
        attempt = try database.cachedStatement(sql: Self.attemptSQL)
        end = try Self.endSQL.mapValues { try database.cachedStatement(sql: $0) }
    }

    /// Writes the changes in their order; returns the intents that came too late.
    func write(_ changes: [LedgerChange]) throws -> Batch.Overtaken {
        var overtaken: Batch.Overtaken = [:]
        for (index, change) in changes.enumerated() {
            switch change {
            case .intent(let intent):
                if let state = try write(intent) { overtaken[index] = state }
            case .ended(let end): try write(end)
            }
        }
        return overtaken
    }

    /// Returns the state of a delivery that takes no intent any more.
    private func write(_ new: Intent) throws -> DeliveryState? {
        intent.setUncheckedArguments([
            run, new.session, new.turn, new.digest.map { Data($0) }, new.at.milliseconds,
            new.delivery, new.edition,
        ])
        try intent.execute()
        if database.changesCount == 1 {
            if let content = new.content { try contents.keep(content) }
            return nil
        }
        guard let state = try Delivery.state(of: new.delivery, in: database) else {
            throw LedgerFailure.other("there is no delivery \(new.delivery)")
        }
        return state
    }

    private func write(_ new: AttemptEnd) throws {
        try append(new)
        let outcome = new.attempt.outcome
        guard let statement = end[outcome] else { throw LedgerFailure.other("\(outcome)") }
        let next = (new.nextAttemptAt ?? new.at).milliseconds
        // A released attempt says nothing about the delivery: its last words stay.
        let words = outcome == .released ? "" : StoredReply.shortened(new.attempt.words)
        statement.setUncheckedArguments([
            new.delivery, new.at.milliseconds, next, words.isEmpty ? nil : words,
            outcome == .released ? nil : new.attempt.reason?.rawValue,
        ])
        try statement.execute()
        try expectOne("the end of delivery \(new.delivery)")
    }

    private func append(_ new: AttemptEnd) throws {
        let reply = new.attempt.reply
        attempt.setUncheckedArguments([
            new.delivery, run, new.session, new.at.milliseconds, new.attempt.stage.rawValue,
            new.attempt.outcome.rawValue, new.attempt.reason?.rawValue, reply?.code,
            reply?.enhanced?.description, reply.map(StoredReply.text), new.queueID,
            new.attempt.detail,
        ])
        try attempt.execute()
        try expectOne("the attempt at delivery \(new.delivery)")
    }

    /// An end belongs to an intent of the same run and session; anything else is a mistake above
    /// that must not go on.
    private func expectOne(_ what: String) throws {
        guard database.changesCount == 1 else {
            throw LedgerFailure.other("\(what) has no intent of run \(run)")
        }
    }
}

// MARK: - SQL

extension ChangeStatements {
    private static let intentSQL: String = {
        let transition = Transition(.intent)
        return """
            UPDATE delivery SET state = \(transition.next), attempts = attempts + 1,
                possible_duplicate = possible_duplicate OR state = 'in_doubt',
                next_attempt_at = NULL, run = ?1, session = ?2, turn = ?3,
                digest = coalesce(?4, digest), updated_at = ?5,
                edition = CASE WHEN doubts = 0 AND \(Schema.one("state", of: "queued deferred"))
                    THEN coalesce(?7, edition) ELSE edition END
            WHERE id = ?6 AND \(transition.isPossible) AND next_attempt_at IS NOT NULL
            """
    }()

    private static let attemptSQL = """
        INSERT INTO attempt (delivery, number, at, run, session, stage, outcome, reason, code,
            enhanced, text, queue_id, detail)
        SELECT id, attempts, ?4, run, session, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12
        FROM delivery WHERE id = ?1 AND run = ?2 AND session = ?3
        """

    private static let endSQL = Dictionary(
        uniqueKeysWithValues: Outcome.allCases.map { ($0, endSQL(of: .ended($0), $0)) })

    /// The new state follows from the transition function, and what else changes follows from it.
    static func endSQL(of change: DeliveryChange, _ outcome: Outcome) -> String {
        let transition = Transition(change)
        let isPending = transition.steps.contains { $0.to.isPending }
        let isDoubt = transition.steps.contains { $0.to == .inDoubt }
        let isSilent = outcome == .released
        return """
            UPDATE delivery SET state = \(transition.next), run = NULL, session = NULL, turn = NULL,
                updated_at = ?2,
                next_attempt_at = \(isPending ? "min(?3, last_useful_at)" : "NULL"),
                reply = \(isSilent ? "coalesce(?4, reply)" : "?4"),
                reason = \(isSilent ? "coalesce(?5, reason)" : "?5"),
                doubts = doubts + \(isDoubt ? 1 : 0)
            WHERE id = ?1 AND \(transition.isPossible)
            """
    }
}
