package import ConvokeCore
package import Foundation
package import LedgerStore

/// A conference as a whole: what was planned, what happened, and who was reached. Made of values alone;
/// page, tables and terminal show it.
package struct ConferenceReport: Sendable {
    /// What was played through in virtual time; nil for what happened.
    package let rehearsed: Rehearsed?
    package let conference: Conference
    package let organisation: String
    package let asOf: Date
    /// BCP 47 language tag in which it is told.
    package let language: String
    package let coverage: CoverageAccount
    /// In the order of their moments.
    package let notices: [NoticeAccount]
    package let obligations: [ObligationAccount]
    /// In the order in which they went wrong.
    package let failures: [FailureAccount]
    package let phone: PhoneAccount
    package let timeline: [TimelineEntry]
    /// The quarters in which anything happened.
    package let load: [LoadSlot]
    package let samples: [NoticeSample]
    /// What could not be read and therefore is not shown.
    package let remarks: [Problem]
    /// The ledger's rows, for tables.
    package let records: ConferenceRecords
    /// Of contacts and venues, by id.
    let contactNames: [String: String]

    /// Since when the conference is called off; nil while it takes place.
    package var cancelledAt: Date? { records.cancelledAt }
    package var hasDeliveries: Bool { !records.deliveries.isEmpty }

    package func name(ofContact id: String) -> String { contactNames[id] ?? id }
    package func name(ofVenue id: String) -> String { conference.venues[id]?.name ?? id }

    package func name(of party: Party) -> String {
        switch party {
        case .venue(let id): name(ofVenue: id)
        case .recipient(let id): name(ofContact: id)
        }
    }
}

/// What a report is made of.
package struct ReportSource: Sendable {
    /// Nil for what happened.
    package var rehearsed: Rehearsed?
    package var convocation: Convocation
    package var organisation: String
    package var records: ConferenceRecords
    package var now: Date
    /// Nil for the language of most recipients.
    package var language: String?
    package var samples: [NoticeSample] = []
    package var remarks: [Problem] = []

    package init(
        _ convocation: Convocation, organisation: String, records: ConferenceRecords, now: Date
    ) {
        self.convocation = convocation
        self.organisation = organisation
        self.records = records
        self.now = now
    }
}

extension ConferenceReport {
    package init(_ source: ReportSource) {
        let conference = source.convocation.conference
        let index = RecordIndex(
            source.records, now: source.now, rehearsed: source.rehearsed)
        let names = Dictionary(
            source.convocation.contacts.values.map { ($0.id, $0.name) },
            uniquingKeysWith: { first, _ in first })
        rehearsed = source.rehearsed
        self.conference = conference
        organisation = source.organisation
        asOf = source.now
        language = source.language ?? Self.usualLanguage(source.convocation.recipients)
        coverage = CoverageAccount(
            conference.venues, source.convocation.recipients, reach: index.reach)
        notices = NoticeAccount.all(conference, index)
        obligations = ObligationAccount.all(conference, index) { party in
            switch party {
            case .venue(let id): conference.venues[id]?.name ?? id
            case .recipient(let id): names[id] ?? id
            }
        }
        failures = FailureAccount.all(index)
        phone = PhoneAccount(source.records.cases)
        timeline = TimelineEntry.all(conference, index)
        load = LoadSlot.all(source.records)
        samples = source.samples
        remarks = source.remarks
        records = source.records
        contactNames = names
    }

    /// The language of most recipients; of several the first in the alphabet.
    static func usualLanguage(_ recipients: [Recipient]) -> String {
        let counts = recipients.reduce(into: [String: Int]()) { counts, recipient in
            counts[recipient.contact.language, default: 0] += 1
        }
        let most = counts.values.max()
        return counts.filter { $0.value == most }.keys.min() ?? "vi"
    }
}
