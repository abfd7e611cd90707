import ConvokeCore
import Foundation
import Testing

@testable import Agenda

/// A rung in a few words: `sms r 10` texts r and waits ten minutes; `call d 20` calls the deputy. `r`
/// is the recipient, `d` the deputy, `t` the one on duty; a further number is `r2`.
private func rung(_ words: String) -> Rung {
    let parts = words.split(separator: " ").map(String.init)
    let targets: [Character: Step.Target] = ["r": .recipient, "d": .deputy, "t": .duty]
    let who = parts[1].first ?? "r"
    return Rung(
        channel: parts[0] == "call" ? .call : .sms, target: targets[who] ?? .recipient,
        contact: String(who), numbers: ["+849000001" + parts[1]], wait: 60 * (Int(parts[2]) ?? 0))
}

/// The ladder of the design.
private let usual = ["sms r 10", "sms d 10", "call r 20", "call t 0"]

/// A case as it goes, told by the clock of 23 November 2021.
private struct Story {
    let ladderCase: LadderCase
    var facts = LadderFacts()
    let quiet: Quiet

    /// Lead in minutes.
    init(
        _ rungs: [String] = usual, since: String = "08:00", deadline: String = "17:00",
        lead: Int = 30, urgent: Bool = false, quiet: Quiet = .none
    ) {
        ladderCase = LadderCase(
            rungs: rungs.map(rung), since: Self.time(since), deadline: Self.time(deadline),
            callLead: 60 * lead, isUrgent: urgent)
        self.quiet = quiet
    }

    /// `08:00`, or `24T08:00` of another day.
    static func time(_ text: String) -> Date {
        at("2021-11-" + (text.contains("T") ? text : "23T" + text))
    }

    mutating func begun(_ index: Int, _ time: String, _ outcome: LadderFacts.Outcome? = nil) {
        facts.begun.append(.init(index: index, at: Self.time(time), outcome: outcome))
    }

    func next(_ now: String) -> LadderMove {
        Ladder.next(ladderCase, facts, now: Self.time(now), quiet: quiet)
    }

    /// Every rung as it begins when nothing else happens: `0 08:00`.
    mutating func play(from now: String = "08:00") -> [String] {
        var diary: [String] = []
        var now = Self.time(now)
        for _ in 0..<100 {
            switch Ladder.next(ladderCase, facts, now: now, quiet: quiet) {
            case .begin(let indices):
                let clock = Instant.text(now, in: hanoi).dropFirst(11).prefix(5)
                diary.append(indices.map(String.init).joined(separator: "+") + " " + clock)
                facts.begun += indices.map { .init(index: $0, at: now) }
            case .wait(let until): now = until
            case .nothing: return diary
            }
        }
        return diary + ["never ends"]
    }
}

private func time(_ text: String) -> Date { Story.time(text) }
private func wait(_ text: String) -> LadderMove { .wait(until: time(text)) }

@Suite("A ladder is climbed")
struct LadderTests {
    @Test("as soon as there is a reason, one rung after the other's wait")
    func inTime() {
        var story = Story()
        #expect(story.next("07:59") == wait("08:00"))
        #expect(story.play() == ["0 08:00", "1 08:10", "2 08:20", "3 08:40"])
        #expect(story.next("09:00") == .nothing(.noRungLeft))
    }

    @Test("and ends when the last wait is over")
    func lastWait() {
        var story = Story(["call r 20"])
        story.begun(0, "08:00")
        #expect(story.next("08:05") == wait("08:20"))
        #expect(story.next("08:20") == .nothing(.noRungLeft))
    }

    @Test("and a text that was delivered is not yet an acknowledgement")
    func delivered() {
        var story = Story()
        story.begun(0, "08:00", .delivered(time("08:01")))
        #expect(story.next("08:02") == wait("08:10"))
        #expect(story.next("08:10") == .begin([1]))
    }

    @Test(
        "and the next rung begins at once where the one before failed",
        arguments: [
            LadderFacts.Outcome.failed(time("08:03")), .wrongNumber(time("08:03")),
        ])
    func failed(outcome: LadderFacts.Outcome) {
        var story = Story()
        story.begun(0, "08:00", outcome)
        #expect(story.next("08:02") == wait("08:03"))
        #expect(story.next("08:03") == .begin([1]))
    }

    @Test("and where nobody answers, the next number is dialled at once, the next rung has to wait")
    func noAnswer() {
        var story = Story(["call r 20", "call r2 20", "call t 0"])
        story.begun(0, "08:00", .noAnswer(time("08:03")))
        #expect(story.next("08:03") == .begin([1]))
        story.begun(1, "08:03", .noAnswer(time("08:05")))
        #expect(story.next("08:05") == wait("08:23"))
        #expect(story.next("08:23") == .begin([2]))
    }

    @Test("and an engaged line is called back after ten minutes, before the next rung")
    func busy() {
        var story = Story(["call r 20", "call t 0"])
        story.begun(0, "08:00", .busy(time("08:03")))
        #expect(story.ladderCase.callBack(afterBusyAt: time("08:03")) == time("08:13"))
        #expect(story.next("08:05") == wait("08:33"))
        #expect(story.ladderCase.callBack(afterBusyAt: time("16:50")) == nil)
        story.facts.begun = [.init(index: 0, at: time("16:30"), outcome: .busy(time("16:52")))]
        #expect(story.next("16:52") == .begin([1]))
    }

    @Test("and rests when nobody has a number")
    func nobody() {
        #expect(Story([]).next("08:00") == .nothing(.nobody))
    }

    @Test("by the earliest beginning and the last outcome, when the same is told twice")
    func toldTwice() {
        var story = Story()
        story.begun(0, "08:02")
        story.begun(0, "08:00", .delivered(time("08:01")))
        story.begun(0, "08:00", .failed(time("08:04")))
        #expect(story.next("08:04") == .begin([1]))
        story.begun(0, "08:00", .delivered(time("08:04")))
        #expect(story.next("08:04") == wait("08:10"))
        story.facts.begun.reverse()
        #expect(story.next("08:04") == wait("08:10"))
        story.begun(77, "08:04")
        story.begun(-1, "08:04")
        #expect(story.next("08:04") == wait("08:10"))
    }
}

@Suite("A ladder that is late")
struct LateLadderTests {
    @Test("has a latest start for each rung, backwards from the deadline")
    func latestStarts() {
        let latest = { (index: Int, story: Story) in
            Ladder.latestStart(of: index, in: story.ladderCase)
        }
        let story = Story()
        #expect(latest(0, story) == time("16:25"))
        #expect(latest(1, story) == time("16:25"))
        #expect(latest(2, story) == time("16:30"))
        #expect(latest(3, story) == time("16:55"))
        #expect(latest(4, story) == nil)
        // Seven calls need more than half an hour.
        let many = Story(Array(repeating: "call r 20", count: 7) + ["sms t 0"])
        #expect(latest(0, many) == time("16:25"))
        #expect(latest(1, many) == time("16:30"))
        #expect(latest(7, many) == time("16:55"))
    }

    @Test("shortens its waits, the last ones first, and a call is begun by its lead time")
    func shortened() {
        var story = Story(since: "16:14")
        #expect(story.play(from: "16:14") == ["0 16:14", "1 16:23", "2 16:30", "3 16:50"])
        story = Story(since: "16:19")
        #expect(story.play(from: "16:19") == ["0 16:19", "1 16:24", "2 16:30", "3 16:50"])
    }

    @Test("fits in when it begins at the hand-over moment")
    func handOver() {
        var story = Story(since: "16:20")
        #expect(story.play(from: "16:20") == ["0 16:20", "1 16:25", "2 16:30", "3 16:50"])
    }

    @Test("leaves a tick that comes a little late the time to text")
    func lateTick() {
        var story = Story(since: "16:14")
        story.begun(0, "16:14")
        #expect(story.next("16:20") == wait("16:23"))
        #expect(story.next("16:25") == .begin([1]))
        #expect(story.next("16:26") == .begin([2]))
    }

    @Test("then skips texts, the last first, never the call")
    func skipped() {
        var story = Story(since: "16:21")
        #expect(story.play(from: "16:21") == ["0 16:21", "2 16:30", "3 16:50"])
        story = Story(since: "16:26")
        #expect(story.play(from: "16:26") == ["2 16:26", "3 16:46"])
    }

    @Test("skips a further number of somebody before the only text to somebody else")
    func usefulness() {
        let rungs = ["sms r 10", "sms r2 10", "sms d 10", "sms d2 10", "call r 0"]
        var story = Story(rungs, since: "16:18")
        #expect(story.play(from: "16:18") == ["0 16:18", "2 16:23", "4 16:30"])
        // Whose text has failed has not been texted.
        story = Story(rungs, since: "16:00")
        story.begun(0, "16:18", .failed(time("16:20")))
        #expect(story.next("16:21") == .begin([1]))
        story = Story(rungs, since: "16:00")
        story.begun(0, "16:17", .delivered(time("16:20")))
        #expect(story.next("16:25") == .begin([2]))
    }

    @Test("begins several calls at once when there is no time to make one after the other")
    func atOnce() {
        var story = Story(["call r 20", "call d 20", "call t 0"], since: "16:48")
        #expect(story.play(from: "16:48") == ["0 16:48", "1 16:50", "2 16:55"])
        story = Story(["sms r 10", "call r 20", "sms d 5", "call t 0"], since: "16:57")
        #expect(story.play(from: "16:57") == ["1+3 16:57"])
    }

    @Test("begins nothing at the deadline or after it")
    func tooLate() {
        #expect(Story().next("16:59") == .begin([2, 3]))
        #expect(Story().next("17:00") == .nothing(.deadlinePassed))
        #expect(Story(since: "17:00").next("08:00") == .nothing(.deadlinePassed))
        #expect(Story(["sms r 10"], since: "16:54").next("16:56") == .nothing(.noRungLeft))
    }

    @Test("puts a call on the sheet by the lead time, however long the waits are")
    func leadTime() {
        var story = Story(["sms r 600", "call r 600"], lead: 60)
        #expect(story.play() == ["0 08:00", "1 16:00"])
        // Somebody else's number tells nobody.
        story = Story(["call r 600", "sms d 600", "call t 0"], lead: 60)
        story.begun(0, "08:00", .wrongNumber(time("08:05")))
        story.begun(1, "08:05")
        #expect(story.next("08:10") == wait("16:00"))
        #expect(story.next("16:00") == .begin([2]))
    }
}

@Suite("An acknowledgement")
struct AcknowledgedLadderTests {
    @Test("stops the ladder, and so does the deed")
    func stops() {
        var story = Story()
        story.begun(0, "08:00")
        story.facts.acknowledgedAt = time("08:05")
        for now in ["08:05", "08:10", "16:30", "18:00"] {
            #expect(story.next(now) == .nothing(.acknowledged))
        }
        story.facts.isDone = true
        #expect(story.next("08:10") == .nothing(.done))
        story.facts.acknowledgedAt = nil
        #expect(story.next("08:10") == .nothing(.done))
    }

    @Test("is a call that was answered, but not by the one on duty")
    func reached() {
        var story = Story(["call t 20", "call r 20", "call d 20"])
        story.begun(0, "08:00", .reached(time("08:05")))
        #expect(story.next("08:06") == wait("08:20"))
        #expect(story.next("08:20") == .begin([1]))
        story.begun(1, "08:20", .reached(time("08:22")))
        #expect(story.next("08:40") == .nothing(.acknowledged))
    }

    @Test("with a promise stops it until the promised time, then it goes on at once")
    func promise() {
        var story = Story()
        story.begun(0, "08:00")
        story.facts.acknowledgedAt = time("08:05")
        story.facts.promisedBy = time("08:07")
        #expect(story.next("08:06") == wait("08:07"))
        #expect(story.next("08:07") == .begin([1]))
        story.begun(1, "08:07")
        #expect(story.next("08:07") == wait("08:17"))
        story.facts.acknowledgedAt = time("08:09")
        #expect(story.next("08:17") == .nothing(.acknowledged))
    }

    @Test("with a promise for after the deadline leaves nothing to do")
    func latePromise() {
        var story = Story()
        story.facts.promisedBy = time("17:00")
        #expect(story.next("16:59") == .nothing(.acknowledged))
    }

    @Test(
        "whose promise is broken brings the next call by the lead time, whoever was called before")
    func brokenPromise() {
        var story = Story(["call r 20", "sms d 600", "call t 0"])
        story.begun(0, "08:00", .reached(time("08:05")))
        story.facts.promisedBy = time("12:00")
        #expect(story.next("12:00") == .begin([1]))
        story.begun(1, "12:00")
        #expect(story.next("12:00") == wait("16:30"))
        #expect(story.next("16:30") == .begin([2]))
    }
}

@Suite("Quiet hours on a ladder")
struct QuietLadderTests {
    private let night = quiet("21:00-06:00")

    @Test("move a text to their end, and the rungs after it with it")
    func move() {
        var story = Story(since: "22:00", deadline: "24T08:00", quiet: night)
        #expect(
            story.play(from: "22:00") == ["0 06:00", "1 06:10", "2 06:20", "3 06:40"])
    }

    @Test("skip a text that would be of no use by then: the call comes instead")
    func skip() {
        var story = Story(since: "22:00", deadline: "24T06:30", quiet: night)
        #expect(story.play(from: "22:00") == ["2 22:00", "3 22:20"])
        // Of two texts, one is still of use in the morning.
        story = Story(since: "22:00", deadline: "24T06:38", quiet: night)
        #expect(story.play(from: "22:00") == ["0 06:00", "2 06:08", "3 06:28"])
    }

    @Test("do not move an urgent text, nor a call")
    func urgent() {
        var story = Story(since: "22:00", deadline: "24T08:00", urgent: true, quiet: night)
        #expect(story.play(from: "22:00") == ["0 22:00", "1 22:10", "2 22:20", "3 22:40"])
        story = Story(
            ["call r 20", "sms d 5", "call t 0"], since: "22:00", deadline: "24T08:00",
            quiet: night)
        #expect(story.play(from: "22:00") == ["0 22:00", "1 06:00", "2 06:05"])
    }
}
