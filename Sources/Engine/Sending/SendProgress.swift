import ConvokeCore

/// How far a run is: counted by what each attempt came to.
package struct SendProgress: Hashable, Sendable {
    package var accepted = 0
    package var refused = 0
    package var deferred = 0
    package var inDoubt = 0

    package init() {}

    package var done: Int { accepted + refused + deferred + inDoubt }

    mutating func add(_ other: SendProgress) {
        accepted += other.accepted
        refused += other.refused
        deferred += other.deferred
        inDoubt += other.inDoubt
    }

    mutating func count(_ attempt: Attempt) {
        switch attempt.outcome {
        case .accepted: accepted += 1
        case .refused: refused += 1
        case .deferred: deferred += 1
        case .inDoubt: inDoubt += 1
        case .released: break
        }
    }
}
