package import ConvokeCore
import Foundation
package import LedgerStore

/// Looks after the ledger as a file: is it in order, and a copy of it.
package struct LedgerPass {
    private let office: Office

    package init(_ office: Office) {
        self.office = office
    }

    /// What is wrong in it; an empty list means that it is in order, nil that there is none yet.
    package func verify() throws(Problems) -> [LedgerFinding]? {
        try verify(expecting: [])?.findings
    }

    /// The same, with the journal's end; each of `hashes` has to be in the journal.
    package func verify(expecting hashes: [String]) throws(Problems) -> LedgerCheck? {
        try Problems.collecting(ledger: office.settings.ledger) {
            guard let reader = try LedgerReader.open(at: office.ledgerPath) else { return nil }
            // A process lives in real time, whatever the clock says.
            var check = LedgerCheck(findings: try reader.verify(realNow: Date()))
            for hash in hashes {
                let clean = hash.trimmingCharacters(in: .whitespaces)
                if let head = try reader.chainHead(withHash: clean) {
                    check.found.append(head)
                } else {
                    check.findings.append(.notInJournal(clean))
                }
            }
            check.head = try reader.chainHead()
            return check
        }
    }

    /// Copies it into a new file, while others go on writing.
    package func backup(to path: String) throws(Problems) {
        try Problems.collecting(ledger: office.settings.ledger) {
            guard let reader = try LedgerReader.open(at: office.ledgerPath) else {
                throw Problem.noLedger(office.settings.ledger)
            }
            do throws(LedgerFailure) {
                try reader.backup(to: path)
            } catch {
                throw error.problem(ledger: path)
            }
        }
    }
}

/// What `ledger verify` found.
package struct LedgerCheck: Sendable {
    package internal(set) var findings: [LedgerFinding]
    /// Where the journal ends.
    package internal(set) var head: ChainHead?
    /// The hashes that were noted down, as far as they are in the journal.
    package internal(set) var found: [ChainHead] = []
}

extension LedgerFinding {
    fileprivate static func notInJournal(_ hash: String) -> LedgerFinding {
        LedgerFinding(
            what:
                "The journal has no row with the hash that was noted down: what came before was changed",
            rows: [hash])
    }
}

extension Problem {
    static func noLedger(_ path: String) -> Problem {
        Problem(
            .ledger, "There is no ledger yet", at: Place(path),
            fix: "Send a notice first; the ledger is made then.")
    }
}
