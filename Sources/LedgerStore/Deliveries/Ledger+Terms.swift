package import ConvokeCore
package import Foundation
import GRDB

/// The moment that a notice's deliveries are planned for: a reminder's deadline.
package struct Term: Hashable, Sendable {
    /// Of the deliveries that belong to it.
    package let revision: Int
    package let lastUsefulAt: Date

    package func isFor(_ notice: Notice) -> Bool { lastUsefulAt == notice.lastUseful.cut }
}

extension Ledger {
    /// Enters the moment that a notice is planned for from now on. Another one than before begins a
    /// new revision: what was planned for the old moment is not what is due for the new one.
    package func renewTerm(
        of notice: String, in conference: String, lastUseful: Date, lease: Lease? = nil
    ) throws(LedgerFailure) -> Term {
        try write(as: lease) { database in
            let known = try Term.fetch(notice, conference, in: database)
            if let known, known.lastUsefulAt == lastUseful.cut { return known }
            let revision = try Term.revision(
                notice, conference, lastUseful, isFirst: known == nil, in: database)
            try database.execute(
                sql: """
                    INSERT INTO term VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE
                    SET revision = excluded.revision, last_useful_at = excluded.last_useful_at
                    """,
                arguments: [conference, notice, revision, lastUseful.milliseconds])
            return Term(revision: revision, lastUsefulAt: lastUseful.cut)
        }
    }
}

extension LedgerReader {
    /// The terms of a conference's notices, by their ids; only those that anything was planned for.
    package func terms(of conference: String) throws(LedgerFailure) -> [String: Term] {
        // The last delivery by its id is found at the end of the index by notice: the same cost
        // whatever the number of deliveries.
        let terms = try rows(
            """
            SELECT notice, revision, last_useful_at FROM term
            WHERE conference = :conference AND revision <=
                (SELECT delivery.revision FROM delivery WHERE delivery.conference = term.conference
                    AND delivery.notice = term.notice ORDER BY id DESC LIMIT 1)
            """, ["conference": conference]
        ) { row -> (String, Term) in
            (row[0], Term(revision: row[1], lastUsefulAt: Date(milliseconds: row[2])))
        }
        return Dictionary(terms) { first, _ in first }
    }
}

extension Term {
    fileprivate static func fetch(
        _ notice: String, _ conference: String, in database: Database
    ) throws -> Term? {
        try Row.fetchOne(
            database,
            sql: "SELECT revision, last_useful_at FROM term WHERE conference = ? AND notice = ?",
            arguments: [conference, notice]
        ).map { Term(revision: $0[0], lastUsefulAt: Date(milliseconds: $0[1])) }
    }

    /// The revision after all that there are. What an older version of Convoke planned for this very
    /// moment has no term yet, and keeps its revision.
    fileprivate static func revision(
        _ notice: String, _ conference: String, _ lastUseful: Date, isFirst: Bool,
        in database: Database
    ) throws -> Int {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT max(revision), min(CASE WHEN last_useful_at = ? THEN revision END)
                FROM delivery WHERE conference = ? AND notice = ?
                """, arguments: [lastUseful.milliseconds, conference, notice])
        let last: Int? = row?[0]
        let same: Int? = row?[1]
        if isFirst, let same { return same }
        return (last ?? 0) + 1
    }
}

extension Date {
    /// As precise as the ledger keeps it.
    var cut: Date { Date(milliseconds: milliseconds) }
}
