package import ConvokeCore
import Foundation
import LedgerStore
import SMTP

/// Plans one notice and delivers what is due of it: what `send` does.
///
/// Everything that can be wrong is found before the first connection: files, template, secrets, the
/// ledger, another run. Then rounds follow: send what is due; whoever's address was refused for good
/// gets a delivery to the next address of the contact; until nothing new is due.
package struct SendPass {
    private let office: Office
    private let limits: TimeLimits

    package init(_ office: Office) {
        self.init(office, limits: TimeLimits())
    }

    /// With other time limits than RFC 5321's, for tests.
    init(_ office: Office, limits: TimeLimits) {
        self.office = office
        self.limits = limits
    }

    /// - Throws: `Problems` when nothing was sent; what stops a run that has begun is in the report.
    package func run(
        _ request: SendRequest, watch: SendWatch = SendWatch()
    ) throws(Problems) -> SendReport {
        try Problems.collecting(ledger: office.settings.ledger) {
            try office.refuseVirtualClockOutside()
            let mailing = try Mailing(office, request)
            let account = try office.relayAccount()
            let room = try LedgerRoom.enter(office, mailing.conference.id, request.command)
            do {
                let report = try deliver(mailing, request, account, room, watch)
                try room.leave()
                return report
            } catch {
                room.leaveAfterFailure()
                throw error
            }
        }
    }

    /// What would be planned and sent, without a ledger being touched.
    package func dryRun(_ request: SendRequest) throws(Problems) -> DryRun {
        try Problems.collecting(ledger: office.settings.ledger) {
            let mailing = try Mailing(office, request)
            return try DryRun(mailing, office, again: request.again != nil)
        }
    }

    private func deliver(
        _ mailing: Mailing, _ request: SendRequest, _ account: RelayAccount, _ room: LedgerRoom,
        _ watch: SendWatch
    ) throws -> SendReport {
        let planned = try mailing.plan(in: room, again: request.again != nil)
        var round = SendRound(mailing: mailing, account: account, room: room, limits: limits)
        repeat {
            try round.run(office, watch)
        } while try round.stopped == nil && mailing.planNextAddresses(in: room) > 0
        try mailing.settleReached(in: room)
        return try mailing.report(office, room, planned: planned, round: round)
    }
}

/// One or several rounds of sending, and what they came to together.
struct SendRound {
    let mailing: Mailing
    let account: RelayAccount
    let room: LedgerRoom
    let limits: TimeLimits
    private(set) var progress = SendProgress()
    private(set) var duration = 0.0
    private(set) var stopped: Problem?

    init(mailing: Mailing, account: RelayAccount, room: LedgerRoom, limits: TimeLimits) {
        self.mailing = mailing
        self.account = account
        self.room = room
        self.limits = limits
    }

    mutating func run(_ office: Office, _ watch: SendWatch) throws {
        let pending = try room.pending(mailing.notice.id, to: mailing.only)
        guard pending > 0 else { return }
        watch.begins(pending)
        let writer = LedgerWriter(room.ledger, lease: room.lease)
        let outbox = outbox(office, writer)
        watch.brake.connect { outbox.stop(.interrupted) }
        let crew = SessionCrew(
            count: min(account.relay.sessions, pending),
            connector: RelayConnector(account, limits: limits), outbox: outbox,
            limits: limits)
        duration += crew.run(reporting: watch.goes)
        progress.add(outbox.progress)
        stopped = outbox.stopped?.problem(office)
        try close(writer)
        if !outbox.unaddressed.isEmpty {
            _ = try room.ledger.sweep(
                .suppress, .deliveries(outbox.unaddressed), at: room.now, lease: room.lease)
        }
    }

    /// A writer that failed has said so through the outbox already.
    private func close(_ writer: LedgerWriter) throws {
        do {
            try writer.close()
        } catch  where stopped != nil {
            return
        }
    }

    private func outbox(_ office: Office, _ writer: LedgerWriter) -> Outbox {
        let now = office.clock.now
        let reader = room.ledger.reader
        let (conference, notice) = (mailing.conference.id, mailing.notice.id)
        let only = mailing.only
        return Outbox(
            compose: mailing.parcel,
            read: { last throws(LedgerFailure) in
                try reader.due(
                    in: conference, by: .email, notices: [notice], recipients: only, now: now,
                    after: last.map { DueCursor(after: $0) }, limit: 2000)
            },
            writer: writer, retry: RetryPolicy(office.settings.retry), rate: account.relay.rate,
            clock: office.clock)
    }
}
