import ConvokeCore
import Foundation
import Testing

@testable import Agenda

@Suite("Ticks that stay away")
struct StalenessTests {
    /// A notice at 08:00 of 24 November 2021 and of use for four hours.
    private func staleness(
        lastTick: String?, now: String, hasPending: Bool = false, _ decision: Decision,
        isPlanned: Bool = false
    ) throws -> Staleness {
        let notice = try #require(
            readConference(leastConference).draft
        ).conference().notices[0]
        let entry = NoticeDecision(
            notice: notice, due: time("08:00"), isPlanned: isPlanned, decision: decision)
        return Staleness.of(
            lastTick: lastTick.map(time), [entry], hasPending: hasPending, now: time(now))
    }

    private typealias Decision = NoticeDecision.Decision
    private func time(_ clock: String) -> Date { at("2021-11-24T\(clock)") }

    @Test("are told when the last one is more than three minutes ago and something is due")
    func silent() throws {
        #expect(try staleness(lastTick: "07:57", now: "08:00", .send) == .fresh)
        #expect(
            try staleness(lastTick: "07:57", now: "08:00:01", .send)
                == .silent(since: time("07:57")))
        #expect(
            try staleness(lastTick: "07:57", now: "08:01", .send, isPlanned: true) == .fresh)
    }

    @Test("are told an hour before the next moment, and not earlier")
    func upcoming() throws {
        let silent = Staleness.silent(since: time("06:00"))
        let next = Decision.notYet(next: time("08:00"))
        #expect(try staleness(lastTick: "06:00", now: "06:59", next) == .fresh)
        #expect(try staleness(lastTick: "06:00", now: "07:00", next) == silent)
        let wait = Decision.wait(until: time("08:00"))
        #expect(try staleness(lastTick: "06:00", now: "06:59", wait) == .fresh)
        #expect(try staleness(lastTick: "06:00", now: "07:00", wait) == silent)
        #expect(try staleness(lastTick: "06:00", now: "07:00", wait, isPlanned: true) == .fresh)
    }

    @Test("are told while deliveries are pending")
    func pending() throws {
        #expect(
            try staleness(lastTick: "06:00", now: "06:10", hasPending: true, .over)
                == .silent(since: time("06:00")))
        #expect(
            try staleness(lastTick: "06:00", now: "06:02", hasPending: true, .over) == .fresh)
    }

    @Test(
        "are of no matter when nothing is to be done",
        arguments: [
            Decision.over, .missed, .onDemand, .supersede(by: "x"),
        ])
    func idle(decision: NoticeDecision.Decision) throws {
        #expect(try staleness(lastTick: "01:00", now: "20:00", decision) == .fresh)
        #expect(try staleness(lastTick: nil, now: "20:00", decision) == .fresh)
    }

    @Test("from the beginning are told when a notice is three minutes overdue")
    func never() throws {
        #expect(try staleness(lastTick: nil, now: "08:03", .send) == .fresh)
        #expect(
            try staleness(lastTick: nil, now: "08:04", .send) == .never(due: time("08:00")))
        #expect(try staleness(lastTick: nil, now: "08:04", .send, isPlanned: true) == .fresh)
        #expect(
            try staleness(lastTick: nil, now: "07:30", .notYet(next: time("08:00"))) == .fresh)
        #expect(try staleness(lastTick: nil, now: "08:04", hasPending: true, .over) == .fresh)
    }

    @Test("are not told because the clock jumped back")
    func jumpBack() throws {
        #expect(try staleness(lastTick: "09:00", now: "08:00", hasPending: true, .send) == .fresh)
    }
}
