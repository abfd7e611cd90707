package import ConvokeCore
import Foundation
import LedgerStore
import SMTP

/// Compares what each recipient was last told with the files as they are now, and sends a correction to
/// exactly those who were told something else: what `correct` does.
package struct CorrectPass {
    private let office: Office

    package init(_ office: Office) {
        self.office = office
    }

    /// Who would be told what; touches nothing.
    package func look(_ id: String) throws(Problems) -> CorrectionOutlook {
        try Problems.collecting(ledger: office.settings.ledger) {
            let convocation = try office.convocation(id)
            guard let reader = try LedgerReader.open(at: office.ledgerPath) else {
                throw Problem.nothingSent(convocation.conference)
            }
            let notice = try convocation.onDemandNotice(.correction)
            return try CorrectionOutlook(
                convocation, notice, EditionBook(office, convocation), reader)
        }
    }

    /// - Throws: `Problems` when nothing was sent; what stops a run that has begun is in the report.
    package func run(
        _ id: String, watch: SendWatch = SendWatch()
    ) throws(Problems) -> CorrectionReport {
        try Problems.collecting(ledger: office.settings.ledger) {
            try office.refuseVirtualClockOutside()
            let convocation = try office.convocation(id)
            let mailing = try Mailing(
                office, convocation, try convocation.onDemandNotice(.correction))
            let account = try office.relayAccount()
            return try LedgerRoom.within(
                office, convocation, "convoke correct \(id)",
                isBroken: { $0.sent.problem?.status == .ledger }
            ) { room in
                try deliver(mailing, account, room, watch)
            }
        }
    }

    private func deliver(
        _ mailing: Mailing, _ account: RelayAccount, _ room: LedgerRoom, _ watch: SendWatch
    ) throws -> CorrectionReport {
        try room.refuseCancelled(mailing.conference, mailing.notice)
        let outlook = try CorrectionOutlook(
            mailing.convocation, mailing.notice,
            mailing.editions ?? EditionBook(office, mailing.convocation), room.ledger.reader)
        let everybody = outlook.recipients + outlook.underWay
        try Guard.pass(mailing, office, room, planned: everybody.count, watch)
        let superseded = try mailing.renewAllTerms(in: room)
        let planned = try mailing.planNextRevision(outlook.recipients, in: room)
        var round = SendRound(
            mailings: [mailing], account: account, room: room, limits: TimeLimits())
        try round.runAll(office, watch)
        let onLadder = try mailing.climb(office, room, after: round)
        return CorrectionReport(
            outlook: outlook, superseded: superseded, onLadder: onLadder,
            sent: try mailing.report(
                office, room, planned: planned, round: round, everybody: everybody))
    }
}

/// What a `correct` found and sent.
package struct CorrectionReport: Sendable {
    package let outlook: CorrectionOutlook
    /// Reminders that waited for a moment that was moved.
    package let superseded: Int
    /// Ids of those to whom the ladder goes.
    let onLadder: Set<String>
    package let sent: SendReport

    /// How many are to be told by telephone.
    package var byPhone: Int { sent.byPhone(with: onLadder) }

    /// What the command ends with: those who cannot be reached need somebody to tell them.
    package var status: ExitStatus {
        let isAllWell = outlook.outOfReach.isEmpty && outlook.unknown.isEmpty
        return max(sent.status, isAllWell ? .allWell : .needsPerson)
    }
}

extension Mailing {
    /// Goes to the telephone about whom mail does not reach.
    ///
    /// - Returns: the ids of those who are to be told the notice in that way.
    func climb(
        _ office: Office, _ room: LedgerRoom, after round: SendRound
    ) throws -> Set<String> {
        let trouble = round.stopped.flatMap { $0.stopsEverything ? $0 : nil }
        _ = try Climb(office, convocation, room).run(
            trouble: trouble, mailGoes: round.stopped == nil && round.progress.accepted > 0)
        let cases = try room.ledger.reader.escalations(in: conference.id, openOnly: true)
        return Set(
            cases.map(\.plan).filter { $0.cause == .mail && $0.about == notice.id }
                .map(\.recipient))
    }
}

extension SendReport {
    /// With those to whom a ladder goes; without one somebody has to call all the same.
    func byPhone(with onLadder: Set<String>) -> Int {
        onLadder.union(byPhone.map(\.recipient)).count
    }
}

extension Convocation {
    func onDemandNotice(_ kind: Notice.Kind) throws(Problems) -> Notice {
        if let notice = conference.onDemandNotice(kind) { return notice }
        throw Problems([.unknownNotice(kind.rawValue, in: conference)])
    }
}

extension Problem {
    static func nothingSent(_ conference: Conference) -> Problem {
        Problem(
            .usage, "Nothing of this conference was ever sent", at: conference.place,
            fix: "Send the invitation first: convoke send \(conference.id) NOTICE.")
    }

    static func isCancelled(_ conference: Conference, _ notice: Notice, by whom: String) -> Problem
    {
        Problem(
            .needsPerson, "\(conference.title) is called off: nothing of it goes out",
            at: notice.place, found: "called off by \(whom)",
            fix: "If it takes place after all, run: convoke cancel \(conference.id) --undo")
    }
}
