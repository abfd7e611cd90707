import ConvokeCore
import Foundation

@testable import Engine
@testable import LedgerStore

/// Rows of a ledger as a test wants them, without one: minutes are counted from `start`.
struct LedgerSketch {
    /// 8 o'clock in Hà Nội, 19 November 2021.
    static let start = Date(timeIntervalSince1970: 1_637_283_600)
    static let place = Place("sketch")

    var records = ConferenceRecords()

    static func at(_ minutes: Double) -> Date { start + minutes * 60 }

    func index(at minutes: Double = 600) -> RecordIndex {
        RecordIndex(records, now: Self.at(minutes))
    }

    // MARK: - Deliveries

    /// Its attempts, at these minutes; a state that fits to them.
    @discardableResult
    mutating func mail(
        _ recipient: String, notice: String = "invitation", _ state: DeliveryState,
        channel: Channel = .email, tries: [(Double, Outcome)] = [], name: String? = nil,
        venue: String? = nil, usefulFor minutes: Double = 10_000
    ) -> Int64 {
        let id = Int64(records.deliveries.count + 1)
        records.deliveries.append(
            Delivery(
                id: id, conference: "meeting", notice: notice, recipient: recipient,
                name: name ?? recipient, venue: venue, channel: channel,
                address: "\(recipient)@north.example", revision: 1, state: state,
                attempts: tries.count, possibleDuplicate: false, reply: nil, reason: nil,
                plannedAt: Self.start, updatedAt: Self.at(tries.last?.0 ?? 0), nextAttemptAt: nil,
                handOverAt: Self.start, lastUsefulAt: Self.at(minutes)))
        records.attempts += tries.map { minute, outcome in
            DeliveryAttempt(
                delivery: id, at: Self.at(minute), outcome: outcome,
                reason: outcome == .refused ? .addressBad : nil,
                words: outcome == .accepted ? "250 2.0.0 Ok" : "550 5.1.1 No such user")
        }
        return id
    }

    mutating func remark(_ delivery: Int64, _ kind: Remark.Kind, at minutes: Double) {
        records.remarks.append(
            DeliveryRemark(
                delivery: delivery, remark: Remark(kind: kind, text: nil, at: Self.at(minutes))))
    }

    // MARK: - Answers

    mutating func owes(_ party: Party, _ about: String, _ state: ObligationState = .open) {
        records.obligations.append(
            ObligationRecord(
                about: about, party: party, state: state, openedAt: Self.start,
                updatedAt: Self.start))
    }

    mutating func answer(
        _ recipient: String, _ about: String, _ word: AnswerWord = .yes, party: Party? = nil,
        at minutes: Double, isUndone: Bool = false
    ) {
        records.answers.append(
            AnswerRecord(
                id: Int64(records.answers.count + 1),
                answer: Answer(
                    conference: "meeting", about: about, party: party ?? .recipient(recipient),
                    recipient: recipient, word: word, way: .mail, at: Self.at(minutes)),
                undoes: nil, isUndone: isUndone))
    }

    // MARK: - Cases

    mutating func call(
        _ recipient: String, delivery: Int64? = nil, about: String = "invitation",
        opened: Double, made: Double? = nil, _ outcome: CallOutcome? = nil,
        end: Escalation.End? = nil
    ) {
        let id = Int64(records.cases.count + 1)
        let step = EscalationStep(
            id: id, escalation: id, rung: 0, channel: .call, contact: recipient,
            numbers: ["+84900000001"], delivery: nil, begunAt: Self.at(opened),
            notBefore: Self.at(opened), callBy: Self.at(opened + 30),
            state: made == nil ? .open : .done, takenBy: nil, takenUntil: nil, outcome: outcome,
            note: nil, outcomeAt: made.map(Self.at))
        let isKnown = outcome?.isAcknowledgement == true
        records.cases.append(
            Escalation(
                id: id,
                plan: PlannedEscalation(
                    conference: "meeting", cause: .mail, about: about, recipient: recipient,
                    party: .recipient(recipient), delivery: delivery, why: "the mail was refused",
                    ladder: "", since: Self.at(opened), deadline: Self.at(5000)),
                openedAt: Self.at(opened), acknowledgedAt: isKnown ? made.map(Self.at) : nil,
                promisedBy: nil, end: end ?? (isKnown ? .acknowledged : nil),
                endedAt: made.map(Self.at), steps: [step]))
    }

    // MARK: - People and places

    static func venue(_ id: String, name: String? = nil, level: String, in parent: String?) -> Venue
    {
        Venue(
            id: id, name: name ?? "Venue \(id)", level: level, parent: parent, address: "",
            place: place)
    }

    static func recipient(_ id: String, name: String? = nil, at venue: Venue?) -> Recipient {
        Recipient(
            contact: Contact(id: id, name: name ?? id, language: "en", place: place),
            role: .invited, venue: venue)
    }

    static func conference(
        title: String = "The Meeting", venues: [Venue] = [], notices: [Notice] = [],
        obligations: [Obligation] = []
    ) -> Conference {
        Conference(
            id: "meeting", title: title, convener: "The Office",
            timeZone: TimeZone(secondsFromGMT: 7 * 3600) ?? .current, arrive: Span(seconds: 900),
            sessions: [], venues: VenueTree(venues), documents: [], lineTests: [],
            obligations: obligations, requests: [], notices: notices, ladder: [], duty: nil,
            recipientList: "", place: place)
    }

    static func notice(_ id: String, kind: Notice.Kind = .invitation) -> Notice {
        Notice(
            id: id, entry: id, kind: kind, template: id, about: nil, audience: .all,
            moment: start, lastUseful: at(10_000), acknowledgeBy: nil, urgent: false, place: place)
    }

    /// Everything that a page shows, of these.
    func report(
        _ conference: Conference, _ recipients: [Recipient],
        rehearsed: Rehearsed? = nil, language: String = "en", samples: [NoticeSample] = []
    ) -> ConferenceReport {
        let index = RecordIndex(
            records, now: index().now, rehearsed: rehearsed)
        return ConferenceReport(
            rehearsed: rehearsed, conference: conference, organisation: "The Office",
            asOf: index.now,
            language: language,
            coverage: CoverageAccount(conference.venues, recipients, reach: index.reach),
            notices: NoticeAccount.all(conference, index),
            obligations: ObligationAccount.all(conference, index) { $0.id },
            failures: FailureAccount.all(index), phone: PhoneAccount(records.cases),
            timeline: TimelineEntry.all(conference, index), load: LoadSlot.all(records),
            samples: samples, remarks: [], records: records,
            contactNames: Dictionary(recipients.map { ($0.id, $0.contact.name) }) { one, _ in one })
    }
}
