package import ConvokeCore
import Foundation
import LedgerStore
import SMTP

/// Calls a conference off: ends what is pending and tells those who know of it.
package struct CancelPass {
    private let office: Office

    package init(_ office: Office) {
        self.office = office
    }

    /// Run again, it tells those who were not told yet.
    ///
    /// - Parameter whom: who calls it off; kept in the ledger.
    /// - Throws: `Problems` when nobody was told; what stops a run that has begun is in the report.
    package func run(
        _ id: String, by whom: String, watch: SendWatch = SendWatch()
    ) throws(Problems) -> CancellationReport {
        try Problems.collecting(ledger: office.settings.ledger) {
            try office.refuseVirtualClockOutside()
            let convocation = try office.convocation(id)
            let mailing = try Mailing(
                office, convocation, try convocation.onDemandNotice(.cancellation))
            let account = try office.relayAccount()
            return try LedgerRoom.within(
                office, convocation, "convoke cancel \(id)",
                isBroken: { $0.sent.problem?.status == .ledger }
            ) { room in
                let others = try room.ledger.reader.plannedNotices(in: id)
                    .subtracting([mailing.notice.id]).sorted()
                let holders = try holders(of: others, convocation.conference, room.ledger.reader)
                // Whom nobody may tell, nothing is called off for.
                let reached = mailing.audience.filter { holders.contains($0.id) }
                try Guard.pass(mailing, office, room, planned: reached.count, watch)
                let ended = try callOff(others, id, room, by: whom)
                let outOfReach = holders.subtracting(reached.map(\.id)).sorted()
                return try tell(mailing, account, room, watch, reached, outOfReach, ended: ended)
            }
        }
    }

    /// The conference takes place after all. Nobody is told by this, and nobody any more that it does not.
    ///
    /// - Returns: false when it was not called off.
    package func undo(_ id: String) throws(Problems) -> Bool {
        try Problems.collecting(ledger: office.settings.ledger) {
            let convocation = try office.convocation(id)
            let reader = try office.ledgerReader()
            guard try reader?.cancellation(of: id) != nil else { return false }
            return try LedgerRoom.within(office, convocation, "convoke cancel \(id) --undo") {
                room in
                // First what is left of it: a run that ends in between is called off still, and can be run again.
                try takeBack(convocation.conference, room)
                _ = try room.ledger.reinstate(id)
                // Ends the cases about it.
                _ = try Climb(office, convocation, room).run(mailGoes: false)
                return true
            }
        }
    }

    /// Nothing more goes out of a cancellation that holds no more, and what failed of it needs nobody.
    private func takeBack(_ conference: Conference, _ room: LedgerRoom) throws {
        let notices = (conference.notices + conference.onDemandNotices)
            .filter { $0.kind == .cancellation }.map(\.id)
        let words = "the conference takes place after all"
        _ = try room.ledger.sweep(
            .cancel, .notices(notices, conference: conference.id), reason: words, at: room.now,
            lease: room.lease)
        for notice in notices {
            let rest = try room.ledger.reader.deliveries(
                DeliveryFilter(
                    conference: conference.id, notice: notice,
                    states: [.failed, .bounced, .inDoubt]),
                limit: .max)
            for delivery in rest where delivery.state.needsPerson {
                _ = try room.ledger.settle(delivery.id, .handled, note: words, at: room.now)
            }
        }
    }

    /// - Returns: how many deliveries ended.
    private func callOff(
        _ notices: [String], _ conference: String, _ room: LedgerRoom, by whom: String
    ) throws -> Int {
        _ = try room.ledger.cancel(conference, by: whom, at: room.now, lease: room.lease)
        return try room.ledger.sweep(
            .cancel, .notices(notices, conference: conference),
            reason: "the conference was called off by \(whom)", at: room.now, lease: room.lease)
    }

    private func tell(
        _ mailing: Mailing, _ account: RelayAccount, _ room: LedgerRoom, _ watch: SendWatch,
        _ everybody: [Recipient], _ outOfReach: [String], ended: Int
    ) throws -> CancellationReport {
        let again = try toldBefore(mailing, room)
        let planned =
            try mailing.plan(everybody.filter { !again.contains($0.id) }, in: room)
            + mailing.planNextRevision(everybody.filter { again.contains($0.id) }, in: room)
        var round = SendRound(
            mailings: [mailing], account: account, room: room, limits: TimeLimits())
        try round.runAll(office, watch)
        let onLadder = try mailing.climb(office, room, after: round)
        return CancellationReport(
            ended: ended, outOfReach: outOfReach, onLadder: onLadder,
            sent: try mailing.report(
                office, room, planned: planned, round: round, everybody: everybody))
    }

    /// Ids of those who were told when it was called off an earlier time. That it took place after all they may
    /// have heard in many ways.
    private func toldBefore(
        _ mailing: Mailing, _ room: LedgerRoom
    ) throws(LedgerFailure) -> Set<String> {
        let (id, reader) = (mailing.conference.id, room.ledger.reader)
        guard let word = try reader.cancellation(of: id) else { return [] }
        let last = try reader.lastDeliveries(of: mailing.notice.id, in: id)
        return Set(last.values.filter { $0.plannedAt < word.at }.map(\.recipient))
    }

    /// Ids of those who know of the conference: by mail, or by telephone.
    private func holders(
        of notices: [String], _ conference: Conference, _ reader: LedgerReader
    ) throws(LedgerFailure) -> Set<String> {
        let told = try ToldByTelephone.read(conference, reader)
        return told.recipients.union(
            try reader.heldEditions(in: conference.id, notices: notices).keys)
    }
}

/// What a `cancel` ended and sent.
package struct CancellationReport: Sendable {
    /// Deliveries that will not go out any more.
    package let ended: Int
    /// Ids of those who know of the conference and whom the notice cannot reach.
    package let outOfReach: [String]
    /// Ids of those to whom the ladder goes.
    let onLadder: Set<String>
    package let sent: SendReport

    /// How many are to be told by telephone.
    package var byPhone: Int { sent.byPhone(with: onLadder) }

    /// What the command ends with.
    package var status: ExitStatus {
        max(sent.status, outOfReach.isEmpty ? .allWell : .needsPerson)
    }
}
