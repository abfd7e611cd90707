import ConvokeCore
import Foundation
import Testing

@testable import Engine
@testable import LedgerStore

@Suite("What a run knows of its deliveries")
struct OutboxStateTests {
    private static let yes = Attempt(
        .accepted, at: .reply, reply: Reply(code: 250, lines: ["2.0.0 Ok"]))
    private static let no = Attempt(
        .refused, at: .reply, reason: .policy, reply: Reply(code: 554, lines: ["5.7.1 No"]))
    private static let lost = Attempt(.released, at: .mail, detail: "the connection broke")

    @Test("deliveries are handed out in their order, each once")
    func order() throws {
        let state = Run(3)
        var ids: [Int64] = []
        for _ in 1...3 { ids.append(try state.turn(Self.yes).id) }
        #expect(ids == [1, 2, 3])
        #expect(state.takeNext() == nil)
        #expect(state.progress.accepted == 3)
        #expect(state.isOver())
    }

    @Test("while one is in the air it is not over, because it may come back")
    func inTheAir() throws {
        let state = Run(1)
        _ = try state.launch(session: 1)
        #expect(!state.isOver())
        _ = state.land(1, Self.lost)
        #expect(!state.isQueueEmpty)
    }

    @Test("what a lost session gives back is tried three times more, then left to the next run")
    func released() throws {
        let state = Run(1)
        for _ in 1...4 { #expect(try state.turn(Self.lost).id == 1) }
        #expect(state.isQueueEmpty)
        #expect(state.isOver())
        #expect(!state.isDone)
        #expect(state.progress == SendProgress())
    }

    @Test(
        "a refusal that is held back is recorded as saying nothing, and counts when it is told again"
    )
    func heldBack() throws {
        let state = Run(2)
        #expect(try state.turn(Self.no).recorded.outcome == .released)
        #expect(try state.turn(Self.yes).recorded.outcome == .accepted)
        let again = try state.turn(Self.no)
        #expect(again.id == 1)
        #expect(again.recorded.outcome == .refused)
        #expect(state.progress.refused == 1)
    }

    @Test("twenty refused alike stop the run, and what is in the air then fails nobody")
    func stops() throws {
        let state = Run(30)
        let flying = try state.launch(session: 2)
        for _ in 1...20 { _ = try state.turn(Self.no) }
        guard case .messageRefused = state.stopped else {
            Issue.record("the run goes on")
            return
        }
        let other = Attempt(
            .refused, at: .reply, reason: .messageTooLarge,
            reply: Reply(code: 552, lines: ["5.3.4 Too long"]))
        #expect(state.land(flying.id, other)?.recorded.outcome == .released)
        #expect(state.progress == SendProgress())
    }

    @Test("an end that is told twice, or of something unknown, changes nothing")
    func twice() throws {
        let state = Run(1)
        _ = try state.turn(Self.yes)
        #expect(state.land(1, Self.no) == nil)
        #expect(state.land(99, Self.no) == nil)
        #expect(state.progress.done == 1)
    }

    @Test("each session counts its own messages, and waits for its own end before the last three")
    func sessions() throws {
        let state = Run(2)
        let places = [1, 2, 1].map { state.place(of: $0) }
        #expect(places == [1, 1, 2])
        _ = try state.launch(session: 1)
        _ = try state.launch(session: 2)
        #expect(state.endBefore(1) == nil)
        for _ in 1...3 {
            state.noteEnd(session: 1)
            #expect(state.endBefore(1) == nil)
        }
        state.noteEnd(session: 1)
        #expect(state.endBefore(1) != nil)
        state.noteEnd(session: 2, isNoted: false)
        #expect(state.endBefore(2) != nil, "an end that is nowhere else is waited for")
        #expect(state.flight(of: 3) == nil)
    }

    @Test("a page that comes empty is the last; the next is asked for after the last delivery read")
    func pages() {
        let state = Run(2)
        #expect(!state.isExhausted)
        #expect(state.lastRead?.id == 2)
        state.refill([])
        #expect(state.isExhausted)
        #expect(state.lastRead?.id == 2)
    }

    @Test("the next page is read when the last one is handed out, until one comes empty")
    func readsOn() throws {
        let state = Run(2)
        for id: Int64 in 1...2 {
            guard case .delivery(let next) = state.pick() else { throw Unexpected() }
            #expect(next.id == id)
        }
        guard case .page(let last) = state.pick() else { throw Unexpected() }
        #expect(last?.id == 2)
        state.refill([.sample(3)])
        guard case .delivery = state.pick(), case .page = state.pick() else {
            throw Unexpected()
        }
        state.refill([])
        guard case .nothing = state.pick() else { throw Unexpected() }
    }

    @Test("a letter that was taken ahead is given back when it comes too late")
    func late() throws {
        let state = Run(2)
        let delivery = try state.launch(session: 1)
        let end = delivery.lastUsefulAt
        #expect(!state.mustGiveBack(at: end + 1), "it has nothing ahead")
        state.takeAhead(delivery)
        #expect(!state.mustGiveBack(at: end))
        #expect(state.mustGiveBack(at: end + 1))
    }

    @Test("to be given back before it was begun does not make a delivery wait for the next run")
    func excused() throws {
        let state = Run(1)
        for _ in 1...5 {
            let delivery = try state.launch(session: 1)
            state.excuse(delivery)
            #expect(state.land(delivery.id, Self.lost) != nil)
        }
        #expect(!state.isQueueEmpty)
        for _ in 1...3 { _ = try state.turn(Self.lost) }
        _ = try state.turn(Self.lost)
        #expect(state.isQueueEmpty)
    }

    private struct Unexpected: Error {}

    @Test("all is done only when the last page is read, nothing waits and nothing is held back")
    func done() throws {
        let state = Run(2)
        _ = try state.turn(Self.no)
        _ = try state.turn(Self.lost)
        _ = try state.turn(Self.yes)
        #expect(!state.isDone)
        state.refill([])
        #expect(!state.isDone)
        _ = try state.turn(Self.no)
        #expect(state.isDone)
    }
}

/// The state of a run, and what its sessions do with it.
private final class Run {
    private var state = OutboxState(limit: nil)
    private let ticket = Ticket(batch: Batch(), index: 0)

    init(_ count: Int) {
        state.refill((1...count).map { .sample($0) })
    }

    /// After the first look for a pause.
    func pick() -> OutboxState.Pick {
        let pick = state.pick(uptime: 1)
        if case .pauseLook = pick { return state.pick(uptime: 1) }
        return pick
    }

    /// Hands one out and says what it came to; the id, and the attempt as it is recorded.
    func turn(_ attempt: Attempt, session: Int = 1) throws -> (id: Int64, recorded: Attempt) {
        let delivery = try launch(session: session)
        return (delivery.id, try #require(land(delivery.id, attempt)).recorded)
    }

    func launch(session: Int) throws -> Delivery {
        let delivery = try #require(takeNext())
        state.launch(
            .init(
                delivery: delivery, session: session, turn: state.turn(of: session),
                intent: ticket))
        return delivery
    }

    func takeNext() -> Delivery? { state.takeNext() }
    func isOver() -> Bool { state.isOver() }
    func refill(_ rows: [Delivery]) { state.refill(rows) }
    func place(of session: Int) -> Int { state.turn(of: session) }
    func flight(of id: Int64) -> OutboxState.Flight? { state.flight(of: id) }
    func endBefore(_ id: Int64) -> Ticket? { state.flight(of: id).flatMap { state.endBefore($0) } }
    func noteEnd(session: Int, isNoted: Bool = true) {
        state.sessions[session]?.ended(ticket, isNoted: isNoted)
    }

    /// Session 1 has the letter of a delivery ahead.
    func takeAhead(_ delivery: Delivery) {
        state.sessions[1]?.takeAhead(OutboxTests.parcel(delivery))
    }
    func mustGiveBack(at now: Date) -> Bool { state.mustGiveBack(1, now: now) }
    func excuse(_ delivery: Delivery) { state.excuse(delivery.id) }

    func land(_ id: Int64, _ attempt: Attempt) -> OutboxState.Landing? {
        state.land(id, attempt)
    }

    var isQueueEmpty: Bool { state.queue.isEmpty }
    var isExhausted: Bool { state.isExhausted }
    var isDone: Bool { state.isDone }
    var lastRead: Delivery? { state.lastRead }
    var progress: SendProgress { state.progress }
    var stopped: OutboxStop? { state.stopped }
}
