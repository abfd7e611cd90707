import ConvokeCore
import Foundation
import GRDB

/// The statements of the writer. Each writes many rows: opening the table, its indexes and its triggers
/// once for twenty deliveries costs half of doing it for each.
struct ChangeStatements {
    private let run: Int64
    private let database: Database
    private let contents: ContentKeeper

    init(_ database: Database, run: Int64, contents: ContentKeeper) {
        self.run = run
        self.database = database
        self.contents = contents
    }

    /// Writes the changes, those of one delivery in their order; returns the intents that came too late.
    func write(_ changes: [LedgerChange]) throws -> Batch.Overtaken {
        var overtaken: Batch.Overtaken = [:]
        for group in ChangeGroup.groups(of: changes) {
            for outcome in Outcome.allCases {
                for ends in RowsSQL.portions(of: group.ends[outcome] ?? []) {
                    try write(ends, outcome)
                }
            }
            for intents in RowsSQL.portions(of: group.intents) {
                overtaken.merge(try write(intents)) { first, _ in first }
            }
        }
        return overtaken
    }

    // MARK: - Intents

    private func write(
        _ intents: ArraySlice<(place: Int, intent: Intent)>
    ) throws -> Batch.Overtaken {
        for (_, new) in intents { try contents.keep(new.content, of: new.delivery) }
        let tellsEdition = intents.contains { $0.intent.edition != nil }
        let sql = tellsEdition ? Self.editionSQL : Self.intentSQL
        let taken = try sql.execute(intents.count, in: database) { values in
            values.put(run)
            for (_, new) in intents {
                values.put(new.delivery)
                values.put(new.session)
                values.put(new.turn)
                values.put(new.digest)
                values.put(new.at)
                values.put(new.edition)
            }
        }
        contents.end()
        return taken == intents.count ? [:] : try overtaken(among: intents)
    }

    /// Not all were taken: asks each delivery whose it is now.
    private func overtaken(
        among intents: ArraySlice<(place: Int, intent: Intent)>
    ) throws -> Batch.Overtaken {
        var overtaken: Batch.Overtaken = [:]
        for (place, new) in intents where try !holds(new) {
            guard let state = try Delivery.state(of: new.delivery, in: database) else {
                throw LedgerFailure.other("there is no delivery \(new.delivery)")
            }
            overtaken[place] = state
        }
        return overtaken
    }

    /// Whether the delivery has taken this very intent: a session never counts the same turn twice.
    private func holds(_ new: Intent) throws -> Bool {
        try Bool.fetchOne(
            database.cachedStatement(sql: Self.holdingSQL),
            arguments: [new.delivery, run, new.session, new.turn]) ?? false
    }

    // MARK: - Ends

    /// Writes ends with one outcome: a row for each attempt, and the delivery as it is after it.
    private func write(_ ends: ArraySlice<AttemptEnd>, _ outcome: Outcome) throws {
        guard let sql = Self.endSQL[outcome] else { throw LedgerFailure.other("\(outcome)") }
        let attempts = try Self.attemptSQL.execute(ends.count, in: database) { values in
            for new in ends { Self.putAttempt(new, &values) }
            values.put(run)
        }
        try expect(attempts, ends)
        let deliveries = try sql.execute(ends.count, in: database) { values in
            for new in ends { Self.putDelivery(new, &values) }
        }
        try expect(deliveries, ends)
    }

    private static func putAttempt(_ new: AttemptEnd, _ values: inout ValueBinder) {
        let (attempt, reply) = (new.attempt, new.attempt.reply)
        values.put(new.delivery)
        values.put(new.session)
        values.put(new.at)
        values.put(attempt.stage.rawValue)
        values.put(attempt.outcome.rawValue)
        values.put(attempt.reason?.rawValue)
        values.put(reply?.code)
        values.put(reply?.enhanced?.description)
        values.put(reply.map(StoredReply.text))
        values.put(new.queueID)
        values.put(attempt.detail)
    }

    private static func putDelivery(_ new: AttemptEnd, _ values: inout ValueBinder) {
        // A released attempt says nothing about the delivery: its last words stay.
        let isSilent = new.attempt.outcome == .released
        let words = isSilent ? "" : StoredReply.shortened(new.attempt.words)
        values.put(new.delivery)
        values.put(new.at)
        values.put(new.nextAttemptAt ?? new.at)
        values.put(words.isEmpty ? nil : words)
        values.put(isSilent ? nil : new.attempt.reason?.rawValue)
    }

    /// An end belongs to an intent of the same run and session; anything else is a mistake above
    /// that must not go on.
    private func expect(_ count: Int, _ ends: ArraySlice<AttemptEnd>) throws {
        guard count == ends.count else {
            let ids = ends.map { String($0.delivery) }.joined(separator: ", ")
            throw LedgerFailure.other("an end, among those of \(ids), has no intent of run \(run)")
        }
    }
}

// MARK: - SQL

extension ChangeStatements {
    /// Of intents none of which has a new edition: to set one costs a look for it in its table.
    private static let intentSQL = intents(alsoSetting: "")
    private static let editionSQL = intents(
        alsoSetting: """
            , edition = CASE
                WHEN doubts = 0 AND \(Schema.one("state", of: "queued deferred"))
                THEN coalesce(new.column6, edition) ELSE edition END
            """)

    private static func intents(alsoSetting more: String) -> RowsSQL {
        let transition = Transition(.intent)
        return RowsSQL(
            before: """
                UPDATE delivery SET state = \(transition.next), attempts = attempts + 1,
                    possible_duplicate = possible_duplicate OR state = 'in_doubt',
                    next_attempt_at = NULL, run = ?, session = new.column2, turn = new.column3,
                    digest = coalesce(new.column4, digest), updated_at = new.column5\(more)
                """, columns: 6,
            after: """
                WHERE id = new.column1 AND \(transition.isPossible)
                    AND next_attempt_at IS NOT NULL
                """)
    }

    private static let holdingSQL =
        "SELECT run IS ?2 AND session IS ?3 AND turn IS ?4 FROM delivery WHERE id = ?1"

    private static let attemptSQL = RowsSQL(
        before: """
            INSERT INTO attempt (delivery, number, at, run, session, stage, outcome, reason, code,
                enhanced, text, queue_id, detail)
            SELECT id, attempts, new.column3, run, session, new.column4, new.column5, new.column6,
                new.column7, new.column8, new.column9, new.column10, new.column11
            """, columns: 11,
        after: """
            CROSS JOIN delivery ON id = new.column1 AND session = new.column2 AND run = ?
            """)

    private static let endSQL = Dictionary(
        uniqueKeysWithValues: Outcome.allCases.map { outcome in
            let transition = Transition(.ended(outcome))
            return (
                outcome,
                RowsSQL(
                    before: ending(
                        transition, outcome, at: "new.column2", next: "new.column3",
                        words: "new.column4", reason: "new.column5"), columns: 5,
                    after: "WHERE id = new.column1 AND \(transition.isPossible)")
            )
        })

    /// The same for one delivery: its id, the instant, the next attempt, the words and the reason.
    static func endSQL(of change: DeliveryChange, _ outcome: Outcome) -> String {
        let transition = Transition(change)
        let set = ending(transition, outcome, at: "?2", next: "?3", words: "?4", reason: "?5")
        return "\(set) WHERE id = ?1 AND \(transition.isPossible)"
    }

    /// The new state follows from the transition function, and what else changes follows from it.
    private static func ending(
        _ transition: Transition, _ outcome: Outcome, at: String, next: String, words: String,
        reason: String
    ) -> String {
        let isPending = transition.steps.contains { $0.to.isPending }
        let isDoubt = transition.steps.contains { $0.to == .inDoubt }
        let doubt = isDoubt ? ", doubts = doubts + 1" : ""
        let isSilent = outcome == .released
        return """
            UPDATE delivery SET state = \(transition.next), run = NULL, session = NULL, turn = NULL,
                updated_at = \(at),
                next_attempt_at = \(isPending ? "min(\(next), last_useful_at)" : "NULL"),
                reply = \(isSilent ? "coalesce(\(words), reply)" : words),
                reason = \(isSilent ? "coalesce(\(reason), reason)" : reason)\(doubt)
            """
    }
}
