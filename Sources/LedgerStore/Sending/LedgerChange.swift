package import ConvokeCore
package import Foundation

/// What a session has to say about a delivery.
package enum LedgerChange: Sendable {
    /// Written and flushed before the message's last byte leaves.
    case intent(Intent)
    case ended(AttemptEnd)
}

/// "This session is about to send this message."
///
/// Only a delivery that is due takes one: queued, deferred, or in doubt with its resend scheduled. An
/// intent out of doubt marks the delivery as a possible duplicate by itself.
package struct Intent: Sendable {
    package let delivery: Int64
    /// Number of the session within its run.
    package let session: Int
    /// Counts the session's intents from 1. A session hands over the last byte of a turn only when every
    /// end of a turn before it is flushed, but for the last `FlightRecorder.unwritten` of them: recovery
    /// relies on it.
    package let turn: Int
    /// 16 bytes that stand for the message's bytes; nil leaves the last one.
    package let digest: [UInt8]?
    /// Hash of the edition that the message tells, entered before; nil leaves the last one. What may
    /// have arrived keeps the edition that it was first sent with.
    package let edition: String?
    /// The message itself, kept with its digest so that it can be shown later; nil keeps nothing.
    package let content: SentContent?
    package let at: Date

    package init(
        delivery: Int64, session: Int, turn: Int, digest: [UInt8]?, edition: String? = nil,
        content: SentContent? = nil, at: Date
    ) {
        self.delivery = delivery
        self.session = session
        self.turn = turn
        self.digest = digest
        self.edition = edition
        self.content = content
        self.at = at
    }
}

/// What came of an intent.
package struct AttemptEnd: Hashable, Sendable {
    package let delivery: Int64
    package let session: Int
    package let attempt: Attempt
    /// Under which the relay knows the message.
    package let queueID: String?
    package let at: Date
    /// After `deferred` when to try again, after `released` when it was due before; nil means `at`.
    /// Any other outcome has none.
    package let nextAttemptAt: Date?

    package init(
        delivery: Int64, session: Int, attempt: Attempt, queueID: String? = nil, at: Date,
        nextAttemptAt: Date? = nil
    ) {
        self.delivery = delivery
        self.session = session
        self.attempt = attempt
        self.queueID = queueID
        self.at = at
        self.nextAttemptAt = nextAttemptAt
    }
}

/// What became of a change that is on disk.
package enum Receipt: Hashable, Sendable {
    case written
    /// The intent came too late: meanwhile somebody cancelled, superseded or settled the delivery,
    /// which is now in this state. Nothing is to be sent, and no end is to be submitted.
    case overtaken(DeliveryState)
}
