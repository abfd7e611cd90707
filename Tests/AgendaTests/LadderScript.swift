import ConvokeCore
import Foundation

@testable import Agenda

/// What will happen in a case that nobody would think of, and when it will be known.
struct LadderScript {
    let ladderCase: LadderCase
    private(set) var quiet: Quiet
    /// What becomes of each rung, and how many seconds after it began.
    private let fates: [(kind: Int, after: Double)]
    let acknowledged: Date?
    let promised: Date?
    /// A second acknowledgement, after the first.
    let acknowledgedAgain: Date?
    let done: Date?

    init(_ random: inout SeededGenerator, callsOnly: Bool = false) {
        let length = [600, 3600, 7200, 86_400].randomElement(using: &random) ?? 600
        ladderCase = Self.ladderCase(length, callsOnly, &random)
        let hours = QuietHours(
            from: Int.random(in: 0..<1440, using: &random),
            until: Int.random(in: 0..<1440, using: &random))
        quiet = Bool.random(using: &random) ? Quiet(hours, in: hanoi) : .none
        fates = ladderCase.rungs.map { _ in
            (
                Int.random(in: 0..<9, using: &random),
                Double(Int.random(in: 1...4000, using: &random))
            )
        }
        let since = ladderCase.since
        acknowledged = Self.moment(3, within: length, of: since, &random)
        promised = Self.moment(2, within: length, of: acknowledged, &random)
        acknowledgedAgain = Self.moment(3, within: length, of: acknowledged, &random)
        done = Self.moment(8, within: length, of: since, &random)
    }

    private static func ladderCase(
        _ length: Int, _ callsOnly: Bool, _ random: inout SeededGenerator
    ) -> LadderCase {
        let rungs = (0..<Int.random(in: 0...7, using: &random)).map { index in
            rung(index, callsOnly, &random)
        }
        let second = Int.random(in: 0...86_400, using: &random)
        let since = at("2021-11-23T00:00").addingTimeInterval(Double(second))
        return LadderCase(
            rungs: rungs, since: since,
            deadline: since.addingTimeInterval(
                Double(Int.random(in: -600...length, using: &random))),
            callLead: 60 * Int.random(in: -5...90, using: &random),
            isUrgent: Int.random(in: 0..<5, using: &random) == 0)
    }

    /// In one case of `share` a moment after `start`; nil otherwise, and where there is no `start`.
    private static func moment(
        _ share: Int, within length: Int, of start: Date?, _ random: inout SeededGenerator
    ) -> Date? {
        guard let start, Int.random(in: 0..<share, using: &random) == 0 else { return nil }
        return start.addingTimeInterval(Double(Int.random(in: 1...length, using: &random)))
    }

    /// The same without quiet hours.
    var loud: LadderScript {
        var script = self
        script.quiet = .none
        return script
    }

    private static func rung(
        _ index: Int, _ callsOnly: Bool, _ random: inout SeededGenerator
    ) -> Rung {
        let target = Step.Target.allCases.randomElement(using: &random) ?? .duty
        let wait = [0, 120, 600, 1200, 7200].randomElement(using: &random) ?? 0
        let isCall = callsOnly || Bool.random(using: &random)
        return Rung(
            channel: isCall ? .call : .sms, target: target, contact: target.rawValue,
            numbers: ["+8490000010\(index)"], wait: wait)
    }

    /// What is known at `now`, when these rungs were begun.
    func facts(_ begun: [Int: Date], now: Date) -> LadderFacts {
        let known = { (date: Date?) in date.flatMap { $0 <= now ? $0 : nil } }
        return LadderFacts(
            begun: begun.map { index, at in
                let outcome = outcome(index, at)
                let isKnown = outcome.map { $0.moment <= now } ?? false
                return .init(index: index, at: at, outcome: isKnown ? outcome : nil)
            }, acknowledgedAt: known(acknowledgedAgain) ?? known(acknowledged),
            promisedBy: known(acknowledged) == nil ? nil : promised, isDone: known(done) != nil)
    }

    func outcome(_ index: Int, _ begun: Date) -> LadderFacts.Outcome? {
        let moment = begun.addingTimeInterval(fates[index].after)
        let isCall = ladderCase.rungs[index].isCall
        switch fates[index].kind {
        case 0: return isCall ? .reached(moment) : .delivered(moment)
        case 1, 2: return isCall ? .noAnswer(moment) : .delivered(moment)
        case 3, 4: return isCall ? .wrongNumber(moment) : .failed(moment)
        case 5: return isCall ? .busy(moment) : .failed(moment)
        default: return nil
        }
    }

    /// Moments after `now` at which something else is known, or must be.
    func events(_ begun: [Int: Date], after now: Date) -> [Date] {
        let outcomes = begun.compactMap { outcome($0, $1)?.moment }
        let moments = [acknowledged, acknowledgedAgain, promised, done].compactMap { $0 }
        return (outcomes + moments + [ladderCase.callBy, ladderCase.deadline]).filter { $0 > now }
    }

    /// Since when the case is open at `now`, in other words than the ladder's; nil when it is not.
    func opened(_ begun: [Int: Date], now: Date) -> Date? {
        let facts = facts(begun, now: now)
        let reached = facts.begun.compactMap { entry -> Date? in
            guard case .reached(let moment)? = entry.outcome else { return nil }
            return ladderCase.rungs[entry.index].target == .duty ? nil : moment
        }
        let heard = reached + [facts.acknowledgedAt].compactMap { $0 }
        let last = facts.promisedBy
        let isClosed = heard.contains { moment in last.map { moment > $0 || now < $0 } ?? true }
        guard !facts.isDone, !isClosed, now >= ladderCase.since, now < ladderCase.deadline else {
            return nil
        }
        return max(ladderCase.since, last ?? ladderCase.since)
    }
}
