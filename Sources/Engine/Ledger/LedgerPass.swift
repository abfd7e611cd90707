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
        try Problems.collecting(ledger: office.settings.ledger) {
            // A process lives in real time, whatever the clock says.
            try LedgerReader.open(at: office.ledgerPath)?.verify(realNow: Date())
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

extension Problem {
    static func noLedger(_ path: String) -> Problem {
        Problem(
            .ledger, "There is no ledger yet", at: Place(path),
            fix: "Send a notice first; the ledger is made then.")
    }
}
