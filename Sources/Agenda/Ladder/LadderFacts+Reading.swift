import ConvokeCore
import Foundation

extension LadderFacts {
    /// Whether the ladder is to be climbed.
    enum Standing: Hashable {
        case open(since: Date)
        case promised(until: Date)
        case acknowledged
    }

    func standing(in ladderCase: LadderCase, now: Date) -> Standing {
        let heard = lastAcknowledgement(ladderCase.rungs)
        if let promisedBy, heard ?? promisedBy <= promisedBy {
            return now < promisedBy
                ? .promised(until: promisedBy) : .open(since: max(ladderCase.since, promisedBy))
        }
        return heard == nil ? .open(since: ladderCase.since) : .acknowledged
    }

    private func lastAcknowledgement(_ rungs: [Rung]) -> Date? {
        let reached = begun.compactMap { begun -> Date? in
            guard rungs.indices.contains(begun.index), rungs[begun.index].target != .duty,
                case .reached(let moment)? = begun.outcome
            else { return nil }
            return moment
        }
        return (reached + [acknowledgedAt].compactMap { $0 }).max()
    }

    /// One entry for each rung of the ladder that was begun, in the order of the ladder: the first
    /// beginning and the last outcome that were told.
    func merged(count: Int) -> [Begun] {
        let told = Dictionary(grouping: begun, by: \.index)
        return (0..<count).compactMap { index in
            guard let entries = told[index], let first = entries.map(\.at).min() else { return nil }
            let outcomes = entries.compactMap(\.outcome).sorted {
                ($0.moment, $0.weight) < ($1.moment, $1.weight)
            }
            return Begun(index: index, at: first, outcome: outcomes.last)
        }
    }
}

extension LadderFacts.Outcome {
    /// Which of two outcomes of the same moment holds: the better news.
    fileprivate var weight: Int {
        switch self {
        case .failed: 0
        case .wrongNumber: 1
        case .noAnswer: 2
        case .busy: 3
        case .delivered: 4
        case .reached: 5
        }
    }
}
