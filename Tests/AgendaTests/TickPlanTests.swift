import ConvokeCore
import Foundation
import Testing

@testable import Agenda

/// The sample conference of the design.
func sample() throws -> Conference {
    try #require(readConference(sampleConference, file: "conferences/van-hoa-2021.yaml").draft)
        .conference()
}

/// A decision as a test writes it.
func brief(_ decision: NoticeDecision.Decision) -> String {
    switch decision {
    case .notYet(let next): "not yet \(clock(next))"
    case .wait(let until): "wait \(clock(until))"
    case .send: "send"
    case .supersede(let other): "superseded by \(other)"
    case .missed: "missed"
    case .over: "over"
    case .onDemand: "on demand"
    }
}

/// Day and time of November 2021.
private func clock(_ moment: Date) -> String {
    String(Instant.text(moment, in: hanoi).dropFirst(8).prefix(8))
}

@Suite("A tick")
struct TickPlanTests {
    /// What it decides about the notices whose id begins with `prefix`.
    private func decisions(
        _ prefix: String, now: String, planned: Set<String> = [],
        hasDeliveries: Bool = true, isCancelled: Bool = false, quiet: Quiet = .none,
        wasTicked: Bool = false, conference: Conference? = nil
    ) throws -> [String] {
        let facts = TickPlan.Facts(
            planned: planned, hasDeliveries: hasDeliveries, isCancelled: isCancelled,
            wasTicked: wasTicked)
        let all = TickPlan.decide(
            try conference ?? sample(), facts, now: at("2021-11-\(now)"), quiet: quiet)
        return all.filter { $0.notice.id.hasPrefix(prefix) }.map { brief($0.decision) }
    }

    private let entry = "nhac-chay-thu@"

    @Test(
        "sends a notice when its moment has come, and each moment of an entry after the other",
        arguments: [
            ("22T14:59", [], ["not yet 22T15:00", "not yet 23T08:00", "not yet 23T08:45"]),
            ("22T15:00", [], ["send", "not yet 23T08:00", "not yet 23T08:45"]),
            ("22T15:01", ["18h"], ["send", "not yet 23T08:00", "not yet 23T08:45"]),
            ("23T08:00", ["18h"], ["superseded by 1h", "send", "not yet 23T08:45"]),
            ("23T08:44", ["18h", "1h"], ["superseded by 1h", "send", "not yet 23T08:45"]),
            ("23T08:45", ["18h", "1h"], ["superseded by 15m", "superseded by 15m", "send"]),
            (
                "23T09:00", ["18h", "1h", "15m"],
                ["superseded by 15m", "superseded by 15m", "send"]
            ),
            ("23T09:01", ["18h", "1h", "15m"], ["over", "over", "over"]),
        ])
    func moments(now: String, planned: [String], expected: [String]) throws {
        let planned = Set(planned.map { entry + $0 })
        let expected = expected.map { $0.replacing("by ", with: "by \(entry)") }
        #expect(try decisions(entry, now: now, planned: planned) == expected)
    }

    @Test(
        "after an outage sends the latest that is still of use, and tells what was missed",
        arguments: [
            // Off from two hours to ten minutes before the test.
            ("23T08:50", ["18h"], ["superseded by 15m", "superseded by 15m", "send"]),
            // Off until it was over.
            ("23T09:01", ["18h"], ["over", "superseded by 15m", "missed"]),
            ("23T09:01", [], ["superseded by 15m", "superseded by 15m", "missed"]),
            ("23T09:01", ["18h", "1h"], ["over", "over", "missed"]),
            // The last useful moment itself.
            ("23T09:00", ["18h"], ["superseded by 15m", "superseded by 15m", "send"]),
        ])
    func outage(now: String, planned: [String], expected: [String]) throws {
        let planned = Set(planned.map { entry + $0 })
        let expected = expected.map { $0.replacing("by ", with: "by \(entry)") }
        #expect(try decisions(entry, now: now, planned: planned) == expected)
    }

    @Test("goes on sending an invitation to those added later, while it is of use")
    func latecomers() throws {
        let planned: Set = ["giay-moi"]
        #expect(try decisions("giay-moi", now: "24T07:45", planned: planned) == ["send"])
        #expect(try decisions("giay-moi", now: "24T07:46", planned: planned) == ["over"])
        #expect(try decisions("giay-moi", now: "24T07:46") == ["missed"])
    }

    @Test("does not count what was sent by hand before its moment as everybody's")
    func byHand() throws {
        let planned: Set = ["giay-moi", entry + "15m"]
        #expect(
            try decisions("giay-moi", now: "18T12:00", planned: planned) == ["not yet 19T08:00"])
        #expect(
            try decisions(entry, now: "23T08:10", planned: planned) == [
                "superseded by nhac-chay-thu@1h", "send", "not yet 23T08:45",
            ])
    }

    @Test("leaves a conference alone that ended before anything was sent")
    func samples() throws {
        let after = try decisions("", now: "24T17:01", hasDeliveries: false)
        #expect(Set(after) == ["over"])
        #expect(try decisions("", now: "24T17:00", hasDeliveries: false).contains("missed"))
        #expect(try decisions("", now: "24T17:01", hasDeliveries: true).contains("missed"))
    }

    @Test("tells what was missed of a conference that it had come by for, though nothing was sent")
    func missedAsAWhole() throws {
        let decided = try decisions("", now: "24T17:01", hasDeliveries: false, wasTicked: true)
        #expect(decided.contains("missed"))
    }

    @Test("of a cancelled conference sends nothing but a cancellation")
    func cancelled() throws {
        #expect(try Set(decisions("", now: "22T15:00", isCancelled: true)) == ["over"])
        #expect(try Set(decisions("", now: "24T08:00", isCancelled: true)) == ["over"])
        let text =
            leastConference + "\n  - {id: c1, kind: cancellation, template: t}"
            + "\n  - {id: c2, kind: cancellation, template: t, at: 2021-11-22T08:00}"
            + "\n  - {id: c3, kind: correction, template: t}"
        let conference = try #require(readConference(text).draft).conference()
        #expect(
            try decisions("", now: "22T15:00", isCancelled: true, conference: conference) == [
                "over", "on demand", "send", "over",
            ])
        #expect(
            try decisions("c", now: "21T15:00", conference: conference) == [
                "on demand", "not yet 22T08:00", "on demand",
            ])
    }

    @Test("does not hold back in quiet hours what would be of no use after them")
    func quietBeforeTheTest() throws {
        // Reminders of the second test, which is at 06:00.
        let text = sampleConference.replacing("about: chay-thu-1", with: "about: chay-thu-2")
        let early = try #require(
            readConference(text, file: "conferences/van-hoa-2021.yaml").draft
        ).conference()
        let night = quiet("21:00-06:00")
        #expect(
            try decisions(
                entry, now: "23T22:00", planned: [entry + "18h"], quiet: night, conference: early)
                == ["send", "not yet 24T05:00", "not yet 24T05:45"])
    }

    @Test("holds back until the end of the quiet hours what can wait, latecomers too")
    func quietHours() throws {
        let late = quiet("21:00-07:00")
        let deadline = "nhac-dang-ky@"
        #expect(
            try decisions(deadline, now: "23T05:59", planned: [deadline + "24h"], quiet: late) == [
                "wait 23T07:00", "not yet 23T07:00", "not yet 23T08:30",
            ])
        #expect(
            try decisions(deadline, now: "23T06:00", planned: [deadline + "24h"], quiet: late) == [
                "superseded by nhac-dang-ky@3h", "wait 23T07:00", "not yet 23T08:30",
            ])
        #expect(
            try decisions(deadline, now: "23T07:00", planned: [deadline + "24h"], quiet: late) == [
                "superseded by nhac-dang-ky@3h", "send", "not yet 23T08:30",
            ])
    }

    @Test("sends what is urgent in quiet hours too")
    func urgent() throws {
        let text = sampleConference.replacing(
            "about: dang-ky,", with: "about: dang-ky, urgent: true,")
        let conference = try #require(
            readConference(text, file: "conferences/van-hoa-2021.yaml").draft
        ).conference()
        #expect(
            try decisions(
                "nhac-dang-ky@3h", now: "23T06:00", quiet: quiet("21:00-07:00"),
                conference: conference) == ["send"])
    }

    @Test("knows when the next turn comes")
    func next() throws {
        let facts = TickPlan.Facts(planned: ["giay-moi"], hasDeliveries: true)
        let next = { (now: String, quiet: Quiet) in
            TickPlan.next(
                TickPlan.decide(try sample(), facts, now: at("2021-11-\(now)"), quiet: quiet))
        }
        #expect(try next("20T00:00", Quiet.none) == at("2021-11-22T08:00"))
        #expect(try next("20T09:00", quiet("21:00-08:30")) == at("2021-11-22T08:30"))
        // Those who are added at night get the invitation in the morning.
        #expect(try next("20T00:00", quiet("21:00-08:30")) == at("2021-11-20T08:30"))
        #expect(try next("22T08:10", quiet("21:00-08:30")) == at("2021-11-22T08:30"))
        #expect(try next("24T08:00", Quiet.none) == nil)
    }
}
