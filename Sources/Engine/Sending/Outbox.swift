import ConvokeCore
import Foundation
import LedgerStore
import SMTP
import Synchronization

/// The due deliveries of one run, handed out to its SMTP sessions, and what became of them.
///
/// For each delivery, in this order: its letter is composed, its intent is handed to the ledger, the
/// session sends the envelope, waits here until the intent is on the disk, and only then lets the last
/// byte go. For a session that is quick letters are composed ahead, so that there is nothing to wait for.
/// At the same point it waits until its ends are on the disk, all but the last few; those are in the flight
/// recorder, so that of a killed run at most one delivery of each session is in doubt.
final class Outbox: ParcelFeed {
    /// Composes the letter of a delivery; nil when the delivery has nobody to go to any more.
    typealias Composing = @Sendable (Delivery) throws -> Mailing.Composed?
    /// Reads the next due deliveries after a given one.
    typealias Reading = @Sendable (Delivery?) throws(LedgerFailure) -> [Delivery]

    /// The digest of the message that was last sent for a delivery; nil when none is known.
    typealias Remembering = @Sendable (Delivery) throws(LedgerFailure) -> [UInt8]?

    private let compose: Composing
    private let read: Reading
    private let lastDigest: Remembering
    private let writer: LedgerWriter
    private let recorder: FlightRecorder
    private let loop: SessionLoop
    private let retry: RetryPolicy
    private let clock: Clock
    /// Seconds that the machine has been up.
    private let uptime: @Sendable () -> Double
    /// Whether somebody has paused the conference: asked between two messages.
    private let isPaused: @Sendable () throws(LedgerFailure) -> Bool
    private let state: Mutex<OutboxState>

    init(
        compose: @escaping Composing, read: @escaping Reading,
        lastDigest: @escaping Remembering, writer: LedgerWriter,
        recorder: FlightRecorder, loop: SessionLoop, retry: RetryPolicy, rate: Rate?, clock: Clock,
        uptime: @escaping @Sendable () -> Double = { ProcessInfo.processInfo.systemUptime },
        guardLimits: GuardLimits? = nil,
        isPaused: @escaping @Sendable () throws(LedgerFailure) -> Bool = { false }
    ) {
        self.isPaused = isPaused
        self.compose = compose
        self.read = read
        self.lastDigest = lastDigest
        self.writer = writer
        self.recorder = recorder
        self.loop = loop
        self.retry = retry
        self.clock = clock
        self.uptime = uptime
        let limit = rate.map {
            RateLimit(count: $0.count, per: $0.per.seconds, uptime: uptime())
        }
        state = Mutex(OutboxState(limit: limit, guardLimits: guardLimits))
    }

    // MARK: - What a session asks

    func next(session: Int, mayWait: Bool) async -> Parcel? {
        if state.withLock({ $0.mayAskForPause(uptime: uptime()) }) { lookForPause() }
        if state.withLock({ $0.mustGiveBack(session, now: clock.now) }) {
            await giveBack(session: session)
        }
        var parcel = state.withLock {
            $0.sessions[session, default: .init()].takeNext(uptime: uptime())
        }
        if parcel == nil { parcel = await take(session, mayWait: mayWait) }
        if parcel != nil { lookAhead(session) }
        return parcel
    }

    /// Takes more than the session needs now: their intents are written together with others, and are on
    /// the disk when their turn comes.
    private func lookAhead(_ session: Int) {
        while state.withLock({ $0.mayTakeAhead(session) }),
            case .parcel(let parcel) = takeAtHand(session)
        {
            state.withLock { $0.sessions[session, default: .init()].takeAhead(parcel) }
        }
    }

    /// What a session took ahead, and will not send: it is due again.
    func giveBack(session: Int) async {
        let parcels = state.withLock { $0.sessions[session]?.giveBack() ?? [] }
        for parcel in parcels {
            state.withLock { $0.excuse(parcel.delivery) }
            await ended(
                parcel,
                with: Attempt(.released, at: .mail, detail: "given back before it was begun"))
        }
    }

    private func take(_ session: Int, mayWait: Bool) async -> Parcel? {
        while true {
            switch takeAtHand(session) {
            case .parcel(let parcel): return parcel
            case .nothing: return nil
            case .wait(let seconds):
                if !mayWait { return nil }
                await loop.sleep(until: .now + .seconds(min(seconds, 0.5)))
            }
        }
    }

    /// What there is for a session at this moment.
    private enum Taken {
        case parcel(Parcel)
        /// Ask again after so many seconds, or when something ended.
        case wait(Double)
        case nothing
    }

    private func takeAtHand(_ session: Int) -> Taken {
        while true {
            switch state.withLock({ $0.pick(uptime: uptime()) }) {
            case .delivery(let delivery):
                if let parcel = prepare(delivery, session: session) { return .parcel(parcel) }
            case .page(let last): turnPage(after: last)
            case .pauseLook: lookForPause()
            case .nothing: return .nothing
            case .wait(let seconds): return .wait(seconds)
            }
        }
    }

    func confirmIntent(_ parcel: Parcel) async throws {
        let (flight, before) = state.withLock { state in
            let flight = state.flight(of: parcel.delivery)
            return (flight, flight.flatMap { state.endBefore($0) })
        }
        guard let flight else { return }
        do {
            if let before { _ = try await receipt(before) }
            if case .overtaken = try await receipt(flight.intent) {
                change { $0.forget(parcel.delivery) }
                throw ParcelWithdrawn()
            }
            recorder.leaves(session: flight.session, turn: flight.turn)
        } catch let failure as LedgerFailure {
            stop(.ledger(failure))
            throw failure
        }
    }

    /// What became of a change, which as a rule is on the disk already.
    private func receipt(_ ticket: Ticket) async throws(LedgerFailure) -> Receipt {
        if let known = try writer.known(ticket) { known } else { try await writer.settled(ticket) }
    }

    func ended(_ parcel: Parcel, with attempt: Attempt) async {
        if await wasWithdrawn(parcel) { return }
        let now = clock.now
        // Landing and handing in belong together: what is put back into the queue may be picked by
        // another session at once, and its intent must come after this end.
        change { state in
            guard let landing = state.land(parcel.delivery, attempt) else { return }
            let (flight, recorded) = (landing.flight, landing.recorded)
            let end = AttemptEnd(
                delivery: flight.delivery.id, session: flight.session, attempt: recorded,
                queueID: attempt.reply?.queueID, at: now,
                nextAttemptAt: nextAttempt(flight.delivery, recorded, now))
            let isNoted = recorder.notes(end, turn: flight.turn)
            state.sessions[flight.session, default: .init()].ended(
                writer.submit(.ended(end)), isNoted: isNoted)
        }
    }

    /// Whether the delivery was taken back before its intent was written: then it has no end either. A
    /// parcel that is refused before its body ends without its intent having been waited for.
    private func wasWithdrawn(_ parcel: Parcel) async -> Bool {
        guard let intent = state.withLock({ $0.flight(of: parcel.delivery)?.intent }) else {
            return true
        }
        do throws(LedgerFailure) {
            guard case .overtaken = try await receipt(intent) else { return false }
        } catch {
            stop(.ledger(error))
            return false
        }
        change { $0.forget(parcel.delivery) }
        return true
    }

    // MARK: - What the run asks

    /// No delivery is handed out any more; those under way end as they end.
    func stop(_ reason: OutboxStop) {
        change { if $0.stopped == nil { $0.stopped = reason } }
    }

    /// Whether nothing is left to do.
    var isDone: Bool { state.withLock { $0.isDone } }
    var stopped: OutboxStop? { state.withLock { $0.stopped } }
    var progress: SendProgress { state.withLock { $0.progress } }
    /// Deliveries whose recipient the conference no longer addresses.
    var unaddressed: [Int64] { state.withLock { $0.unaddressed } }
    /// Deliveries that may have arrived, and whose message is no longer the same.
    var changed: [Int64] { state.withLock { $0.changed } }

    // MARK: - Inside

    /// Changes the state, and lets those see it who wait for something to do.
    private func change(_ body: (inout OutboxState) -> Void) {
        state.withLock { body(&$0) }
        loop.wakeSleepers()
    }

    private func turnPage(after last: Delivery?) {
        do {
            let rows = try read(last)
            change { $0.refill(rows) }
        } catch {
            stop(.ledger(error))
        }
    }

    private func lookForPause() {
        do {
            if try isPaused() { stop(.paused) }
        } catch {
            stop(.ledger(error))
        }
    }

    private func prepare(_ delivery: Delivery, session: Int) -> Parcel? {
        if delivery.lastUsefulAt < clock.now { return nil }
        do {
            guard let composed = try compose(delivery) else {
                state.withLock { $0.unaddressed.append(delivery.id) }
                return nil
            }
            let digest = MessageDigest.of(composed.parcel.message)
            guard try isSame(composed.parcel.message, digest, delivery) else {
                state.withLock { $0.changed.append(delivery.id) }
                return nil
            }
            launch(delivery, digest, composed, session)
            return composed.parcel
        } catch let failure as LedgerFailure {
            stop(.ledger(failure))
        } catch let problem as Problem {
            stop(.problem(problem))
        } catch {
            stop(.problem(.unforeseen(error)))
        }
        return nil
    }

    /// Whether a message that may have arrived already is still the same: then it may go once more.
    private func isSame(
        _ message: Message, _ digest: [UInt8], _ delivery: Delivery
    ) throws(LedgerFailure) -> Bool {
        guard delivery.mayHaveArrived,
            let kept = try lastDigest(delivery)
        else { return true }
        return MessageDigest.isKept(kept, of: message, digest)
    }

    private func launch(
        _ delivery: Delivery, _ digest: [UInt8], _ composed: Mailing.Composed, _ session: Int
    ) {
        let (now, content) = (clock.now, SentContent(composed.parcel.message))
        let edition = composed.edition == delivery.edition ? nil : composed.edition
        state.withLock { state in
            let turn = state.turn(of: session)
            let intent = Intent(
                delivery: delivery.id, session: session, turn: turn, digest: digest,
                edition: edition, content: content, at: now)
            state.launch(
                .init(
                    delivery: delivery, session: session, turn: turn,
                    intent: writer.submit(.intent(intent))))
        }
    }

    private func nextAttempt(_ delivery: Delivery, _ attempt: Attempt, _ now: Date) -> Date? {
        switch attempt.outcome {
        case .deferred:
            retry.nextAttempt(
                after: now, attempts: delivery.attempts + 1, reason: attempt.reason,
                jitter: clock.jitter, lastUseful: delivery.lastUsefulAt)
        case .released: delivery.nextAttemptAt
        case .accepted, .refused, .inDoubt: nil
        }
    }
}

/// Why no more deliveries are handed out.
enum OutboxStop: Sendable {
    case ledger(LedgerFailure)
    case problem(Problem)
    /// The account cannot send, or the last session has gone.
    case session(SessionFailure)
    /// The relay refuses this message, whoever it is for.
    case messageRefused(Attempt)
    /// Somebody asked the program to end.
    case interrupted
    /// Somebody paused the conference.
    case paused
    /// So many of so many were refused for good that something must be wrong.
    case refusedTooOften(Int, of: Int)
}
