/// The bytes of an open session, as the transaction sees them: a socket, or in tests a model of one
/// with a clock of its own.
///
/// Only `wait` waits. What is at hand is taken and given without, because to begin and end a function that
/// may wait takes as long as to read a reply.
package protocol Transport: AnyObject {
    /// What deadlines are counted from.
    var now: ContinuousClock.Instant { get }

    /// Whether there may be bytes to read that `wait` does not know of.
    var holdsBytes: Bool { get }

    /// Sends what can be sent now, and returns how many bytes that were; nil when it is none. Either way, and
    /// when it throws, `handedOver` says how many of them may have left; never too few, because an outcome
    /// hangs on it.
    func write(
        _ bytes: ArraySlice<UInt8>, handedOver: inout Int
    ) throws(TransportFailure) -> Int?

    /// Takes what there is; 0 when the other side closed, nil when there is nothing yet.
    func read(into space: UnsafeMutableRawBufferPointer) throws(TransportFailure) -> Int?

    /// Waits until it may be worth while to try again; throws at the deadline.
    func wait(
        for direction: Direction, until deadline: ContinuousClock.Instant
    ) async throws(TransportFailure)

    func close()
}

/// What a transport is waited for.
package enum Direction: Hashable, Sendable {
    case reading, writing
}

/// How a connection failed.
package enum TransportFailure: Error, Hashable, Sendable {
    case timedOut
    /// Reset or broken, in the library's words.
    case broken(String)
}
