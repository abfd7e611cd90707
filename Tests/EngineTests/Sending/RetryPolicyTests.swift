import ConvokeCore
import Engine
import Foundation
import Testing

@Suite("The next attempt")
struct RetryPolicyTests {
    private let now = Date(timeIntervalSince1970: 1_637_283_600)
    private let policy = RetryPolicy(RetrySettings())

    private func wait(
        attempts: Int, reason: Reason? = .relayTrouble, jitter: Double = 0, useful: Double = 1e6
    ) -> Double {
        policy.nextAttempt(
            after: now, attempts: attempts, reason: reason, jitter: jitter,
            lastUseful: now.addingTimeInterval(useful)
        ).timeIntervalSince(now)
    }

    @Test(
        "comes later each time, but never later than the longest wait",
        arguments: [(1, 60), (2, 120), (3, 240), (5, 960), (6, 1800), (60, 1800)] as [(Int, Double)]
    )
    func grows(attempts: Int, seconds: Double) {
        #expect(wait(attempts: attempts) == seconds)
    }

    @Test("gives a greylisting server five minutes") func greylisting() {
        #expect(wait(attempts: 1, reason: .greylisted) == 300)
        #expect(wait(attempts: 5, reason: .greylisted) == 960)
    }

    @Test("is spread by a tenth", arguments: [(-1.0, 54.0), (1.0, 66.0)])
    func jitter(jitter: Double, seconds: Double) {
        #expect(wait(attempts: 1, jitter: jitter) == seconds)
    }

    @Test("is made at the last useful moment rather than after it") func bounded() {
        #expect(wait(attempts: 6, useful: 90) == 90)
    }
}

@Suite("A ceiling on the rate")
struct RateLimitTests {
    @Test("lets ten a second through when it says 600 a minute") func tenASecond() {
        var limit = RateLimit(count: 600, per: 60, uptime: 0)
        var passed = 0
        var uptime = 0.0
        while uptime < 10 {
            if let wait = limit.take(uptime: uptime) { uptime += wait } else { passed += 1 }
        }
        #expect((100...101).contains(passed))
    }

    @Test("does not save up what was not used") func noSaving() {
        var limit = RateLimit(count: 60, per: 60, uptime: 0)
        #expect(limit.take(uptime: 1000) == nil)
        #expect(limit.take(uptime: 1000) == 1)
    }

    @Test("a fast one passes a tenth of a second's worth at once") func burst() {
        var limit = RateLimit(count: 1000, per: 1, uptime: 0)
        let passed = (0..<1000).prefix { _ in limit.take(uptime: 0) == nil }.count
        #expect(passed == 100)
    }
}
