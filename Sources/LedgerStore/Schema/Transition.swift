import ConvokeCore

/// A change of state as SQL, derived from the one transition function of `ConvokeCore`.
struct Transition {
    /// The states that know this change, and the state each goes to.
    let steps: [(from: DeliveryState, to: DeliveryState)]

    init(_ change: DeliveryChange) {
        steps = DeliveryState.allCases.compactMap { state in
            // A state that does not know the change is simply not among the steps.
            (try? state.after(change)).map { (state, $0) }
        }
    }

    /// A condition: true for rows that may take this step.
    var isPossible: String { Word.condition("state", isOneOf: steps.map(\.from)) }

    /// An expression for the next state.
    var next: String {
        let targets = Set(steps.map(\.to))
        if targets.count == 1, let only = targets.first { return "'\(only.rawValue)'" }
        let cases = steps.map { "WHEN '\($0.from.rawValue)' THEN '\($0.to.rawValue)'" }
        return "CASE state \(cases.joined(separator: " ")) END"
    }
}
