package import Foundation
import GRDB

/// Since when nothing may be sent for a conference, and who said so.
package struct Pause: Hashable, Sendable {
    package let at: Date
    package let by: String
}

/// When cron last came by, and what it had read.
package struct TickRecord: Hashable, Sendable {
    package let at: Date
    /// Nil when an older version of Convoke was the last to come by.
    package let fingerprint: String?
    /// When one came by that no pause kept from its work; nil when none did.
    package var lookedAt: Date?
}

/// A tick that was stopped.
package struct TickStop: Hashable, Sendable {
    package let at: Date
    /// In words.
    package let what: String
}

extension LedgerReader {
    /// Nil while the conference is not paused. One row by its key: cheap enough to be asked between
    /// two messages.
    package func pause(of conference: String) throws(LedgerFailure) -> Pause? {
        try rows(
            """
            SELECT paused_at, paused_by FROM conference
            WHERE id = :conference AND paused_at IS NOT NULL
            """, ["conference": conference]
        ) { Pause(at: Date(milliseconds: $0[0]), by: $0[1]) }.first
    }

    package func pausedAt(of conference: String) throws(LedgerFailure) -> Date? {
        try pause(of: conference)?.at
    }

    package func isPaused(_ conference: String) throws(LedgerFailure) -> Bool {
        try pause(of: conference) != nil
    }

    /// Nil when cron never came by.
    package func tickRecord(of conference: String) throws(LedgerFailure) -> TickRecord? {
        try rows(
            """
            SELECT ticked_at, fingerprint, looked_at FROM conference
            WHERE id = :conference AND ticked_at IS NOT NULL
            """, ["conference": conference]
        ) { row in
            TickRecord(
                at: Date(milliseconds: row[0]), fingerprint: row[1],
                lookedAt: (row[2] as Int64?).map { Date(milliseconds: $0) })
        }.first
    }

    /// What stopped the last tick, and when; nil when it went well, or there was none.
    package func stop(of conference: String) throws(LedgerFailure) -> TickStop? {
        try rows(
            """
            SELECT stopped_at, stopped_by FROM conference
            WHERE id = :conference AND stopped_at IS NOT NULL
            """, ["conference": conference]
        ) { TickStop(at: Date(milliseconds: $0[0]), what: $0[1] ?? "") }.first
    }

    /// When cron last came by; nil when it never did.
    package func lastTick(of conference: String) throws(LedgerFailure) -> Date? {
        try tickRecord(of: conference)?.at
    }

    /// How many recipients each notice had at the last check; empty before the first.
    package func audience(of conference: String) throws(LedgerFailure) -> [String: Int] {
        let counts = try rows(
            "SELECT notice, recipients FROM audience WHERE conference = :conference",
            ["conference": conference]
        ) { row -> (String, Int) in (row[0], row[1]) }
        return Dictionary(counts) { first, _ in first }
    }

    /// When the audiences were last counted; nil when they never were.
    package func checkedAt(of conference: String) throws(LedgerFailure) -> Date? {
        try rows(
            """
            SELECT checked_at FROM conference
            WHERE id = :conference AND checked_at IS NOT NULL
            """, ["conference": conference]
        ) { Date(milliseconds: $0[0]) }.first
    }

    /// Whether somebody let the notice go although its audience looked wrong.
    package func isReleased(
        _ notice: String, in conference: String
    ) throws(LedgerFailure) -> Bool {
        try !rows(
            "SELECT 1 FROM release WHERE conference = :conference AND notice = :notice",
            ["conference": conference, "notice": notice]
        ) { _ in true }.isEmpty
    }
}
