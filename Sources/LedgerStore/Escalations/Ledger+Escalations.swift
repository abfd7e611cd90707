package import ConvokeCore
package import Foundation
import GRDB

/// A rung that is begun now: what the ledger needs of it.
package struct PlannedStep: Hashable, Sendable {
    package let escalation: Int64
    /// Its place in the ladder, from 0.
    package let rung: Int
    package let contact: String
    package let numbers: [String]
    /// The text to send; nil for a call.
    package let text: PlannedDelivery?
    package let notBefore: Date
    package let callBy: Date

    package init(
        escalation: Int64, rung: Int, contact: String, numbers: [String], text: PlannedDelivery?,
        notBefore: Date, callBy: Date
    ) {
        self.escalation = escalation
        self.rung = rung
        self.contact = contact
        self.numbers = numbers
        self.text = text
        self.notBefore = notBefore
        self.callBy = callBy
    }
}

extension Ledger {
    /// Opens the cases that are not there yet; returns how many were new. One that is open stays as it is,
    /// and after one that has ended another begins only where `PlannedEscalation.begins` says so.
    package func openEscalations(
        _ rows: some Sequence<PlannedEscalation>, at now: Date, lease: Lease? = nil
    ) throws(LedgerFailure) -> Int {
        try enter(rows, as: lease) { try $0.open(at: now, in: $1) }
    }

    /// Begins rungs, each with its text where it has one, or none of them. A rung that was begun before
    /// stays as it is. Returns how many were new.
    package func begin(
        _ steps: [PlannedStep], at now: Date, clock: LedgerClock, lease: Lease? = nil
    ) throws(LedgerFailure) -> Int {
        try write(as: lease) { database in
            try steps.reduce(0) { try $0 + $1.begin(at: now, clock, in: database) }
        }
    }

    /// Ends a case. What was to be called for it is dropped, and what waits to be texted superseded.
    /// Returns false when it had ended already.
    package func endEscalation(
        _ id: Int64, _ end: Escalation.End, at now: Date, lease: Lease? = nil
    ) throws(LedgerFailure) -> Bool {
        try write(as: lease) { try Self.endEscalation(id, end, at: now, in: $0) }
    }

    static func endEscalation(
        _ id: Int64, _ end: Escalation.End, at now: Date, in database: Database
    ) throws -> Bool {
        try database.execute(
            sql: "UPDATE escalation SET ending = ?, ended_at = ? WHERE id = ? AND ending IS NULL",
            arguments: [end.rawValue, now.milliseconds, id])
        guard database.changesCount == 1 else { return false }
        try dropCalls(of: id, at: now, in: database)
        let texts = try Int64.fetchAll(
            database, sql: "SELECT delivery FROM step WHERE escalation = ? AND channel = 'sms'",
            arguments: [id])
        _ = try Ending(.supersede, reason: "reached another way", at: now).apply(
            where: "id IN (SELECT value FROM json_each(:ids))", ["ids": JSONList.text(texts)],
            limit: texts.count, in: database)
        return true
    }

    /// Somebody of the party knows now: nothing more is begun, and nobody has to call, until what was
    /// promised is overdue.
    package func acknowledge(
        _ id: Int64, promisedBy: Date?, at now: Date, lease: Lease? = nil
    ) throws(LedgerFailure) {
        try write(as: lease) { database in
            try database.execute(
                sql: "UPDATE escalation SET acknowledged_at = ?, promised_by = ? WHERE id = ?",
                arguments: [now.milliseconds, promisedBy?.milliseconds, id])
            try Self.dropCalls(of: id, at: now, in: database)
        }
    }

    private static func dropCalls(of id: Int64, at now: Date, in database: Database) throws {
        try database.execute(
            sql: """
                UPDATE step SET state = 'done', outcome = 'dropped', outcome_at = ?,
                    taken_until = NULL
                WHERE escalation = ? AND channel = 'call' AND state <> 'done'
                """, arguments: [now.milliseconds, id])
    }
}

extension PlannedEscalation {
    fileprivate func open(at now: Date, in database: Database) throws -> Int {
        guard try begins(at: now, in: database) else { return 0 }
        let sql = """
            INSERT INTO escalation (conference, cause, about, recipient, kind, party, delivery, why,
                ladder, since, deadline, opened_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        try database.cachedStatement(sql: sql).execute(arguments: [
            conference, cause.rawValue, about, recipient, party.kind.rawValue, party.id, delivery,
            why, ladder, since.milliseconds, deadline.milliseconds, now.milliseconds,
        ])
        return 1
    }

    /// Whether there is no case of this reason, or the last one has ended and it begins once more.
    private func begins(at now: Date, in database: Database) throws -> Bool {
        let sql = """
            SELECT ending, ended_at, deadline, EXISTS (SELECT 1 FROM step
                WHERE step.escalation = escalation.id AND outcome = 'declined')
            FROM escalation
            WHERE conference = ? AND cause = ? AND about = ? AND recipient = ?
                AND coalesce(delivery, 0) = ?
            ORDER BY id DESC LIMIT 1
            """
        let last = try Row.fetchOne(
            database.cachedStatement(sql: sql),
            arguments: [conference, cause.rawValue, about, recipient, delivery ?? 0])
        guard let last else { return true }
        return try earlier(last, in: database).map { begins(after: $0, at: now) } ?? false
    }

    /// Nil for a case that is open.
    private func earlier(_ row: Row, in database: Database) throws -> Earlier? {
        guard let ending = row[0] as String? else { return nil }
        let end: Escalation.End = try Word.read(ending)
        let asks = cause == .relay && end == .acknowledged
        return Earlier(
            end: end, endedAt: Date(milliseconds: row[1]), deadline: Date(milliseconds: row[2]),
            mailWentSince: try asks && mailWent(since: row[1], in: database), wasDeclined: row[3])
    }

    private func mailWent(since instant: Int64, in database: Database) throws -> Bool {
        let sql = """
            SELECT EXISTS (SELECT 1 FROM delivery WHERE conference = ? AND channel = 'email'
                AND state = 'accepted' AND updated_at > ?)
            """
        return try Bool.fetchOne(database, sql: sql, arguments: [conference, instant]) ?? false
    }
}

extension PlannedStep {
    fileprivate func begin(
        at now: Date, _ clock: LedgerClock, in database: Database
    ) throws -> Int {
        let earlier = try Row.fetchOne(
            database, sql: "SELECT id, outcome FROM step WHERE escalation = ? AND rung = ?",
            arguments: [escalation, rung])
        if let earlier {
            return earlier[1] == CallOutcome.dropped.rawValue
                ? try beginAgain(earlier[0], at: now, in: database) : 0
        }
        let delivery = try text.map { try enter($0, at: now, clock, in: database) }
        try database.execute(
            sql: """
                INSERT INTO step (escalation, rung, channel, contact, numbers, delivery, begun_at,
                    not_before, call_by)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                escalation, rung, text == nil ? "call" : "sms", contact, JSONList.text(numbers),
                delivery, now.milliseconds, notBefore.milliseconds, callBy.milliseconds,
            ])
        return 1
    }

    /// Puts a call back on the sheet that had been dropped.
    private func beginAgain(_ id: Int64, at now: Date, in database: Database) throws -> Int {
        try database.execute(
            sql: """
                UPDATE step SET state = 'open', outcome = NULL, note = NULL, outcome_at = NULL,
                    taken_by = NULL, numbers = ?, begun_at = ?, not_before = ?, call_by = ?
                WHERE id = ? AND channel = 'call'
                """,
            arguments: [
                JSONList.text(numbers), now.milliseconds, notBefore.milliseconds,
                callBy.milliseconds, id,
            ])
        return database.changesCount
    }

    private func enter(
        _ text: PlannedDelivery, at now: Date, _ clock: LedgerClock, in database: Database
    ) throws -> Int64 {
        let id = try Insertion.all([text], at: now, unlessPlanned: false).first?
            .executeReturning(in: database).first
        try LedgerClock.stamp(clock, in: database)
        guard let id else { throw LedgerFailure.other("the text to \(contact) was planned before") }
        return id
    }
}
