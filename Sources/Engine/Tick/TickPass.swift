import Agenda
package import ConvokeCore
import Foundation
import LedgerStore
import SMTP

/// What cron runs: plans what is due, delivers it, and tries again what was put off.
///
/// Safe to run at any time, several at once, after an outage: what is to be done follows from the
/// files, the ledger and `now` alone. When nothing is due, neither the contact book is read nor the
/// lease taken.
package struct TickPass {
    /// A mailbox that is full of other mail must not keep reminders waiting.
    private static let patience = Duration.seconds(60)

    let office: Office
    private let limits: TimeLimits

    package init(_ office: Office) {
        self.init(office, limits: TimeLimits())
    }

    init(_ office: Office, limits: TimeLimits) {
        self.office = office
        self.limits = limits
    }

    /// One conference, or all of them one after the other; what stops one does not stop the next.
    package func run(
        only conference: String? = nil, watch: SendWatch = SendWatch()
    ) throws(Problems) -> TickReport {
        var report = TickReport(timeZone: office.settings.timeZone)
        readInbox(into: &report, watch)
        let ids = if let conference { [conference] } else { try office.conferences() }
        for id in ids {
            do throws(Problems) {
                report.add(try tick(id, watch))
            } catch {
                report.problems += error.list
                try noteStop(of: id, error.list)
            }
        }
        if report.problems.isEmpty, let problem = WatchSignal.send(office.settings) {
            report.problems.append(problem)
        }
        return report
    }

    /// So that `status` knows that ticks come, and why nothing goes out.
    private func noteStop(of id: String, _ problems: [Problem]) throws(Problems) {
        // A command line that is refused is no tick.
        guard let problem = problems.first, ![.ledger, .usage].contains(problem.status),
            FileManager.default.fileExists(atPath: office.ledgerPath)
        else { return }
        try Problems.collecting(ledger: office.settings.ledger) {
            try office.writing {
                try $0.recordStop(of: id, at: office.clock.now, by: problem.what)
            }
        }
    }

    /// What came in is written down before anything goes out: whoever has answered is not reminded.
    private func readInbox(into report: inout TickReport, _ watch: SendWatch) {
        let pass = InboxPass(office)
        guard pass.hasInbox else { return }
        do throws(Problems) {
            report.take(try pass.run(brake: watch.brake, patience: Self.patience))
        } catch {
            report.problems += error.list
        }
    }

    private func tick(_ id: String, _ watch: SendWatch) throws(Problems) -> TickReport.Entry {
        try Problems.collecting(ledger: office.settings.ledger) {
            let conference = try office.conferenceAlone(id)
            let fingerprint = Fingerprint.of(office, conference)
            let glance = try Glance(office, conference, fingerprint)
            guard glance.hasWork else { return try nothingToDo(glance) }
            try office.refuseVirtualClockOutside()
            return try work(glance, watch)
        }
    }

    /// The tick is recorded all the same: its silence is what the dead man's switch listens for.
    private func nothingToDo(_ glance: Glance) throws -> TickReport.Entry {
        if glance.isWorthRecording { try glance.record(office) }
        var entry = TickReport.Entry(
            conference: glance.conference.id, needPerson: glance.needPerson)
        entry.held = glance.held.count + (glance.holdsCases ? 1 : 0)
        entry.news = glance.heldNews(office)
        return entry
    }

    private func work(_ glance: Glance, _ watch: SendWatch) throws -> TickReport.Entry {
        let id = glance.conference.id
        let convocation = try office.convocation(id)
        let room: LedgerRoom
        do {
            room = try LedgerRoom.enter(office, convocation, "convoke tick")
        } catch LedgerFailure.leaseHeld {
            return TickReport.Entry(conference: id)
        }
        do {
            let entry = try ConferenceTick(office, convocation, room, limits).run(watch)
            if entry.problems.isEmpty {
                if let stirring = glance.stirring { try room.ledger.calm(id, upTo: stirring) }
                try room.ledger.recordTick(
                    of: id, at: room.now, fingerprint: glance.seen, isLooking: glance.isLooking)
            }
            try room.leave()
            try noteStop(of: id, entry.problems)
            return entry
        } catch {
            room.leaveAfterFailure()
            throw error
        }
    }
}
