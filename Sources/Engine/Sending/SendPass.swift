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
            return try LedgerRoom.within(
                office, mailing.convocation, request.command,
                isBroken: { $0.problem?.status == .ledger }
            ) { room in
                try room.refuseCancelled(mailing.conference, mailing.notice)
                return try deliver(mailing, request, account, room, watch)
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
        try Guard.pass(mailing, office, room, watch)
        let planned = try mailing.plan(in: room, again: request.again != nil)
        var round = SendRound(
            mailings: [mailing], account: account, room: room, limits: limits)
        try round.runAll(office, watch)
        _ = try Climb(office, mailing.convocation, room).run(
            mailGoes: round.stopped == nil && round.progress.accepted > 0)
        return try mailing.report(office, room, planned: planned, round: round)
    }
}
