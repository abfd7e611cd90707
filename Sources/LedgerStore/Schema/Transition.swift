import ConvokeCore

/// A change of state as SQL, derived from the one transition function of `ConvokeCore`.
///
/// No row says `sending`: a delivery whose intent is out is in that state, whatever its row says.
struct Transition {
    /// The states that know this change, and the state each goes to.
    let steps: [(from: DeliveryState, to: DeliveryState)]

    init(_ change: DeliveryChange) {
        steps = DeliveryState.allCases.compactMap { state in
            // A state that does not know the change is simply not among the steps.
            (try? state.after(change)).map { (state, $0) }
        }
    }

    /// True for a delivery whose intent is out.
    static let isUnderWay = "delivery.id IN (SELECT delivery FROM intent)"

    /// A condition: true for rows that may take this step.
    var isPossible: String {
        let rows = steps.map(\.from).filter { $0 != .sending }
        if rows.isEmpty { return Self.isUnderWay }
        let waits = "\(Word.condition("state", isOneOf: rows)) AND NOT \(Self.isUnderWay)"
        return rows.count == steps.count ? waits : "(\(waits) OR \(Self.isUnderWay))"
    }

    /// An expression for the next state.
    var next: String {
        let targets = Set(steps.map(\.to))
        if targets.count == 1, let only = targets.first { return "'\(only.rawValue)'" }
        let cases = steps.map { "WHEN '\($0.from.rawValue)' THEN '\($0.to.rawValue)'" }
        return "CASE state \(cases.joined(separator: " ")) END"
    }
}
