/// Where a delivery stands. Stored as text; the ledger's constraints know the same words.
package enum DeliveryState: String, Sendable, CaseIterable {
    /// Planned, nothing tried. Next: `sending`, or an end without an attempt.
    case queued
    /// An attempt's intent is in the ledger. Next: whatever the attempt comes to; after a crash
    /// `in_doubt` or `queued`.
    case sending
    /// The relay took it. Next: `delivered` or `bounced`, when a report comes.
    case accepted
    /// The relay, or the way to it, said "not now". Next: `sending` at its next attempt.
    case deferred
    /// The last byte left and no reply came back. Next: `sending` once more, or a person's word.
    case inDoubt = "in_doubt"
    /// A report said that it arrived (RFC 3464), or a person did. Final.
    case delivered
    /// Refused for good. Final, unless sent again on purpose as a new revision.
    case failed
    /// A report said that it did not arrive. Final.
    case bounced
    /// Its last useful moment passed before it was accepted. Final.
    case expired
    /// Called off together with the conference. Final.
    case cancelled
    /// A later notice took its place. Final.
    case superseded
    /// It was no longer needed when its turn came. Final, unless that was a mistake.
    case suppressed

    /// Whether an attempt may still be made by itself.
    package var isPending: Bool { self == .queued || self == .deferred }

    /// Whether a person is needed, unless one has said that it is settled.
    package var needsPerson: Bool {
        switch self {
        case .failed, .bounced, .expired, .inDoubt: true
        default: false
        }
    }
}
