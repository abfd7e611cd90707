import ConvokeCore

/// Changes that can be written together, all ends before all intents: no delivery is among them twice.
struct ChangeGroup {
    /// With their places among all changes of the batch.
    private(set) var intents: [(place: Int, intent: Intent)] = []
    private(set) var ends: [Outcome: [AttemptEnd]] = [:]
    private var deliveries: Set<Int64> = []

    /// The changes in as few groups as keep the order of what concerns one delivery.
    static func groups(of changes: [LedgerChange]) -> [ChangeGroup] {
        var groups: [ChangeGroup] = []
        var last = ChangeGroup()
        last.deliveries.reserveCapacity(changes.count)
        for (place, change) in changes.enumerated() where !last.take(change, place) {
            groups.append(last)
            last = ChangeGroup()
            _ = last.take(change, place)
        }
        return groups + [last]
    }

    /// False when the delivery is among them already.
    private mutating func take(_ change: LedgerChange, _ place: Int) -> Bool {
        guard deliveries.insert(change.delivery).inserted else { return false }
        switch change {
        case .intent(let intent): intents.append((place, intent))
        case .ended(let end): ends[end.attempt.outcome, default: []].append(end)
        }
        return true
    }
}

extension LedgerChange {
    fileprivate var delivery: Int64 {
        switch self {
        case .intent(let intent): intent.delivery
        case .ended(let end): end.delivery
        }
    }
}
