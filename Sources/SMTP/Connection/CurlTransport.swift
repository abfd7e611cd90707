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

    func send(
        _ bytes: ArraySlice<UInt8>, by deadline: ContinuousClock.Instant, handedOver: inout Int
    ) async throws(TransportFailure) {
        var sent = 0
        while sent < bytes.count {
            handedOver = max(handedOver, sent + session.atStake(of: bytes.count - sent))
            if let count = try write(bytes.dropFirst(sent)) {
                sent += count
            } else {
                try await wait(for: POLLOUT, until: deadline)
            }
            handedOver = max(handedOver, sent)
        }
    }

    func receive(
        into space: UnsafeMutableRawBufferPointer, by deadline: ContinuousClock.Instant
    ) async throws(TransportFailure) -> Int {
        // TLS may hold bytes that the socket does not show: read first, wait after. In clear there is
        // nothing yet, as a rule, when there is time to wait.
        if !session.isEncrypted, deadline > .now { try await wait(for: POLLIN, until: deadline) }
        while true {
            if let count = try read(into: space) { return count }
            try await wait(for: POLLIN, until: deadline)
        }
    }

    func close() { session.close() }

    private func write(_ bytes: ArraySlice<UInt8>) throws(TransportFailure) -> Int? {
        try TransportFailure.from { () throws(ConnectionInterruption) in
            let result = bytes.withUnsafeBytes { bytes in
                Result { () throws(ConnectionInterruption) in try session.write(bytes) }
            }
            return try result.get()
        }
    }

    private func read(
        into space: UnsafeMutableRawBufferPointer
    ) throws(TransportFailure) -> Int? {
        try TransportFailure.from { () throws(ConnectionInterruption) in
            try session.read(into: space)
        }
    }

    /// Waits at most a second at a time: inside TLS the other direction may be needed.
    private func wait(
        for event: Int32, until deadline: ContinuousClock.Instant
    ) async throws(TransportFailure) {
        let now = ContinuousClock.now
        guard deadline > now else { throw .timedOut }
        let soon = session.isEncrypted ? min(deadline, now + .seconds(1)) : deadline
        await loop.wait(for: event, on: session.descriptor, until: soon)
    }
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
