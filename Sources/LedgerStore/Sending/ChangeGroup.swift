import ConvokeCore

/// Changes that can be written together, all ends before all intents: no delivery is among them twice.
struct ChangeGroup {
    /// With their places among all changes of the batch.
    private(set) var intents: [(place: Int, intent: Intent)] = []
    private(set) var ends: [Outcome: [AttemptEnd]] = [:]
    private var deliveries: Set<Int64> = []

    /// A group that begins with a change.
    init(_ change: consuming LedgerChange, at place: Int = 0) {
        deliveries.reserveCapacity(RowsSQL.most)
        take(change, at: place)
    }

    /// Whether a change of the delivery is among them already: then no other of it may be.
    func concerns(_ delivery: Int64) -> Bool { deliveries.contains(delivery) }

    mutating func take(_ change: consuming LedgerChange, at place: Int) {
        deliveries.insert(change.delivery)
        switch consume change {
        case .intent(let intent): intents.append((place, intent))
        case .ended(let end): ends[end.attempt.outcome, default: []].append(end)
        }
    }
}

extension LedgerChange {
    var delivery: Int64 {
        switch self {
        case .intent(let intent): intent.delivery
        case .ended(let end): end.delivery
        }
    }
}
