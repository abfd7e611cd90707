import Agenda
import ConvokeCore
import LedgerStore

extension Mailing {
    /// What a run did and where the notice stands.
    func report(
        _ office: Office, _ room: LedgerRoom, planned: Int, round: SendRound,
        everybody: [Recipient]? = nil
    ) throws -> SendReport {
        let current = try unaccepted(room)
        let everybody =
            everybody ?? Plan.audience(notice, conference, convocation.recipients)
        return SendReport(
            conference: conference.title, notice: notice, planned: planned,
            progress: round.progress, duration: round.duration,
            foundInDoubt: room.recovery.inDoubt.count,
            tiers: SendReport.tiers(
                everybody, levels: conference.venues.levels, exceptions: current),
            needPerson: current.filter { $0.state.needsPerson },
            putOff: current.filter { $0.state == .deferred },
            byPhone: current.filter { $0.channel == .call && $0.state == .queued },
            next: next(room), timeZone: office.settings.timeZone, problem: round.stopped)
    }

    /// What waits, and what needs a person; of one recipient the last.
    private func unaccepted(_ room: LedgerRoom) throws(LedgerFailure) -> [Delivery] {
        let waiting = try room.ledger.reader.deliveries(
            DeliveryFilter(
                conference: conference.id, notice: notice.id,
                states: [
                    .queued, .sending, .deferred, .cancelled, .superseded, .suppressed,
                ]),
            limit: .max)
        let unsettled = try room.ledger.reader.deliveries(
            DeliveryFilter(conference: conference.id, notice: notice.id, forPerson: true),
            limit: .max)
        let all = (waiting + unsettled).sorted { $0.id < $1.id }
        let last = Dictionary(all.map { ($0.recipient, $0.id) }, uniquingKeysWith: max)
        return all.filter { last[$0.recipient] == $0.id }
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
