import ConvokeCore
import Foundation
import GRDB

/// The statements of the writer. Each writes many rows: opening the table, its indexes and its triggers
/// once for twenty deliveries costs half of doing it for each.
struct ChangeStatements {
    private let run: Int64
    private let database: Database
    private let prepared: PreparedRows
    private let contents: ContentKeeper

    init(
        _ database: Database, _ prepared: PreparedRows, run: Int64, contents: ContentKeeper
    ) {
        self.run = run
        self.database = database
        self.prepared = prepared
        self.contents = contents
    }

    /// Writes the changes, group by group; returns the intents that came too late.
    func write(_ groups: [ChangeGroup]) throws -> Batch.Overtaken {
        var overtaken: Batch.Overtaken = [:]
        for group in groups {
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
        let taken = try Self.intentSQL.execute(intents.count, in: database, prepared) { values in
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

    /// Writes ends with one outcome: a row for each attempt, the delivery as it is after it, and then no
    /// intent is out any more.
    private func write(_ ends: ArraySlice<AttemptEnd>, _ outcome: Outcome) throws {
        guard let sql = Self.endSQL[outcome] else { throw LedgerFailure.other("\(outcome)") }
        let attempts = try Self.attemptSQL.execute(ends.count, in: database, prepared) { values in
            values.put(run)
            for new in ends { Self.putAttempt(new, &values) }
        }
        try expect(attempts, ends)
        let deliveries = try sql.execute(ends.count, in: database, prepared) { values in
            for new in ends { Self.putDelivery(new, &values) }
        }
        try expect(deliveries, ends)
        let intents = try Self.landingSQL.execute(ends.count, in: database, prepared) { values in
            for new in ends { values.put(new.delivery) }
        }
        try expect(intents, ends)
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
    /// Whoever has an intent already, or is no longer due, takes none.
    private static let intentSQL = RowsSQL(
        before: """
            INSERT INTO intent (delivery, number, run, session, turn, at, digest, edition)
            SELECT id, attempts + 1, ?, new.column2, new.column3, new.column5,
                nullif(new.column4, digest),
                CASE WHEN doubts = 0 AND \(Schema.one("state", of: "queued deferred"))
                THEN nullif(new.column6, edition) END
            """, columns: 6,
        after: """
            CROSS JOIN delivery ON id = new.column1
            WHERE \(Word.condition("state", isOneOf: Transition(.intent).steps.map(\.from)))
                AND next_attempt_at IS NOT NULL
            ON CONFLICT DO NOTHING
            """)

    private static let holdingSQL =
        "SELECT run = ?2 AND session = ?3 AND turn = ?4 FROM intent WHERE delivery = ?1"

    private static let attemptSQL = RowsSQL(
        before: """
            INSERT INTO attempt (delivery, number, at, run, session, stage, outcome, reason, code,
                enhanced, text, queue_id, detail)
            SELECT delivery, number, new.column3, ?1, session, new.column4, new.column5,
                new.column6, new.column7, new.column8, new.column9, new.column10, new.column11
            """, columns: 11,
        after: """
            CROSS JOIN intent ON delivery = new.column1 AND session = new.column2 AND run = ?1
            """)

    private static let endSQL = Dictionary(
        uniqueKeysWithValues: Outcome.allCases.map { outcome in
            let ending = AttemptEnding(
                .ended(outcome), outcome, at: "new.column2", next: "new.column3",
                words: "new.column4", reason: "new.column5")
            return (
                outcome,
                RowsSQL(
                    before: ending.update, columns: 5,
                    after: """
                        CROSS JOIN intent ON intent.delivery = new.column1
                        WHERE id = new.column1
                        """)
            )
        })

    private static let landingSQL = RowsSQL(
        before: "DELETE FROM intent WHERE delivery IN (SELECT new.column1", columns: 1, after: ")")
}
