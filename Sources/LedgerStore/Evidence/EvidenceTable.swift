/// What the ledger has of a conference, one kind of row after the other.
package enum EvidenceTable: String, CaseIterable, Sendable {
    case conference, release, term, run, edition, delivery, intent, attempt, remark, obligation,
        answer
    case escalation, step
    case callWord = "call_word"
    case mail

    /// A condition: the rows of the conference. Mails that belong to nobody known are everybody's.
    var condition: String {
        switch self {
        case .conference: "id = :conference"
        case .release, .term, .run, .delivery, .obligation, .answer, .escalation:
            "conference = :conference"
        case .attempt, .intent, .remark:
            "delivery IN (SELECT id FROM delivery WHERE conference = :conference)"
        case .edition:
            "hash IN (SELECT edition FROM delivery WHERE conference = :conference)"
        case .step: "escalation IN (\(Self.cases))"
        case .callWord: "step IN (SELECT id FROM step WHERE escalation IN (\(Self.cases)))"
        case .mail: "conference = :conference OR conference IS NULL"
        }
    }

    private static let cases = "SELECT id FROM escalation WHERE conference = :conference"
}

/// A column of a row, with what stands in it.
package struct EvidenceField: Sendable {
    package let name: String
    package let value: EvidenceValue
}

package enum EvidenceValue: Hashable, Sendable {
    case none
    case number(Int64)
    case text(String)
    case bytes([UInt8])
}

/// A message as it was sent, or was about to be.
package struct SentMessage: Sendable {
    package let delivery: Int64
    /// Attempts from this number on, until the next message of the delivery.
    package let number: Int
    package let channel: String
    package let recipient: String
    package let address: String
    /// The first 16 bytes of the SHA-256 of its bytes, as noted with the intent.
    package let digest: [UInt8]?
    package let content: Content

    package enum Content: Sendable {
        case bytes([UInt8])
        /// Only the digest was kept: an older version of Convoke sent it.
        case notKept
        /// What was kept no longer is what the digest stands for.
        case changed
    }
}

/// A row of the journal, to be checked and to be read.
package struct EvidenceCommit: Sendable {
    package let number: Int64
    package let at: Int64
    package let hash: [UInt8]
    package let lines: [UInt8]
    package let changes: [EvidenceChange]
}

/// What became of one row.
package struct EvidenceChange: Sendable {
    package let kind: String
    package let table: String
    package let fields: [EvidenceField]
}
