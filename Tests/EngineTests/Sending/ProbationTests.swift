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

    private static func said(_ stage: Stage, _ code: Int, _ line: String) -> Attempt {
        Attempt(.refused, at: stage, reply: Reply(code: code, lines: [line]))
    }

    private static func large(_ id: Int) -> Attempt {
        Attempt(
            .refused, at: .mail, reason: .messageTooLarge,
            detail: "the message has \(1000 + id) bytes")
    }

    private static let yes = Attempt(
        .accepted, at: .reply, reply: Reply(code: 250, lines: ["2.0.0 Ok"]))

    @Test("the twentieth refusal alike stops the run, the nineteenth does not")
    func twenty() {
        let probation = Trial()
        for id in 1...19 {
            #expect(probation.judge(.sample(id), Self.refusal()).again == [])
        }
        #expect(probation.judge(.sample(20), Self.refusal()).stop?.reply == Self.no)
    }

    @Test("at the end of a small run five alike stop it, four do not", arguments: 1...8)
    func small(count: Int) {
        let probation = Trial()
        for id in 1...count { _ = probation.judge(.sample(id), Self.refusal()) }
        let verdict = probation.endOfQueue()
        if count >= 5 {
            #expect(verdict.stop?.reply == Self.no)
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

    @Test(
        "a message refused for its size or form before its text was seen is held back too",
        arguments: [
            Attempt(.refused, at: .mail, reason: .notSupported, detail: "it lacks 8BITMIME"),
            said(.mail, 552, "5.3.4 Too long"), said(.mail, 552, "Too long"),
            said(.mail, 554, "5.6.1 No such form"), said(.rcpt, 552, "5.2.3 Too long"),
            said(.rcpt, 552, "5.3.4 Too long"), said(.body, 552, "5.3.4 Too long"),
        ])
    func beforeTheText(_ refusal: Attempt) {
        let probation = Trial()
        for id in 1...19 { #expect(probation.judge(.sample(id), refusal).again == []) }
        #expect(probation.judge(.sample(20), refusal).stop == refusal)
    }

    @Test("larger than the relay announces is alike however large, and unlike what the relay says")
    func sizes() {
        let probation = Trial()
        for id in 1...5 { #expect(probation.judge(.sample(id), Self.large(id)).again == []) }
        #expect(probation.endOfQueue().stop == Self.large(5))
        let other = Trial()
        _ = other.judge(.sample(1), Self.large(1))
        #expect(other.judge(.sample(2), Self.refusal(Self.other)).again == [1, 2])
    }

    @Test(
        "an address that is refused, or that the relay cannot carry, says nothing about the message",
        arguments: [
            Attempt(.refused, at: .mail, reason: .addressBad, detail: "no mail server takes it"),
            Attempt(.refused, at: .rcpt, reason: .notSupported, detail: "it lacks SMTPUTF8"),
            said(.rcpt, 550, "5.1.1 Unknown"), said(.rcpt, 552, "Mailbox full"),
            said(.rcpt, 552, "5.2.2 Mailbox full"), said(.rcpt, 554, "5.7.1 Not to him"),
        ])
    func addresses(_ refusal: Attempt) {
        let probation = Trial()
        for id in 1...30 { #expect(probation.judge(.sample(id), refusal).isGoOn) }
    }

    @Test("after the verdict nothing that still comes in makes anybody fail")
    func afterTheVerdict() {
        let probation = Trial()
        for id in 1...20 { _ = probation.judge(.sample(id), Self.refusal()) }
        #expect(probation.judge(.sample(21), Self.refusal(Self.other)).stop?.reply == Self.no)
        #expect(probation.judge(.sample(22), Self.refusal(Self.other)).stop?.reply == Self.no)
        #expect(probation.judge(.sample(23), Self.refusal()).stop?.reply == Self.no)
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

    fileprivate var stop: Attempt? {
        if case .stop(let refusal) = self { refusal } else { nil }
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
