package import ConvokeCore
import Foundation
package import LedgerStore

/// What `report --evidence` asks for.
package struct EvidenceRequest: Sendable {
    package let conference: String
    /// A new folder, or an empty one.
    package let folder: String
    /// Path of a ledger other than the workspace's own.
    package var ledger: String?

    package init(conference: String, folder: String) {
        self.conference = conference
        self.folder = folder
    }
}

/// What was written, and what could not be.
package struct EvidenceReport: Sendable {
    package let folder: String
    package internal(set) var mails = 0
    package internal(set) var texts = 0
    /// Messages of which there is no more than a digest, or whose bytes were changed.
    package internal(set) var gaps = 0
    /// Where the journal ends; nil when there is none.
    package internal(set) var head: ChainHead?
    /// What is wrong in the journal and in what it speaks of.
    package internal(set) var findings: [LedgerFinding] = []
}

/// Writes all that the ledger has of a conference as files that anybody can read and check without
/// Convoke. Reads the ledger alone: a file of the workspace that is damaged is in nobody's way.
package struct EvidencePass {
    private let office: Office

    package init(_ office: Office) {
        self.office = office
    }

    package func run(_ request: EvidenceRequest) throws(Problems) -> EvidenceReport {
        let ledger = request.ledger ?? office.settings.ledger
        return try Problems.collecting(ledger: ledger) {
            guard let reader = try LedgerReader.open(at: request.ledger ?? office.ledgerPath) else {
                throw Problem.noLedger(ledger)
            }
            return try write(reader, request, ledger)
        }
    }

    private func write(
        _ reader: LedgerReader, _ request: EvidenceRequest, _ ledger: String
    ) throws -> EvidenceReport {
        var report = EvidenceReport(folder: request.folder)
        do {
            try reader.showEvidence(of: request.conference) { view in
                guard try view.isKnown() else {
                    throw Problem.nothingKnown(of: request.conference, ledger)
                }
                let folder = try EvidenceFolder(at: request.folder)
                let writer = EvidenceWriter(view, folder, zone: office.settings.timeZone)
                report = try writer.write(report, conference: request.conference)
            }
        } catch let problem as Problem {
            throw problem
        } catch let failure as LedgerFailure {
            throw failure
        } catch {
            // What is left are files and folders.
            throw Problem.notWritten(request.folder, error)
        }
        return report
    }
}

extension Problem {
    fileprivate static func nothingKnown(of conference: String, _ ledger: String) -> Problem {
        Problem(
            .usage, "The ledger has nothing of this conference", at: Place(ledger),
            found: conference, fix: "Write the id of a conference of which something was sent.")
    }

    fileprivate static func notWritten(_ folder: String, _ error: any Error) -> Problem {
        Problem(
            .ledger, "The evidence cannot be written", at: Place(folder),
            fix: "Name a folder that may be written to, with room enough, after --evidence.",
            detail: "\(error)")
    }
}
