package import ConvokeCore

/// One delivery with all that is needed to try it.
///
/// It is a class so that handing it on costs one reference.
package final class Parcel: Sendable {
    package let delivery: Int64
    package let envelope: Envelope
    package let message: Message

    package init(delivery: Int64, envelope: Envelope, message: Message) {
        self.delivery = delivery
        self.envelope = envelope
        self.message = message
    }
}

/// A parcel is not to be sent any more: somebody cancelled or settled its delivery meanwhile.
package struct ParcelWithdrawn: Error {
    package init() {}
}

/// Where sessions take their parcels from and tell what became of them.
///
/// Several sessions call it, one at a time. Every parcel that `next` gave gets
/// exactly one `ended`, whatever happens.
package protocol ParcelFeed: AnyObject, Sendable {
    /// The next parcel; its intent has been handed in to the ledger, and perhaps not yet flushed.
    ///
    /// With `mayWait` false it returns nil at once when none is at hand (rate limit, empty), so that a
    /// message's end is never held back; with `mayWait` true nil means: nothing left, or the run is
    /// stopping.
    func next(session: Int, mayWait: Bool) async -> Parcel?

    /// Waits until the parcel's intent is flushed to disk. Throws when it could not be written: then
    /// no byte of the body leaves, and the session ends with this error. `ParcelWithdrawn` concerns
    /// the parcel alone: it is forgotten without an end, and the session goes on.
    func confirmIntent(_ parcel: Parcel) async throws

    /// What the attempt came to.
    func ended(_ parcel: Parcel, with attempt: Attempt) async
}
