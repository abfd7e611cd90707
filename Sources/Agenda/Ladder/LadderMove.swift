package import Foundation

/// What is to be done in a case at a moment.
package enum LadderMove: Hashable, Sendable {
    /// Begin the rungs with these indices now: one, or several calls when there is no time to make
    /// one after the other. Never empty. Ask again afterwards.
    case begin([Int])
    /// Nothing to do before that moment, unless something happens.
    case wait(until: Date)
    /// Nothing to do any more, unless something happens.
    case nothing(Reason)

    /// Why the ladder is at rest, in words for a status line.
    package enum Reason: String, Hashable, Sendable, CaseIterable {
        case done = "what was asked for has been done"
        case acknowledged = "somebody responsible has acknowledged"
        case deadlinePassed = "it is too late"
        case noRungLeft = "no rung is left, and nobody has acknowledged"
        case nobody = "there is nobody with a number"
    }
}
