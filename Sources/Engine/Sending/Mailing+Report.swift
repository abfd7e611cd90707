import Agenda
import ConvokeCore
import LedgerStore

extension Mailing {
    /// What a run did and where the notice stands.
    func report(
        _ office: Office, _ room: LedgerRoom, planned: Int, round: SendRound,
        everybody: [Recipient]? = nil
    ) throws -> SendReport {
        let standing = try standing(room)
        let known = try plannedRecipients(in: room)
        let everybody = everybody ?? addressed(known)
        return SendReport(
            conference: conference.title, notice: notice, planned: planned,
            progress: round.progress, duration: round.duration,
            foundInDoubt: room.recovery.inDoubt.count,
            tiers: SendReport.tiers(
                everybody, levels: conference.venues.levels,
                marked: { recipient in
                    let isPlanned = known?.contains(recipient.id) ?? true
                    return standing.mark(of: recipient) ?? (isPlanned ? nil : .waiting)
                }),
            needPerson: standing.named { $0.state.needsPerson },
            putOff: standing.named { $0.state == .deferred },
            byPhone: standing.named { $0.channel == .call && $0.state == .queued },
            next: try next(room), timeZone: office.settings.timeZone, problem: round.stopped)
    }

    /// What waits, and what needs a person.
    private func standing(_ room: LedgerRoom) throws(LedgerFailure) -> Standing {
        var standing = Standing(convocation)
        let waiting: Set<DeliveryState> = [
            .queued, .sending, .deferred, .cancelled, .superseded, .suppressed,
        ]
        let (conference, notice) = (conference.id, notice.id)
        for filter in [
            DeliveryFilter(conference: conference, notice: notice, states: waiting),
            DeliveryFilter(conference: conference, notice: notice, forPerson: true),
        ] {
            var last: Delivery?
            repeat {
                let page = try room.ledger.reader.deliveries(filter, after: last, limit: 5000)
                for delivery in page { standing.take(delivery) }
                last = page.last
            } while last != nil
        }
        return standing
    }

    private var isReminderOfObligation: Bool {
        ObligationRows.subject(of: notice, conference) != nil
    }

    /// Who has a delivery of the notice; nil where a run plans for everybody whom it is for.
    private func plannedRecipients(in room: LedgerRoom) throws(LedgerFailure) -> Set<String>? {
        guard only != nil || isReminderOfObligation else { return nil }
        let planned = try room.ledger.reader.planned(notice.id, in: conference.id, since: 1)
        return Set(planned.map(\.recipient))
    }

    /// Whom the notice is for; of a reminder of an obligation, those who have owed it when it went out.
    private func addressed(_ planned: Set<String>?) -> [Recipient] {
        let all = Plan.audience(notice, conference, convocation.recipients)
        guard let planned, isReminderOfObligation else { return all }
        return all.filter { planned.contains($0.id) }
    }

    /// What has not begun yet.
    private func next(_ room: LedgerRoom) throws(LedgerFailure) -> [SendReport.Upcoming] {
        if notice.kind == .cancellation { return [] }
        let begun = try room.ledger.reader.plannedNotices(in: conference.id)
            .subtracting(try room.ledger.reader.narrowedNotices(in: conference.id))
        return Timeline.entries(conference, recipients: convocation.recipients, now: room.now)
            .filter { $0.moment > room.now && !begun.contains($0.notice.id) }
            .prefix(5)
            .map {
                SendReport.Upcoming(
                    notice: $0.notice.id, kind: $0.notice.kind, moment: $0.moment,
                    recipients: $0.recipients)
            }
    }
}
