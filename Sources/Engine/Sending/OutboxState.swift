import Agenda
import ConvokeCore
import Foundation
import LedgerStore
import SMTP

/// What an `Outbox` knows at one moment. Pure bookkeeping: no reading, no writing, no waiting.
struct OutboxState: Sendable {
    /// Due and not yet handed out.
    private(set) var queue: Queue<Delivery> = .init()
    private(set) var lastRead: Delivery?
    private(set) var isExhausted = false
    private(set) var progress = SendProgress()
    var limit: RateLimit?
    private let guardLimits: GuardLimits?
    var stopped: OutboxStop?
    var unaddressed: [Int64] = []
    var changed: [Int64] = []
    var sessions: [Int: SessionMemory] = [:]
    private var flights: [Int64: Flight] = [:]
    private var probation = Probation()
    private var nextPauseLook = 0.0
    private var releases: [Int64: Int] = [:]
    /// One was given back so often that it is left to the next run.
    private var hasGivenUp = false

    /// A delivery whose intent was handed to the ledger.
    ///
    /// It is a class because it is looked at three times: each copy of a delivery costs eight references.
    final class Flight: Sendable {
        let delivery: Delivery
        let session: Int
        let turn: Int
        let intent: Ticket

        init(delivery: Delivery, session: Int, turn: Int, intent: Ticket) {
            self.delivery = delivery
            self.session = session
            self.turn = turn
            self.intent = intent
        }
    }

    /// A delivery that has come down, and the attempt as it is recorded.
    struct Landing {
        let flight: Flight
        let recorded: Attempt
    }

    init(limit: RateLimit?, guardLimits: GuardLimits? = nil) {
        self.limit = limit
        self.guardLimits = guardLimits
    }

    /// What a session is to do next.
    enum Pick {
        case delivery(Delivery)
        /// Read the next page, after this delivery, and refill with it.
        case page(after: Delivery?)
        /// See whether somebody has paused the conference.
        case pauseLook
        /// Ask again after so many seconds, or when something ended.
        case wait(Double)
        case nothing
    }

    mutating func pick(uptime: Double) -> Pick {
        if stopped != nil { return .nothing }
        if mayAskForPause(uptime: uptime) { return .pauseLook }
        if queue.isEmpty, !isExhausted { return .page(after: lastRead) }
        if queue.isEmpty { return isOver() ? .nothing : .wait(0.1) }
        if let wait = limit?.take(uptime: uptime) { return .wait(wait) }
        return takeNext().map { .delivery($0) } ?? .nothing
    }

    mutating func takeNext() -> Delivery? {
        queue.popFirst()
    }

    /// The kill switch is looked at between two messages, at most fifty times a second: at thousands of
    /// messages a second a look for each would cost more than the messages.
    mutating func mayAskForPause(uptime: Double) -> Bool {
        guard uptime >= nextPauseLook else { return false }
        nextPauseLook = uptime + 0.02
        return true
    }

    mutating func refill(_ rows: [Delivery]) {
        isExhausted = rows.isEmpty
        lastRead = rows.last ?? lastRead
        queue.append(contentsOf: rows)
    }

    /// Nothing is at hand: is something under way that may come back, or is it over?
    mutating func isOver() -> Bool {
        if !flights.isEmpty { return false }
        let verdict = probation.endOfQueue()
        switch verdict {
        case .goOn: return true
        case .stop(let refusal):
            stopped = stopped ?? .messageRefused(refusal)
            return true
        case .tryAgain(let held):
            queue.append(contentsOf: held)
            return held.isEmpty
        }
    }

    /// Whether all that was due has been dealt with: a session that ends badly then spoils nothing.
    var isDone: Bool {
        isExhausted && queue.isEmpty && flights.isEmpty && !probation.isHolding && !hasGivenUp
    }

    mutating func turn(of session: Int) -> Int {
        sessions[session, default: .init()].turn += 1
        return sessions[session, default: .init()].turn
    }

    /// Whether a session is to have one more letter composed than it needs now. With a rate nothing is
    /// taken ahead: what goes out follows the rate, and the disk is quicker than that.
    func mayTakeAhead(_ session: Int) -> Bool {
        stopped == nil && limit == nil && sessions[session]?.mayTakeAhead ?? false
    }

    /// Whether what a session has ahead is not to be sent by it: the run stops, or it is too late for it.
    func mustGiveBack(_ session: Int, now: Date) -> Bool {
        guard let next = sessions[session]?.next else { return false }
        if stopped != nil { return true }
        return flights[next.delivery].map { $0.delivery.lastUsefulAt < now } ?? false
    }

    /// That a delivery is given back before it was begun does not count among its releases.
    mutating func excuse(_ delivery: Int64) { releases[delivery, default: 0] -= 1 }

    mutating func launch(_ flight: Flight) {
        flights[flight.delivery.id] = flight
    }

    func flight(of delivery: Int64) -> Flight? { flights[delivery] }

    /// What has to be on the disk, beside its intent, before the last byte of a flight leaves.
    func endBefore(_ flight: Flight) -> Ticket? { sessions[flight.session]?.endBefore }

    /// Somebody cancelled or settled the delivery between its being picked and its being sent.
    mutating func forget(_ delivery: Int64) {
        flights[delivery] = nil
    }

    /// Takes a delivery out of the air. While nobody has accepted the message, a refusal of it is
    /// recorded as released: it may be the message that is refused, not the recipient.
    mutating func land(_ id: Int64, _ attempt: Attempt) -> Landing? {
        guard let flight = flights.removeValue(forKey: id) else { return nil }
        var recorded = attempt
        switch probation.judge(flight.delivery, attempt) {
        case .goOn: break
        case .stop(let refusal):
            stopped = stopped ?? .messageRefused(refusal)
            recorded = attempt.released
        case .tryAgain(let held):
            queue.append(contentsOf: held)
            if attempt.isMessageRefusal { recorded = attempt.released }
        }
        if attempt.outcome == .released { requeue(flight.delivery) }
        progress.count(recorded, mayHaveArrived: flight.delivery.mayHaveArrived)
        stopWhenRefusedTooOften()
        return Landing(flight: flight, recorded: recorded)
    }

    /// The blast-radius guard: a list gone wrong shows in the share of refusals.
    private mutating func stopWhenRefusedTooOften() {
        let isTooOften = BlastRadius.isRefusedTooOften(
            refused: progress.refused, of: progress.done, limits: guardLimits)
        if isTooOften, stopped == nil {
            stopped = .refusedTooOften(progress.refused, of: progress.done)
        }
    }

    /// A delivery whose session went away before anything was said about it has another session try,
    /// a few times in one run.
    private mutating func requeue(_ delivery: Delivery) {
        guard stopped == nil, releases[delivery.id, default: 0] < 3 else {
            hasGivenUp = true
            return
        }
        releases[delivery.id, default: 0] += 1
        queue.append(contentsOf: [delivery])
    }
}

extension Delivery {
    /// Whether an earlier attempt may have reached the recipient.
    var mayHaveArrived: Bool { state == .inDoubt || possibleDuplicate }
}

extension Attempt {
    /// Refused after its text was seen (RFC 5321 section 4.2.5), or before for its size or form: the
    /// message may be at fault. Without a reply it was refused here, by what the relay announced.
    var isMessageRefusal: Bool {
        guard outcome == .refused else { return false }
        if stage == .reply { return true }
        guard let reply else { return stage == .mail && reason != .addressBad }
        return Scope(reply, at: stage) == .message
    }

    /// The same words, saying nothing about the delivery.
    var released: Attempt {
        Attempt(.released, at: stage, reason: reason, reply: reply, detail: detail)
    }
}
