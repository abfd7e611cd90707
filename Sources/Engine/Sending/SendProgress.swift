import ConvokeCore

/// How far a run is: counted by what each attempt came to.
package struct SendProgress: Hashable, Sendable {
    package var accepted = 0
    package var refused = 0
    package var deferred = 0
    package var inDoubt = 0
    /// Of those accepted or in doubt, the messages that may have arrived before.
    package var possibleDuplicates = 0

    package init() {}

    package var done: Int { accepted + refused + deferred + inDoubt }

    mutating func add(_ other: SendProgress) {
        accepted += other.accepted
        refused += other.refused
        deferred += other.deferred
        inDoubt += other.inDoubt
        possibleDuplicates += other.possibleDuplicates
    }

    mutating func count(_ attempt: Attempt, mayHaveArrived: Bool = false) {
        if mayHaveArrived, attempt.outcome == .accepted || attempt.outcome == .inDoubt {
            possibleDuplicates += 1
        }
        switch attempt.outcome {
        case .accepted: accepted += 1
        case .refused: refused += 1
        case .deferred: deferred += 1
        case .inDoubt: inDoubt += 1
        case .released: break
        }
    }
}
