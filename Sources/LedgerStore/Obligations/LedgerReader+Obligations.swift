package import ConvokeCore
package import Foundation
import GRDB

extension LedgerReader {
    /// Where the parties of each obligation stand, by the obligation's id; without a scan of them.
    package func obligationCounts(
        in conference: String
    ) throws(LedgerFailure) -> [ObligationCounts] {
        let rows = try rows(
            """
            SELECT about, state, count FROM obligation_tally
            WHERE conference = :conference AND count > 0 ORDER BY about, state
            """, ["conference": conference]
        ) { row in
            ObligationCounts(about: row[0], counts: [try Word.read(row[1]): row[2]])
        }
        return rows.reduce(into: []) { all, row in
            if let last = all.last, last.about == row.about {
                all[all.count - 1].counts.merge(row.counts) { $1 }
            } else {
                all.append(row)
            }
        }
    }

    /// The parties whose obligation is open: those whom a reminder still concerns.
    package func openParties(
        of about: String, in conference: String
    ) throws(LedgerFailure) -> Set<Party> {
        let open = try rows(
            """
            SELECT kind, party FROM obligation
            WHERE conference = :conference AND about = :about AND state = 'open'
            """, ["conference": conference, "about": about]
        ) { row in Party(try Word.read(row[0]), row[1]) }
        return Set(open)
    }

    /// Whether anybody has the obligation yet.
    package func hasParties(
        of about: String, in conference: String
    ) throws(LedgerFailure) -> Bool {
        try !rows(
            """
            SELECT 1 FROM obligation WHERE conference = :conference AND about = :about LIMIT 1
            """, ["conference": conference, "about": about]
        ) { _ in true }.isEmpty
    }

    /// Those of some parties who have no such obligation yet, in their order.
    package func unknown(
        _ parties: [Party], of about: String, in conference: String
    ) throws(LedgerFailure) -> [Party] {
        var unknown = Set<Party>()
        for kind in Party.Kind.allCases {
            let ids = parties.lazy.filter { $0.kind == kind }.map(\.id)
            let missing = try rows(
                """
                SELECT value FROM json_each(:ids) WHERE NOT EXISTS (SELECT 1 FROM obligation
                    WHERE conference = :conference AND about = :about AND kind = :kind
                        AND party = value)
                """,
                [
                    "ids": JSONList.text(ids), "conference": conference, "about": about,
                    "kind": kind.rawValue,
                ]
            ) { row in Party(kind, row[0]) }
            unknown.formUnion(missing)
        }
        return unknown.isEmpty ? [] : parties.filter(unknown.contains)
    }

    /// The parties who have said something that stands, or for whom somebody did.
    package func settledParties(
        of about: String, in conference: String
    ) throws(LedgerFailure) -> Set<Party> {
        let all = try rows(
            "SELECT kind, party FROM \(Self.settled)", ["conference": conference, "about": about]
        ) { row in Party(try Word.read(row[0]), row[1]) }
        return Set(all)
    }

    /// Whether an answer was taken back after a moment. Those that were are few, and have an index.
    package func hasUndone(
        in conference: String, since moment: Date
    ) throws(LedgerFailure) -> Bool {
        try !rows(
            """
            SELECT 1 FROM answer INDEXED BY answer_undone
            WHERE undoes IS NOT NULL AND conference = :conference AND at > :since LIMIT 1
            """, ["conference": conference, "since": moment.milliseconds]
        ) { _ in true }.isEmpty
    }

    /// The condition is word for word that of the index, so that SQLite may use it; left to itself it
    /// goes through all parties.
    static let settled = """
        obligation INDEXED BY obligation_settled
        WHERE conference = :conference AND about = :about AND state <> 'open'
        """

    /// Every party of an obligation, those included that the conference no longer asks.
    package func parties(
        of about: String, in conference: String
    ) throws(LedgerFailure) -> [Party: ObligationState] {
        let all = try rows(
            """
            SELECT kind, party, state FROM obligation
            WHERE conference = :conference AND about = :about
            """, ["conference": conference, "about": about]
        ) { row -> (Party, ObligationState) in
            (Party(try Word.read(row[0]), row[1]), try Word.read(row[2]))
        }
        return Dictionary(all) { first, _ in first }
    }

    /// Answers in the order in which they were written down, after the one with this id.
    package func answers(
        _ filter: AnswerFilter, after id: Int64 = 0, limit: Int = .max
    ) throws(LedgerFailure) -> [AnswerRecord] {
        try rows(
            """
            SELECT \(AnswerRecord.columns) FROM answer
            WHERE \(filter.condition) AND id > :after ORDER BY id LIMIT :limit
            """, filter.arguments &+ ["after": id, "limit": limit], AnswerRecord.init)
    }

    /// What must hold between obligations and answers; each query names the rows that break it.
    static let obligationChecks: [(what: String, sql: String)] = [
        (
            "The count of obligations by state differs from the obligations",
            """
            SELECT 'obligation_tally ' || conference || '/' || about || '/' || state
            FROM (SELECT conference, about, state, count FROM obligation_tally UNION ALL
                SELECT conference, about, state, -count(*) FROM obligation
                GROUP BY conference, about, state)
            GROUP BY conference, about, state HAVING sum(count) <> 0
            """
        ),
        (
            "An obligation does not stand where its answers say",
            """
            SELECT 'obligation ' || conference || '/' || about || '/' || kind || '/' || party
            FROM obligation WHERE state <> coalesce(
                (SELECT CASE word
                    WHEN 'yes' THEN 'done' WHEN 'no' THEN 'declined' WHEN 'waive' THEN 'waived' END
                FROM answer WHERE answer.conference = obligation.conference
                    AND answer.about = obligation.about AND answer.kind = obligation.kind
                    AND answer.party = obligation.party AND word <> 'undo'
                    AND id NOT IN (SELECT undoes FROM answer WHERE undoes IS NOT NULL)
                ORDER BY id DESC LIMIT 1), 'open')
            """
        ),
        (
            "An undo takes back an answer of another party, or another undo",
            """
            SELECT 'answer ' || undo.id FROM answer AS undo JOIN answer AS said
                ON said.id = undo.undoes
            WHERE said.word = 'undo' OR (said.conference, said.about, said.kind, said.party)
                <> (undo.conference, undo.about, undo.kind, undo.party)
            """
        ),
    ]
}
