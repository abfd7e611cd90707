package import Foundation
import GRDB

extension Ledger {
    /// Nothing may be sent for the conference from now on. Returns false when it was paused already:
    /// then the first pause stays.
    package func pause(
        _ conference: String, by whom: String, at now: Date
    ) throws(LedgerFailure) -> Bool {
        try write { database in
            try database.execute(
                sql: """
                    INSERT INTO conference (id, paused_at, paused_by) VALUES (?, ?, ?)
                    ON CONFLICT DO UPDATE
                    SET paused_at = excluded.paused_at, paused_by = excluded.paused_by
                    WHERE paused_at IS NULL
                    """, arguments: [conference, now.milliseconds, whom])
            return database.changesCount == 1
        }
    }

    /// Sending may go on. Returns false when the conference was not paused.
    package func resume(_ conference: String) throws(LedgerFailure) -> Bool {
        try write { database in
            try database.execute(
                sql: """
                    UPDATE conference SET paused_at = NULL, paused_by = NULL
                    WHERE id = ? AND paused_at IS NOT NULL
                    """, arguments: [conference])
            return database.changesCount == 1
        }
    }

    /// Notes that cron came by, so that `status` notices silence, and what it had read: a tick that
    /// reads the same again has nothing new to plan. Nil where the next one is to look again.
    ///
    /// - Parameter isLooking: false in a pause: what falls due meanwhile is looked at afterwards.
    package func recordTick(
        of conference: String, at now: Date, fingerprint: String?, isLooking: Bool = true
    ) throws(LedgerFailure) {
        try bookmark(
            """
            UPDATE conference SET ticked_at = :now, fingerprint = :fingerprint,
                looked_at = CASE WHEN :isLooking THEN :now ELSE looked_at END,
                stopped_at = NULL, stopped_by = NULL WHERE id = :conference
            """,
            [
                "now": now.milliseconds, "fingerprint": fingerprint, "isLooking": isLooking,
                "conference": conference,
            ], in: conference)
    }

    /// Notes that a tick came by and what stopped it, until one goes well again.
    package func recordStop(
        of conference: String, at now: Date, by what: String
    ) throws(LedgerFailure) {
        try bookmark(
            "UPDATE conference SET stopped_at = ?, stopped_by = ? WHERE id = ?",
            [now.milliseconds, what, conference], in: conference)
    }

    /// An update of what is not journalled; a conference that has no row yet gets one before.
    private func bookmark(
        _ sql: String, _ arguments: StatementArguments, in conference: String
    ) throws(LedgerFailure) {
        func update() throws(LedgerFailure) -> Bool {
            try writeBookmark { database in
                try database.execute(sql: sql, arguments: arguments)
                return database.changesCount > 0
            }
        }
        if try update() { return }
        try write { database in
            try database.execute(
                sql: "INSERT INTO conference (id) VALUES (?) ON CONFLICT DO NOTHING",
                arguments: [conference])
        }
        _ = try update()
    }

    /// Notes how many recipients each notice has, in place of what was counted before.
    package func recordAudience(
        _ counts: [String: Int], of conference: String, at now: Date
    ) throws(LedgerFailure) {
        try write { database in
            try database.execute(
                sql: """
                    INSERT INTO conference (id, checked_at) VALUES (?, ?)
                    ON CONFLICT DO UPDATE SET checked_at = excluded.checked_at
                    """, arguments: [conference, now.milliseconds])
            try database.execute(
                sql: "DELETE FROM audience WHERE conference = ?", arguments: [conference])
            for (notice, count) in counts {
                try database.execute(
                    sql: "INSERT INTO audience VALUES (?, ?, ?)",
                    arguments: [conference, notice, count])
            }
        }
    }

    /// Lets a notice go although its audience looked wrong; that lasts. Returns false when it was
    /// released already: then the first release stays.
    package func release(
        _ notice: String, in conference: String, by whom: String, at now: Date
    ) throws(LedgerFailure) -> Bool {
        try write { database in
            try database.execute(
                sql: "INSERT INTO release VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                arguments: [conference, notice, now.milliseconds, whom])
            return database.changesCount == 1
        }
    }
}
