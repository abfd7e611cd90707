import Curl
import Glibc

/// An open session of libcurl's as the transaction's transport.
final class CurlTransport: Transport {
    private let session: OpenSession
    private let loop: SessionLoop

    init(_ session: OpenSession, _ loop: SessionLoop) {
        self.session = session
        self.loop = loop
    }

    var now: ContinuousClock.Instant { .now }

    /// TLS may hold bytes that the socket does not show.
    var holdsBytes: Bool { session.isEncrypted }

    func write(
        _ bytes: ArraySlice<UInt8>, handedOver: inout Int
    ) throws(TransportFailure) -> Int? {
        handedOver = session.atStake(of: bytes.count)
        let count = try TransportFailure.from { () throws(ConnectionInterruption) in
            let result = bytes.withUnsafeBytes { bytes in
                Result { () throws(ConnectionInterruption) in try session.write(bytes) }
            }
            return try result.get()
        }
        if let count { handedOver = max(handedOver, count) }
        return count
    }

    func read(into space: UnsafeMutableRawBufferPointer) throws(TransportFailure) -> Int? {
        try TransportFailure.from { () throws(ConnectionInterruption) in
            try session.read(into: space)
        }
    }

    /// Waits at most a second at a time: inside TLS the other direction may be needed.
    func wait(
        for direction: Direction, until deadline: ContinuousClock.Instant
    ) async throws(TransportFailure) {
        let now = ContinuousClock.now
        guard deadline > now else { throw .timedOut }
        let soon = session.isEncrypted ? min(deadline, now + .seconds(1)) : deadline
        await loop.wait(
            for: direction == .reading ? POLLIN : POLLOUT, on: session.descriptor, until: soon)
    }

    func close() { session.close() }
}

extension TransportFailure {
    fileprivate static func from<Value>(
        _ body: () throws(ConnectionInterruption) -> Value
    ) throws(TransportFailure) -> Value {
        do {
            return try body()
        } catch {
            switch error {
            case .timedOut: throw .timedOut
            case .broken(let words): throw .broken(words)
            }
        }
    }
}
