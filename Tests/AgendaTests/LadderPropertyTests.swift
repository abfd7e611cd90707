import ConvokeCore
import Foundation
import Testing

@testable import Agenda

@Suite("Any ladder, whatever happens")
struct LadderPropertyTests {
    private func play(
        _ name: String, rounds: Int, lateness: Int = 0,
        also check: (LadderPlay) -> String? = { _ in nil }
    ) {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("\(name): seed \(seed)")
        var random = SeededGenerator(seed: seed)
        var begun = 0
        for round in 0..<rounds {
            var play = LadderPlay(LadderScript(&random), lateness: lateness, random: random)
            play.run()
            begun += play.begun.count
            let faults = play.faults + [check(play)].compactMap { $0 }
            #expect(faults == [], "round \(round) seed \(seed): \(play.script.ladderCase)")
            if !faults.isEmpty { return }
        }
        #expect(2 * begun > rounds, "hardly anything happens in \(name): seed \(seed)")
    }

    @Test("begins each rung at most once and in time, and has called somebody by the call lead")
    func inTime() { play("ladders on time", rounds: 8000) }

    @Test("begins no text too late, and nothing after an acknowledgement, when ticks come late")
    func lateTicks() {
        play("ladders with late ticks", rounds: 2000, lateness: 90)
        play("ladders with very late ticks", rounds: 2000, lateness: 7200)
    }

    @Test("calls everybody in a case that stays open to its deadline")
    func everybody() {
        play("ladders to the end", rounds: 2000) { play in
            let rungs = play.script.ladderCase.rungs
            let missed = rungs.indices.filter { rungs[$0].isCall && play.begun[$0] == nil }
            let last = play.script.ladderCase.deadline.addingTimeInterval(-1)
            let isOpen = play.script.opened(play.begun, now: last) != nil
            return isOpen && !missed.isEmpty ? "never calls \(missed)" : nil
        }
    }

    @Test("calls at the same moments whether it is quiet or not")
    func quietCalls() {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("calls in quiet hours: seed \(seed)")
        var random = SeededGenerator(seed: seed)
        for round in 0..<2000 {
            let script = LadderScript(&random, callsOnly: true)
            var quiet = LadderPlay(script, random: random)
            var loud = LadderPlay(script.loud, random: random)
            quiet.run()
            loud.run()
            #expect(quiet.begun == loud.begun, "round \(round) seed \(seed)")
            #expect(quiet.faults.isEmpty, "round \(round) seed \(seed)")
        }
    }

    @Test("has an answer to facts that make no sense")
    func nonsense() {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("ladders and nonsense: seed \(seed)")
        var random = SeededGenerator(seed: seed)
        for round in 0..<4000 {
            let script = LadderScript(&random)
            let ladderCase = script.ladderCase
            let facts = nonsense(ladderCase, &random)
            let now = moment(ladderCase, &random)
            let move = Ladder.next(ladderCase, facts, now: now, quiet: script.quiet)
            var shuffled = facts
            shuffled.begun.shuffle(using: &random)
            let comment: Comment = "round \(round) seed \(seed): \(move)"
            #expect(
                move == Ladder.next(ladderCase, shuffled, now: now, quiet: script.quiet), comment)
            check(move, ladderCase, facts, now, comment)
        }
    }

    private func check(
        _ move: LadderMove, _ ladderCase: LadderCase, _ facts: LadderFacts, _ now: Date,
        _ comment: Comment
    ) {
        switch move {
        case .begin(let indices):
            #expect(!indices.isEmpty && Set(indices).count == indices.count, comment)
            #expect(Set(indices).isSubset(of: ladderCase.rungs.indices), comment)
            #expect(Set(indices).isDisjoint(with: facts.begun.map(\.index)), comment)
            #expect(now >= ladderCase.since && now < ladderCase.deadline, comment)
        case .wait(let until):
            #expect(until > now && until <= ladderCase.deadline, comment)
        case .nothing: return
        }
    }

    private func nonsense(
        _ ladderCase: LadderCase, _ random: inout SeededGenerator
    ) -> LadderFacts {
        let maybe = { (random: inout SeededGenerator) -> Date? in
            Int.random(in: 0..<4, using: &random) == 0 ? moment(ladderCase, &random) : nil
        }
        let begun = (0..<Int.random(in: 0...8, using: &random)).map { _ in
            LadderFacts.Begun(
                index: Int.random(in: -1...5, using: &random), at: moment(ladderCase, &random),
                outcome: outcome(moment(ladderCase, &random), &random))
        }
        return LadderFacts(
            begun: begun, acknowledgedAt: maybe(&random), promisedBy: maybe(&random))
    }

    private func outcome(
        _ moment: Date, _ random: inout SeededGenerator
    ) -> LadderFacts.Outcome? {
        let outcomes: [LadderFacts.Outcome?] = [
            nil, .delivered(moment), .failed(moment), .noAnswer(moment), .busy(moment),
            .wrongNumber(moment),
        ]
        return outcomes.randomElement(using: &random) ?? nil
    }

    /// On whole ten minutes, so that much happens at once.
    private func moment(_ ladderCase: LadderCase, _ random: inout SeededGenerator) -> Date {
        if Int.random(in: 0..<20, using: &random) == 0 {
            return [.distantPast, .distantFuture].randomElement(using: &random) ?? .distantPast
        }
        let length = max(0, ladderCase.deadline.timeIntervalSince(ladderCase.since))
        let place = Int.random(in: -1...min(12, 1 + Int(length) / 600), using: &random)
        return ladderCase.since.addingTimeInterval(Double(600 * place))
    }
}
