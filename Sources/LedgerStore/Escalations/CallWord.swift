import ConvokeCore
package import Foundation
import GRDB

/// What somebody said of a call: that they took it, what came of it, or that that was a slip.
package struct CallWord: Hashable, Sendable {
    /// The word by which what was said of a call is taken back.
    package static let takenBack = "taken back"

    /// Id of the call.
    package let step: Int64
    /// `taken`, an outcome, or `takenBack`.
    package let word: String
    package let byWhom: String
    package let note: String?
    package let at: Date
}

extension LedgerReader {
    /// What was said of calls of which anything was taken back, in its order.
    package func correctedWords(
        ofCases cases: [Int64]
    ) throws(LedgerFailure) -> [CallWord] {
        try rows(
            """
            SELECT call_word.step, word, by_whom, call_word.note, at
            FROM call_word JOIN step ON step.id = call_word.step
            WHERE step.escalation IN (SELECT value FROM json_each(:cases))
                AND EXISTS (SELECT 1 FROM call_word AS later
                    WHERE later.step = step.id AND later.word = :word)
            ORDER BY call_word.id
            """, ["cases": JSONList.text(cases), "word": CallWord.takenBack]
        ) { row in
            CallWord(
                step: row[0], word: row[1], byWhom: row[2], note: row[3],
                at: Date(milliseconds: row[4]))
        }
    }
}
