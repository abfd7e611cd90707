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
        let everybody =
            everybody ?? Plan.audience(notice, conference, convocation.recipients)
        return SendReport(
            conference: conference.title, notice: notice, planned: planned,
            progress: round.progress, duration: round.duration,
            foundInDoubt: room.recovery.inDoubt.count,
            tiers: SendReport.tiers(
                everybody, levels: conference.venues.levels, marked: standing.mark),
            needPerson: standing.named { $0.state.needsPerson },
            putOff: standing.named { $0.state == .deferred },
            byPhone: standing.named { $0.channel == .call && $0.state == .queued },
            next: next(room), timeZone: office.settings.timeZone, problem: round.stopped)
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

    private func next(_ room: LedgerRoom) -> [SendReport.Upcoming] {
        if notice.kind == .cancellation { return [] }
        return Timeline.entries(conference, recipients: convocation.recipients, now: room.now)
            .filter { $0.moment > room.now && $0.notice.id != notice.id }
            .prefix(5)
            .map {
                SendReport.Upcoming(
                    notice: $0.notice.id, kind: $0.notice.kind, moment: $0.moment,
                    recipients: $0.recipients)
            }
    }
}
