package import ConvokeCore
import Foundation
import GRDB

/// An answer as the ledger keeps it.
package struct AnswerRecord: Hashable, Sendable, Identifiable {
    package let id: Int64
    package let answer: Answer
    /// Id of the answer that this undo takes back.
    package let undoes: Int64?
    /// Whether a later undo took it back.
    package let isUndone: Bool
}

/// Which answers a list is to show; nil does not narrow it.
package struct AnswerFilter: Hashable, Sendable {
    package var conference: String
    /// Id of the obligation, or `Answer.invitation`.
    package var about: String?
    /// Whose obligation it is.
    package var party: Party?
    /// Id of the contact who was answered for.
    package var recipient: String?

    package init(
        conference: String, about: String? = nil, party: Party? = nil, recipient: String? = nil
    ) {
        self.conference = conference
        self.about = about
        self.party = party
        self.recipient = recipient
    }
}

extension AnswerRecord {
    static let columns = """
        id, conference, about, kind, party, recipient, word, way, by_whom, note, at, undoes, \
        EXISTS (SELECT 1 FROM answer AS undo WHERE undo.undoes = answer.id)
        """

    /// From a row of `columns`, in their order.
    init(_ row: Row) throws {
        let answer = Answer(
            conference: row[1], about: row[2], party: Party(try Word.read(row[3]), row[4]),
            recipient: row[5], word: try Word.read(row[6]), way: try Word.read(row[7]),
            byWhom: row[8], note: row[9], at: Date(milliseconds: row[10]))
        self.init(id: row[0], answer: answer, undoes: row[11], isUndone: row[12])
    }
}

extension AnswerFilter {
    var condition: String {
        var terms = ["conference = :conference"]
        if about != nil { terms.append("about = :about") }
        if party != nil { terms.append("kind = :kind AND party = :party") }
        if recipient != nil { terms.append("recipient = :recipient") }
        return terms.joined(separator: " AND ")
    }

    var arguments: StatementArguments {
        var arguments: StatementArguments = ["conference": conference]
        if let about { arguments += ["about": about] }
        if let party { arguments += ["kind": party.kind.rawValue, "party": party.id] }
        if let recipient { arguments += ["recipient": recipient] }
        return arguments
    }
}
