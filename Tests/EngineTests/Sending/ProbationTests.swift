import ConvokeCore
import Foundation
import Testing

@testable import Engine

@Suite("Is it the message that the relay refuses?")
struct ProbationTests {
    private static let no = Reply(code: 554, lines: ["5.7.1 Not this text"])
    private static let other = Reply(code: 552, lines: ["5.3.4 Too long"])

    private static func refusal(_ reply: Reply = no) -> Attempt {
        Attempt(.refused, at: .reply, reason: .policy, reply: reply)
    }

    private static let yes = Attempt(
        .accepted, at: .reply, reply: Reply(code: 250, lines: ["2.0.0 Ok"]))

    @Test("the twentieth refusal alike stops the run, the nineteenth does not")
    func twenty() {
        let probation = Trial()
        for id in 1...19 {
            #expect(probation.judge(.sample(id), Self.refusal()).again == [])
        }
        #expect(probation.judge(.sample(20), Self.refusal()).stop == Self.no)
    }

    @Test("at the end of a small run five alike stop it, four do not", arguments: 1...8)
    func small(count: Int) {
        let probation = Trial()
        for id in 1...count { _ = probation.judge(.sample(id), Self.refusal()) }
        let verdict = probation.endOfQueue()
        if count >= 5 {
            #expect(verdict.stop == Self.no)
        } else {
            #expect(verdict.again == Array(1...Int64(count)))
            #expect(probation.endOfQueue().isGoOn)
        }
    }

    @Test("one accepted: those held back are tried again, and later refusals count")
    func accepted() {
        let probation = Trial()
        _ = probation.judge(.sample(1), Self.refusal())
        _ = probation.judge(.sample(2), Self.refusal())
        #expect(probation.judge(.sample(3), Self.yes).again == [1, 2])
        #expect(probation.judge(.sample(1), Self.refusal()).isGoOn)
        #expect(probation.endOfQueue().isGoOn)
    }

    @Test("refusals that differ are no verdict on the message")
    func different() {
        let probation = Trial()
        _ = probation.judge(.sample(1), Self.refusal())
        #expect(probation.judge(.sample(2), Self.refusal(Self.other)).again == [1, 2])
        #expect(probation.judge(.sample(3), Self.refusal()).isGoOn)
    }

    @Test("addresses that are refused and mails put off say nothing about the message")
    func otherFailures() {
        let probation = Trial()
        for id in 1...30 {
            let attempt =
                id.isMultiple(of: 2)
                ? Attempt(.refused, at: .rcpt, reason: .addressBad, reply: Self.no)
                : Attempt(.deferred, at: .reply, reason: .rateLimited)
            #expect(probation.judge(.sample(id), attempt).isGoOn)
        }
        #expect(probation.endOfQueue().isGoOn)
    }

    @Test("after the verdict nothing that still comes in makes anybody fail")
    func afterTheVerdict() {
        let probation = Trial()
        for id in 1...20 { _ = probation.judge(.sample(id), Self.refusal()) }
        #expect(probation.judge(.sample(21), Self.refusal(Self.other)).stop == Self.no)
        #expect(probation.judge(.sample(22), Self.refusal(Self.other)).stop == Self.no)
        #expect(probation.judge(.sample(23), Self.refusal()).stop == Self.no)
    }
}

/// A probation that can be asked from within an expectation.
private final class Trial {
    private var probation = Probation()

    func judge(_ delivery: Delivery, _ attempt: Attempt) -> Probation.Verdict {
        probation.judge(delivery, attempt)
    }

    func endOfQueue() -> Probation.Verdict { probation.endOfQueue() }
}

extension Probation.Verdict {
    fileprivate var again: [Int64]? {
        if case .tryAgain(let deliveries) = self { deliveries.map(\.id) } else { nil }
    }

    fileprivate var stop: Reply? {
        if case .stop(let reply) = self { reply } else { nil }
    }

    fileprivate var isGoOn: Bool {
        if case .goOn = self { true } else { false }
    }
}

extension Delivery {
    /// A delivery that is due, for tests of pure bookkeeping.
    static func sample(_ id: Int) -> Delivery {
        let now = TestOffice.now
        return Delivery(
            id: Int64(id), conference: "meeting", notice: "invitation", recipient: "p\(id)",
            name: "The Desk \(id)", venue: nil, channel: .email, address: "p\(id)@north.example",
            revision: 1, state: .queued, attempts: 0, possibleDuplicate: false, reply: nil,
            reason: nil, plannedAt: now, updatedAt: now, nextAttemptAt: now, handOverAt: now,
            lastUsefulAt: now.addingTimeInterval(86_400))
    }
}
