import ConvokeCore
import Foundation
import Testing

@Suite("A case after one of the same reason that has ended")
struct EarlierCaseTests {
    private static let now = Date(timeIntervalSince1970: 1_637_283_600)

    private func begins(
        _ cause: PlannedEscalation.Cause, after end: Escalation.End, endedAgo: TimeInterval = 60,
        deadline: TimeInterval = 7200, mailWentSince: Bool = false, wasDeclined: Bool = false
    ) -> Bool {
        let new = PlannedEscalation(
            conference: "meeting", cause: cause, about: "report", recipient: "p002",
            party: Party(.recipient, "p002"), why: "", ladder: "", since: Self.now,
            deadline: Self.now + 86_400)
        return new.begins(
            after: .init(
                end: end, endedAt: Self.now - endedAgo, deadline: Self.now + deadline,
                mailWentSince: mailWentSince, wasDeclined: wasDeclined),
            at: Self.now)
    }

    @Test(
        "begins where nobody was reached, or nobody had to be",
        arguments: PlannedEscalation.Cause.allCases)
    func notReached(_ cause: PlannedEscalation.Cause) {
        #expect(begins(cause, after: .missed))
        #expect(begins(cause, after: .cancelled))
    }

    @Test("begins where an answer was taken back, or a mail that had been accepted came back")
    func done() {
        #expect(begins(.obligation, after: .done))
        #expect(begins(.invitation, after: .done))
        #expect(begins(.mail, after: .done))
    }

    @Test("begins for a relay that is down once more, an hour after it was back")
    func relay() {
        #expect(!begins(.relay, after: .done, endedAgo: 3599))
        #expect(begins(.relay, after: .done, endedAgo: 3600))
    }

    @Test("begins for a relay that was back since somebody was told, and never while it is down")
    func relayAfterCall() {
        #expect(!begins(.relay, after: .acknowledged, endedAgo: 36_000))
        #expect(!begins(.relay, after: .acknowledged, endedAgo: 3599, mailWentSince: true))
        #expect(begins(.relay, after: .acknowledged, endedAgo: 3600, mailWentSince: true))
    }

    @Test("leaves whoever was reached alone, until what they owe has a later moment")
    func reached() {
        for cause in PlannedEscalation.Cause.allCases {
            #expect(!begins(cause, after: .acknowledged))
            #expect(begins(cause, after: .acknowledged, deadline: 0) == (cause == .obligation))
        }
    }

    @Test("begins for whoever had declined on the telephone and owes it again")
    func declined() {
        #expect(begins(.obligation, after: .acknowledged, wasDeclined: true))
        #expect(begins(.invitation, after: .acknowledged, wasDeclined: true))
        #expect(!begins(.mail, after: .acknowledged, wasDeclined: true))
    }
}
