package import ConvokeCore
package import Foundation

/// What went to the telephone, and what came of it.
package struct PhoneAccount: Sendable {
    /// The cases of one cause.
    package struct Cause: Sendable {
        package let cause: PlannedEscalation.Cause
        package let cases: Int
        package let acknowledged: Int
        /// Ended in another way: done, or no longer needed.
        package let ended: Int
        package let missed: Int
        package let open: Int
    }

    package let causes: [Cause]
    /// Calls that were made, by what came of them.
    package let outcomes: [CallOutcome: Int]
    /// Entries of the call sheet that nobody has finished.
    package let openCalls: Int
    package let texts: Int
    /// How long it took from the beginning of a case to its acknowledgement, in seconds, for half of
    /// them at most; nil while there is none.
    package let median: TimeInterval?

    package var calls: Int { outcomes.values.reduce(0, +) }
    package var isEmpty: Bool { causes.isEmpty }
}

extension PhoneAccount {
    init(_ cases: [Escalation]) {
        causes = PlannedEscalation.Cause.allCases.compactMap { cause in
            let own = cases.filter { $0.plan.cause == cause }
            return own.isEmpty ? nil : Cause(cause, own)
        }
        let steps = cases.flatMap(\.steps)
        let calls = steps.filter { $0.channel == .call && $0.outcome != .dropped }
        outcomes = calls.compactMap(\.outcome).reduce(into: [:]) { $0[$1, default: 0] += 1 }
        openCalls = calls.count { $0.outcome == nil }
        texts = steps.count { $0.channel == .sms }
        median = Self.median(
            cases.compactMap { one in
                one.spokenAt.map { $0.timeIntervalSince(one.openedAt) }
            })
    }

    /// The middle one, the earlier of two; nil for none.
    static func median(_ spans: [TimeInterval]) -> TimeInterval? {
        spans.isEmpty ? nil : spans.sorted()[(spans.count - 1) / 2]
    }
}

extension PhoneAccount.Cause {
    fileprivate init(_ cause: PlannedEscalation.Cause, _ cases: [Escalation]) {
        self.cause = cause
        self.cases = cases.count
        acknowledged = cases.count { $0.spokenAt != nil }
        let others = cases.filter { $0.spokenAt == nil }
        missed = others.count { $0.end == .missed }
        open = others.count { $0.end == nil }
        ended = others.count - missed - open
    }
}
