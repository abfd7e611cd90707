package import Foundation

/// The ladder's arithmetic: which rung begins when.
///
/// Forwards, a rung has its turn when the wait of the rung before is over, or when that one failed.
/// Backwards from the deadline it has a latest start. In between, a ladder that is late shortens its
/// waits first, then skips texts; a call is never skipped.
package enum Ladder {
    /// The least time that a text needs to be read and a call to be made. A wait is shortened as far
    /// as this, and a text that has less before the next call is of no use. In seconds.
    package static let shortest: TimeInterval = 300
    /// After how many seconds an engaged line is called back.
    package static let callBackAfter: TimeInterval = 600
    /// How long before its latest start a text is planned that cannot have its turn in full: cron runs
    /// every minute, and one that comes a little late still finds it of use. In seconds.
    static let margin: TimeInterval = 120

    /// By when the rung begins, worked backwards; nil where there is no such rung.
    ///
    /// A call: early enough that it and each call after it have the shortest time before the deadline
    /// to themselves, and the first call by `callBy` at the latest. A case that opens later than that
    /// begins it at once. A text: the shortest time before the latest start of the next call, or before
    /// the deadline where no call follows; it never begins later.
    package static func latestStart(of index: Int, in ladderCase: LadderCase) -> Date? {
        guard ladderCase.rungs.indices.contains(index) else { return nil }
        let calls = ladderCase.rungs.indices.filter { ladderCase.rungs[$0].isCall }
        let next = ladderCase.latest(calls, isFirst: true).first { $0.index >= index }
        if let next, next.index == index { return next.by }
        return (next?.by ?? ladderCase.deadline).addingTimeInterval(-shortest)
    }

    /// What is to be done at `now`. Total: any facts in any order have an answer, and the same ones
    /// always the same.
    package static func next(
        _ ladderCase: LadderCase, _ facts: LadderFacts, now: Date, quiet: Quiet
    ) -> LadderMove {
        if facts.isDone { return .nothing(.done) }
        let deadline = ladderCase.deadline
        switch facts.standing(in: ladderCase, now: now) {
        case .acknowledged: return .nothing(.acknowledged)
        case .promised(let moment):
            return moment < deadline ? .wait(until: moment) : .nothing(.acknowledged)
        case .open(let opened):
            if max(now, opened) >= deadline { return .nothing(.deadlinePassed) }
            if now < opened { return .wait(until: opened) }
            return climb(
                LadderProgress(ladderCase, facts, opened: opened), now: now, quiet: quiet)
        }
    }

    private static func climb(
        _ progress: LadderProgress, now: Date, quiet: Quiet
    ) -> LadderMove {
        if progress.ladderCase.rungs.isEmpty { return .nothing(.nobody) }
        if let text = progress.nextText(now: now, quiet: quiet) {
            return text.at <= now ? .begin([text.index]) : .wait(until: text.at)
        }
        let calls = progress.latestCalls
        let turn = progress.turn.full
        guard let first = calls.first else {
            let end = min(turn, progress.ladderCase.deadline)
            return now < end ? .wait(until: end) : .nothing(.noRungLeft)
        }
        let start = min(turn, first.by)
        if now < start { return .wait(until: start) }
        return .begin([first.index] + calls.dropFirst().filter { $0.by <= now }.map(\.index))
    }
}

extension LadderCase {
    /// When a line that was engaged at that moment is called back; nil when the deadline comes first.
    package func callBack(afterBusyAt moment: Date) -> Date? {
        let again = moment.addingTimeInterval(Ladder.callBackAfter)
        return again < deadline ? again : nil
    }
}
