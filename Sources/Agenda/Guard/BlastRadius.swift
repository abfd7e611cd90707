package import ConvokeCore

/// The blast-radius guard: a run that would reach far more people than anybody looked at, or that the
/// relay refuses, stops before it does harm.
package enum BlastRadius {
    package enum Verdict: Hashable, Sendable {
        case ok
        /// It goes to so many, and at the last check so many were counted.
        case tooMany(planned: Int, counted: Int)
        case tooFew(planned: Int, counted: Int)
    }

    /// From how many messages on the share that was refused means something.
    package static let enough = 20

    /// - Parameters:
    ///   - planned: all whom the notice goes to, those who have it already included.
    ///   - counted: how many it was for at the last check; nil when there was none, which stops nothing.
    ///   - limits: nil when the guard is switched off.
    ///
    /// Too few is no alarm where that is what the notice is for: a reminder goes to those who have
    /// not answered, a correction and a cancellation to those who were told otherwise.
    package static func verdict(
        _ kind: Notice.Kind, planned: Int, counted: Int?, limits: GuardLimits?
    ) -> Verdict {
        guard let counted, let limits else { return .ok }
        if Double(planned) > Double(counted) * limits.size {
            return .tooMany(planned: planned, counted: counted)
        }
        let isForAll = kind == .invitation || kind == .documents
        if isForAll, Double(planned) * limits.size < Double(counted) {
            return .tooFew(planned: planned, counted: counted)
        }
        return .ok
    }

    /// Whether more than the limit's share of messages was refused for good.
    ///
    /// - Parameter ended: how many were accepted or refused for good.
    package static func isRefusedTooOften(
        refused: Int, of ended: Int, limits: GuardLimits?
    ) -> Bool {
        guard let limits, ended >= enough else { return false }
        // A share such as 29 % of 100 is not exact in binary: it must not stop a run by itself.
        return Double(refused) - limits.refused * Double(ended) > 1e-9 * Double(ended)
    }
}
