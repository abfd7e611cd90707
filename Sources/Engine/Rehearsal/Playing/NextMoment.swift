import Agenda
import ConvokeCore
import Foundation
import LedgerStore

/// The next minute at which a tick could find anything to do, by the files, the ledger and the world.
///
/// A minute too many costs a little time and changes nothing; one too few would be a wrong rehearsal.
struct NextMoment {
    /// After so many ticks in vain it waits for something else to happen than the next minute.
    private static let patience = 3

    let office: Office
    let convocation: Convocation
    let world: World
    let state: Minute.State

    private var conference: Conference { convocation.conference }
    private var now: Date { office.clock.now }

    /// Nil when nothing is to come.
    func after(hasWorked: Bool) throws -> Date? {
        var moments = worldly + notices
        if hasWorked { moments.append(now + 60) }
        if let reader = try office.ledgerReader() {
            moments += try decided(reader) + deliveries(reader) + cases(reader)
            moments += try retrying(reader)
            let waiting = try state.desk.waiting(reader, in: conference.id)
            moments += [state.desk.nextStart(waiting, after: now)].compactMap(\.self)
        }
        return moments.map(\.wholeMinute).filter { $0 > now }.min()
    }

    /// What the world does by itself.
    private var worldly: [Date] {
        let spans = world.relayDown + world.gatewayDown + world.machineOff
        return spans.flatMap { [$0.start, $0.end] }
            + [state.answers.first?.moment, state.desk.nextEnd].compactMap(\.self)
    }

    /// The moments that stand in the files.
    private var notices: [Date] {
        conference.notices.flatMap { notice in
            [
                notice.moment, notice.lastUseful, notice.lastUseful + 60,
                notice.handOver(conference.ladder),
            ] + [notice.acknowledgeBy].compactMap(\.self)
        } + conference.obligations.flatMap { [$0.due, $0.due + 60] }
            + LadderPlan.moments(conference, office)
            + [conference.end].compactMap { $0.map { $0 + 60 } }
    }

    /// What quiet hours hold back until they end.
    private func decided(_ reader: LedgerReader) throws -> [Date] {
        [TickPlan.next(try office.decisions(on: conference, reader))].compactMap(\.self)
    }

    private var quiet: Quiet { Quiet(office.settings.quiet, in: office.settings.timeZone) }

    private func deliveries(_ reader: LedgerReader) throws -> [Date] {
        let states: [Set<DeliveryState>] = [[.queued, .deferred], [.inDoubt]]
        let pending = try states.flatMap {
            try reader.deliveries(
                DeliveryFilter(conference: conference.id, states: $0), limit: .max)
        }
        return pending.flatMap { delivery in
            [delivery.handOverAt, delivery.lastUsefulAt, delivery.lastUsefulAt + 60]
                + [delivery.nextAttemptAt].compactMap(\.self)
        }
    }

    /// What could not be done now is tried again in the next minute, while that may help.
    private func retrying(_ reader: LedgerReader) throws -> [Date] {
        let next = now + 60
        let isDown = world.relayDown.covers(now) || world.gatewayDown.covers(now)
        guard isDown || state.troubles.inVain < Self.patience else { return [] }
        let hasTexts = try !reader.due(in: conference.id, by: .sms, now: next, limit: 1).isEmpty
        let hasWork = try reader.hasDueWork(
            in: conference.id, policy: office.settings.onDoubt, now: next)
        return hasTexts || hasWork ? [next] : []
    }

    /// When the next rung of each open case has its turn.
    private func cases(_ reader: LedgerReader) throws -> [Date] {
        let reading = LadderReading(reader: reader, now: now)
        return try reader.escalations(in: conference.id, openOnly: true).flatMap { entry in
            let ends = [entry.plan.deadline, entry.promisedBy].compactMap(\.self)
            guard let rungs = Ladder.parse(entry.plan.ladder) else { return ends }
            let ladderCase = LadderCase(
                rungs: rungs, since: entry.plan.since, deadline: entry.plan.deadline)
            let move = Ladder.next(
                ladderCase, try reading.facts(entry, entry.steps), now: now, quiet: quiet)
            switch move {
            case .wait(let until): return ends + [until]
            case .begin: return ends + [now + 60]
            case .nothing: return ends
            }
        }
    }
}
