/// The bytes of an open session, as the transaction sees them: a socket, or in tests a model of one
/// with a clock of its own.
package protocol Transport: AnyObject {
    /// What deadlines are counted from.
    var now: ContinuousClock.Instant { get }

    /// Sends all bytes, or throws. Either way `handedOver` says how many of them may have left; never
    /// too few, because an outcome hangs on it.
    func send(
        _ bytes: ArraySlice<UInt8>, by deadline: ContinuousClock.Instant, handedOver: inout Int
    ) async throws(TransportFailure)

    /// Waits for at least one byte and takes what there is; 0 when the other side closed.
    func receive(
        into space: UnsafeMutableRawBufferPointer, by deadline: ContinuousClock.Instant
    ) async throws(TransportFailure) -> Int

    func close()
}

/// How a connection failed.
package enum TransportFailure: Error, Hashable, Sendable {
    case timedOut
    /// Reset or broken, in the library's words.
    case broken(String)
}
