import ConvokeCore
import Foundation

@testable import Agenda

/// A script as it is played, and what was wrong with it.
struct LadderPlay {
    let script: LadderScript
    /// Up to how many seconds a tick comes late.
    let lateness: Int
    private(set) var begun: [Int: Date] = [:]
    private(set) var faults: [String] = []
    private var random: SeededGenerator

    private var ladderCase: LadderCase { script.ladderCase }

    init(_ script: LadderScript, lateness: Int = 0, random: SeededGenerator) {
        self.script = script
        self.lateness = lateness
        self.random = random
    }

    mutating func run() {
        var now = ladderCase.since.addingTimeInterval(-60)
        for _ in 0..<300 {
            let facts = script.facts(begun, now: now)
            let move = Ladder.next(ladderCase, facts, now: now, quiet: script.quiet)
            checkAgain(move, facts, now)
            var next = script.events(begun, after: now)
            switch move {
            case .begin(let indices):
                begin(indices, now)
                continue
            case .wait(let until):
                if until <= now { faults.append("waits until \(until) at \(now)") }
                next.append(until)
            case .nothing: break
            }
            checkCalled(now)
            guard let moment = next.min() else { return }
            now = moment.addingTimeInterval(
                Double(Int.random(in: 0...lateness, using: &random)))
        }
        faults.append("does not end")
    }

    private mutating func checkAgain(_ move: LadderMove, _ facts: LadderFacts, _ now: Date) {
        var facts = facts
        facts.begun.shuffle(using: &random)
        if Ladder.next(ladderCase, facts, now: now, quiet: script.quiet) != move {
            faults.append("answers otherwise when asked again at \(now)")
        }
    }

    private mutating func begin(_ indices: [Int], _ now: Date) {
        if indices.isEmpty { faults.append("begins no rung") }
        let opened = script.opened(begun, now: now)
        if opened == nil { faults.append("begins \(indices) at \(now), not open") }
        let before = begun
        for index in indices {
            guard ladderCase.rungs.indices.contains(index), begun[index] == nil else {
                faults.append("begins \(index) twice, or from nowhere")
                continue
            }
            begun[index] = now
            if ladderCase.rungs[index].isCall {
                checkCall(index, now, opened ?? now)
            } else {
                checkText(index, now)
            }
        }
        checkPatience(indices.first ?? 0, before, now)
    }

    private func calls(from index: Int) -> Int { ladderCase.rungs[index...].count { $0.isCall } }

    /// The latest start of the first call after `index`, or the deadline.
    private func bound(after index: Int) -> Date {
        let left = calls(from: index)
        let isFirst = !ladderCase.rungs[..<index].contains(where: \.isCall)
        let chain = ladderCase.deadline.addingTimeInterval(-300 * Double(left))
        return left > 0 && isFirst ? min(chain, ladderCase.callBy) : chain
    }

    private mutating func checkText(_ index: Int, _ now: Date) {
        if now.addingTimeInterval(300) > bound(after: index) {
            faults.append("texts \(index) at \(now), of no use any more")
        }
        if !ladderCase.isUrgent, script.quiet.end(around: now) != nil {
            faults.append("texts \(index) at \(now), in quiet hours")
        }
    }

    private mutating func checkCall(_ index: Int, _ now: Date, _ opened: Date) {
        if lateness == 0, now > max(opened, bound(after: index)) {
            faults.append("calls \(index) at \(now), after its latest start")
        }
    }

    /// A wait is cut short only by an outcome, or by the call that must be made.
    private mutating func checkPatience(_ index: Int, _ before: [Int: Date], _ now: Date) {
        guard let last = before.max(by: { $0.key < $1.key }), last.key < index,
            let opened = script.opened(before, now: now), last.value >= opened,
            script.outcome(last.key, last.value).map({ $0.moment > now }) ?? true
        else { return }
        let texts = ladderCase.rungs[index...].prefix { !$0.isCall }.count
        let isLate = now >= bound(after: index).addingTimeInterval(-Double(300 * texts) - 120)
        let wait = Double(ladderCase.rungs[last.key].wait)
        if now < last.value.addingTimeInterval(wait), !isLate, !isReopened(before, now) {
            faults.append("begins \(index) at \(now) without patience")
        }
    }

    /// Where calls before the promise were in vain, the next one is the first.
    private func isReopened(_ before: [Int: Date], _ now: Date) -> Bool {
        let told = before.contains { index, at in
            ladderCase.rungs[index].isCall && isOfUse(index, at, now)
                && at >= (script.opened(before, now: now) ?? at)
        }
        return !told && now >= ladderCase.callBy.addingTimeInterval(-3600)
    }

    private func isOfUse(_ index: Int, _ at: Date, _ now: Date) -> Bool {
        switch script.outcome(index, at) {
        case .wrongNumber(let moment): moment > now
        default: true
        }
    }

    /// At the deadline less the call lead, an open case has a call, or everybody was called.
    private mutating func checkCalled(_ now: Date) {
        guard let opened = script.opened(begun, now: now), now >= ladderCase.callBy else { return }
        let calls = ladderCase.rungs.indices.filter { ladderCase.rungs[$0].isCall }
        let isTold = calls.contains { index in
            begun[index].map { $0 >= opened && isOfUse(index, $0, now) } ?? false
        }
        if !isTold, calls.contains(where: { begun[$0] == nil }) {
            faults.append("nobody is called at \(now)")
        }
    }
}
