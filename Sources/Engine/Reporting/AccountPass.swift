package import ConvokeCore
import Foundation
import LedgerStore

/// What `report` asks for.
package struct AccountRequest: Sendable {
    package var conference: String
    /// BCP 47 tag; nil for the language of most recipients.
    package var language: String?
    /// What a rehearsal knows beyond its ledger; nil for what happened.
    package var rehearsed: Rehearsed?
    /// Path of a ledger other than the workspace's own.
    package var ledger: String?
    /// Whether one letter of each notice and tier is composed: only a page shows them.
    package var wantsSamples = true

    package init(conference: String) {
        self.conference = conference
    }
}

/// Reads what a report is made of: the files, and a ledger without waiting for its writer.
package struct AccountPass {
    private let office: Office

    package init(_ office: Office) {
        self.office = office
    }

    package func run(_ request: AccountRequest) throws(Problems) -> ConferenceReport {
        let path = request.ledger ?? office.ledgerPath
        return try Problems.collecting(ledger: request.ledger ?? office.settings.ledger) {
            let convocation = try office.convocation(request.conference)
            let records =
                try LedgerReader.open(at: path)?.records(of: request.conference)
                ?? ConferenceRecords()
            var source = ReportSource(
                convocation, organisation: office.settings.organisation, records: records,
                now: office.clock.now)
            source.rehearsed = request.rehearsed
            source.language = request.language
            if request.wantsSamples { addSamples(to: &source) }
            return ConferenceReport(source)
        }
    }

    /// A template with a mistake in it must not hide who has not been reached: it is a remark.
    private func addSamples(to source: inout ReportSource) {
        let conference = source.convocation.conference
        let planned = Set(source.records.deliveries.map(\.notice))
        let notices = (conference.notices + conference.onDemandNotices.filter(\.isBuiltIn))
            .filter { !$0.isOnDemand || planned.contains($0.id) }
        var desk = SampleDesk(office, source.convocation)
        source.samples = desk.samples(of: notices)
        source.remarks += desk.problems
    }
}
