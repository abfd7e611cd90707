/// What happens to a delivery.
package enum DeliveryChange: Hashable, Sendable {
    /// The intent of an attempt is written.
    case intent
    /// An attempt ended.
    case ended(Outcome)
    /// The run that had written the intent is gone; `mayHaveLeft` when the last byte may have.
    case abandoned(mayHaveLeft: Bool)
    /// A report came: delivered (RFC 3464 action `delivered`, `relayed` counts too when in doubt).
    case reportedDelivered
    /// A report came: failed.
    case reportedFailed
    /// Its last useful moment passed.
    case expire
    case cancel
    case supersede
    case suppress
    /// A person's word.
    case settle(Settlement)
    /// What settled it, or made it needless, was a mistake.
    case reopen
}

/// A person's word on a delivery that needed one.
package enum Settlement: String, Sendable, CaseIterable {
    /// It arrived after all.
    case arrived
    /// Send it once more.
    case resend
    /// It was dealt with in another way; the state stays.
    case handled
}

/// A change that this state does not know. Seen only in a test, or after somebody edited the ledger.
package struct ImpossibleChange: Error, Hashable, Sendable {
    package let state: DeliveryState
    package let change: DeliveryChange

    package init(state: DeliveryState, change: DeliveryChange) {
        self.state = state
        self.change = change
    }
}

extension DeliveryState {
    /// The one transition function: the next state, or an error for what cannot happen.
    package func after(_ change: DeliveryChange) throws(ImpossibleChange) -> DeliveryState {
        guard let next = next(change) else { throw ImpossibleChange(state: self, change: change) }
        return next
    }

    private func next(_ change: DeliveryChange) -> DeliveryState? {
        switch change {
        case .intent: isPending || self == .inDoubt ? .sending : nil
        case .ended(let outcome): self == .sending ? Self.afterAttempt(outcome) : nil
        case .abandoned(let mayHaveLeft):
            self == .sending ? (mayHaveLeft ? .inDoubt : .queued) : nil
        case .reportedDelivered: afterReport(delivered: true)
        case .reportedFailed: afterReport(delivered: false)
        case .expire: isPending ? .expired : nil
        case .cancel: isPending ? .cancelled : nil
        case .supersede: isPending ? .superseded : nil
        case .suppress: isPending ? .suppressed : nil
        case .settle(let word): afterSettlement(word)
        case .reopen: self == .suppressed ? .queued : needsPerson ? self : nil
        }
    }

    private static func afterAttempt(_ outcome: Outcome) -> DeliveryState {
        switch outcome {
        case .accepted: .accepted
        case .deferred: .deferred
        case .refused: .failed
        case .inDoubt: .inDoubt
        case .released: .queued
        }
    }

    /// Reports may come late and twice; a delivery that ended otherwise keeps its end.
    private func afterReport(delivered: Bool) -> DeliveryState? {
        switch self {
        case .accepted, .inDoubt: delivered ? .delivered : .bounced
        case .delivered: .delivered
        case .bounced: .bounced
        default: nil
        }
    }

    private func afterSettlement(_ word: Settlement) -> DeliveryState? {
        guard needsPerson else { return nil }
        return switch word {
        case .arrived: .delivered
        case .resend: .queued
        case .handled: self
        }
    }
}
