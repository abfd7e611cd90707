import ConvokeCore
import Foundation

/// Where an open case stands: what is left of its ladder, and when the next rung has its turn.
struct LadderProgress {
    let ladderCase: LadderCase
    /// When it arose, or when the last promise was broken.
    let opened: Date
    /// The last rung that was begun since then.
    private let last: LadderFacts.Begun?
    /// Indices of the rungs that may still begin, in order: those after the last one that was begun,
    /// and every call, because a call is never skipped.
    let remaining: [Int]
    /// Whether a person has been told since the case opened, and not in vain.
    private let hasCall: Bool
    /// Contacts to whom a text went that did not fail.
    private let texted: Set<String>

    init(_ ladderCase: LadderCase, _ facts: LadderFacts, opened: Date) {
        let rungs = ladderCase.rungs
        let begun = facts.merged(count: rungs.count)
        let sinceOpened = begun.filter { $0.at >= opened }
        let highest = begun.last?.index ?? -1
        let taken = Set(begun.map(\.index))
        self.ladderCase = ladderCase
        self.opened = opened
        last = sinceOpened.last
        remaining = rungs.indices.filter { index in
            !taken.contains(index) && (index > highest || rungs[index].isCall)
        }
        hasCall = sinceOpened.contains { rungs[$0.index].isCall && !$0.wasInVain }
        texted = Set(
            begun.filter { !rungs[$0.index].isCall && !$0.wasInVain }.map {
                rungs[$0.index].contact
            })
    }

    var calls: [Int] { remaining.filter { ladderCase.rungs[$0].isCall } }

    /// The texts before the next call.
    private var texts: [Int] { Array(remaining.prefix { !ladderCase.rungs[$0].isCall }) }

    /// When the wait of the rung before is over, in full and shortened as far as it goes.
    var turn: (full: Date, soonest: Date) {
        guard let last else { return (opened, opened) }
        let pause = ladderCase.rungs[last.index].pause
        let start = ladderCase.waitStart(of: last, next: remaining.first)
        guard let start else {
            let moment = max(last.at, last.outcome?.moment ?? last.at)
            return (moment, moment)
        }
        return (
            start.addingTimeInterval(pause), start.addingTimeInterval(min(pause, Ladder.shortest))
        )
    }

    /// By when each remaining call begins.
    var latestCalls: [(index: Int, by: Date)] {
        ladderCase.latest(calls, isFirst: !hasCall)
    }

    /// The text that goes out next, and when; nil when none is of use before the next call.
    func nextText(now: Date, quiet: Quiet) -> (index: Int, at: Date)? {
        let bound = latestCalls.first?.by ?? ladderCase.deadline
        var kept = texts
        while let next = kept.first {
            let tight = bound.addingTimeInterval(-Ladder.shortest * Double(kept.count))
            let planned = max(turn.soonest, tight.addingTimeInterval(-Ladder.margin))
            let start = max(now, min(turn.full, planned))
            let end = ladderCase.isUrgent ? nil : quiet.end(around: start)
            if end ?? start <= tight { return (next, end ?? start) }
            kept.remove(at: leastUseful(kept))
        }
        return nil
    }

    /// The last text to somebody who is texted anyway; when everybody is texted once, the last.
    private func leastUseful(_ kept: [Int]) -> Int {
        let contacts = kept.map { ladderCase.rungs[$0].contact }
        let again = contacts.indices.last { place in
            texted.contains(contacts[place]) || contacts[..<place].contains(contacts[place])
        }
        return again ?? kept.count - 1
    }
}

extension LadderCase {
    /// By when each of these calls begins, backwards from the deadline.
    func latest(_ calls: [Int], isFirst: Bool) -> [(index: Int, by: Date)] {
        calls.enumerated().map { place, index in
            let left = Double(calls.count - place)
            let by = deadline.addingTimeInterval(-Ladder.shortest * left)
            return (index, place == 0 && isFirst ? min(callBy, by) : by)
        }
    }

    /// From when the wait of a rung counts; nil when the next one has its turn with the outcome.
    fileprivate func waitStart(of begun: LadderFacts.Begun, next: Int?) -> Date? {
        switch begun.outcome {
        case .failed, .wrongNumber: return nil
        case .noAnswer: return isOtherNumber(next, after: begun.index) ? nil : begun.at
        case .busy(let moment): return callBack(afterBusyAt: moment)
        case .delivered, .reached, nil: return begun.at
        }
    }

    /// Whoever is at the phone dials the next number of the same person at once.
    private func isOtherNumber(_ next: Int?, after index: Int) -> Bool {
        guard let next else { return false }
        return rungs[next].isCall && rungs[next].contact == rungs[index].contact
    }
}

extension LadderFacts.Begun {
    /// Whether it has reached nobody for certain, and will not.
    fileprivate var wasInVain: Bool {
        switch outcome {
        case .failed, .wrongNumber: true
        default: false
        }
    }
}
