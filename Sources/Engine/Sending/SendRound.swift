import ConvokeCore
import Foundation
import LedgerStore
import SMTP

/// One or several rounds of sending notices of one conference, and what they came to together.
struct SendRound {
    let mailings: [Mailing]
    let account: RelayAccount
    let room: LedgerRoom
    let limits: TimeLimits
    private(set) var progress = SendProgress()
    private(set) var duration = 0.0
    private(set) var stopped: Problem?
    /// Ids of deliveries whose recipient, or whose address, is no longer addressed.
    private var unaddressed: [Int64] = []

    init(mailings: [Mailing], account: RelayAccount, room: LedgerRoom, limits: TimeLimits) {
        self.mailings = mailings
        self.account = account
        self.room = room
        self.limits = limits
    }

    private var notices: [String] { mailings.map(\.notice.id) }
    /// Only one notice at a time is narrowed on the command line.
    private var only: [String]? { mailings.count == 1 ? mailings[0].only : nil }

    /// Sends what is due; whoever's address was refused for good gets a delivery to the contact's next
    /// one, until nothing new is due.
    mutating func runAll(_ office: Office, _ watch: SendWatch) throws {
        for mailing in mailings { try mailing.enterEditions(in: room) }
        var more = 0
        repeat {
            try run(office, watch)
            let moved = try planMovedAddresses()
            more = stopped == nil ? try moved + planNextAddresses() : 0
        } while more > 0
        watch.ends()
        for mailing in mailings { try mailing.settleReached(in: room) }
    }

    private func planNextAddresses() throws -> Int {
        try mailings.reduce(0) { try $0 + $1.planNextAddresses(in: room) }
    }

    private mutating func run(_ office: Office, _ watch: SendWatch) throws {
        let pending = try room.pending(notices, to: only)
        guard pending > 0 else { return }
        watch.begins(pending)
        let guardLimits = try guardLimits(office)
        let sessions = min(account.relay.sessions, pending)
        let loop = try sessionLoop(office)
        let recorder = try room.ledger.recorder(for: room.lease, sessions: sessions)
        // The sessions' own thread writes, when none of them can go on.
        let writer = LedgerWriter(room.ledger, lease: room.lease, waits: true)
        let outbox = outbox(office, writer, recorder, loop, guardLimits)
        watch.brake.connect { outbox.stop(.interrupted) }
        let crew = SessionCrew(
            count: sessions, connector: RelayConnector(account, limits: limits, loop: loop),
            outbox: outbox, loop: loop, limits: limits)
        duration += crew.run(whenIdle: writer.write, reporting: watch.goes)
        recorder.close()
        progress.add(outbox.progress)
        stopped = outbox.stopped?.problem(office, room.lease.conference, notices)
        if try close(writer) { recorder.remove() }
        unaddressed = outbox.unaddressed
        try withhold(unaddressed, Self.unaddressedWords)
        try withhold(outbox.changed, Self.changedWords)
    }

    /// Whoever has another address in the contact book by now gets what waited for the old one there; what
    /// waited for anybody else who is not addressed any more ends.
    ///
    /// - Returns: how many deliveries are new.
    private mutating func planMovedAddresses() throws -> Int {
        guard !unaddressed.isEmpty else { return 0 }
        let waiting = try unaddressed.compactMap { try room.ledger.reader.delivery($0) }
            .filter(\.state.isPending)
        let planned = try mailings.reduce(0) { planned, mailing in
            let recipients = waiting.filter { $0.notice == mailing.notice.id }.map(\.recipient)
            return try planned + mailing.planMoved(Set(recipients), in: room)
        }
        _ = try room.ledger.sweep(
            .suppress, .deliveries(unaddressed), at: room.now, lease: room.lease)
        unaddressed = []
        return planned
    }

    private func sessionLoop(_ office: Office) throws -> SessionLoop {
        do {
            return try SessionLoop()
        } catch {
            throw error.problem(office.settings.relay)
        }
    }

    /// Keeps for a person what may have arrived and is not to be resent.
    private func withhold(_ deliveries: [Int64], _ words: String) throws(LedgerFailure) {
        _ = try room.ledger.withhold(
            deliveries, because: words, at: room.now, lease: room.lease)
    }

    private static let unaddressedWords =
        "not sent again: the recipient, or that address, is no longer addressed"

    private static let changedWords =
        "not sent again: its text has been changed since, and it may have arrived as it was"

    /// A writer that failed has said so through the outbox already.
    ///
    /// - Returns: whether everything was written.
    private func close(_ writer: LedgerWriter) throws -> Bool {
        do {
            try writer.close()
            return true
        } catch  where stopped != nil {
            return false
        }
    }

    /// Nil when somebody released one of the notices.
    private func guardLimits(_ office: Office) throws(LedgerFailure) -> GuardLimits? {
        for notice in notices
        where try room.ledger.reader.isReleased(notice, in: room.lease.conference) {
            return nil
        }
        return office.settings.guardLimits
    }

    /// How the letters of each notice are composed. A mailing is large: it stays where it is, and is not
    /// taken out of a table for each letter.
    private func composing(_ reader: LedgerReader) -> [String: Outbox.Composing] {
        guard let conference = mailings.first?.conference else { return [:] }
        let correspondence = Correspondence(conference, reader)
        var composing: [String: Outbox.Composing] = [:]
        for mailing in mailings {
            composing[mailing.notice.id] = { try mailing.composed($0, correspondence) }
        }
        return composing
    }

    private func outbox(
        _ office: Office, _ writer: LedgerWriter, _ recorder: FlightRecorder, _ loop: SessionLoop,
        _ guardLimits: GuardLimits?
    ) -> Outbox {
        let now = office.clock.now
        let reader = room.ledger.reader
        let (conference, notices, only) = (room.lease.conference, notices, only)
        let composing = composing(reader)
        return Outbox(
            compose: { delivery in try composing[delivery.notice]?(delivery) },
            read: { last throws(LedgerFailure) in
                try reader.due(
                    in: conference, by: .email, notices: notices, recipients: only, now: now,
                    after: last.map { DueCursor(after: $0) }, limit: 500)
            },
            lastDigest: { delivery throws(LedgerFailure) in try reader.digest(of: delivery.id) },
            writer: writer, recorder: recorder, loop: loop,
            retry: RetryPolicy(office.settings.retry), rate: account.relay.rate,
            clock: office.clock, guardLimits: guardLimits,
            isPaused: { () throws(LedgerFailure) in try reader.isPaused(conference) })
    }
}
