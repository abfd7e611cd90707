import CCurl
import Glibc

/// A connection that libcurl has made ready, to send and receive on (`CURLOPT_CONNECT_ONLY`).
///
/// All calls block: it belongs on a thread of its own, never on Swift's cooperative pool.
final class OpenConnection {
    private let handle: EasyHandle
    private let descriptor: Int32
    let isEncrypted: Bool

    /// One TLS record holds no more, so that a piece is either decipherable as a whole or not at all.
    private static let record = 16_384

    /// Takes over a handle on which connecting went well.
    init(_ handle: EasyHandle, isEncrypted: Bool) throws(CurlFailure) {
        guard let socket = handle.socket else {
            throw CurlFailure(code: CurlCode.receiveError, text: "the connection is gone at once")
        }
        self.handle = handle
        descriptor = socket
        self.isEncrypted = isEncrypted
    }

    deinit { close() }

    /// Ends the connection at once. What was sent and not yet received by the server may be lost.
    ///
    /// The handle is cleaned up later; shutting down first keeps libcurl from speaking on it.
    func close() {
        _ = shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// Sends all bytes, or throws; `handedOver` then counts those that may have left, never too few.
    func send(
        _ bytes: UnsafeRawBufferPointer, by deadline: ContinuousClock.Instant,
        handedOver: inout Int
    ) throws(ConnectionInterruption) {
        var sent = 0
        while sent < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[sent...])
            let count: Int?
            if isEncrypted {
                let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(Self.record))
                handedOver = sent + piece.count
                count = try encrypt(piece)
            } else {
                count = try write(rest)
            }
            if let count { sent += count } else { try wait(for: Int16(POLLOUT), until: deadline) }
            handedOver = max(handedOver, sent)
        }
    }

    /// Waits for at least one byte and takes what there is; 0 when the server closed.
    func receive(
        into space: UnsafeMutableRawBufferPointer, by deadline: ContinuousClock.Instant
    ) throws(ConnectionInterruption) -> Int {
        // TLS may hold bytes that poll does not see: read first, poll after. In clear there is nothing
        // yet, as a rule, when there is time to wait.
        if !isEncrypted, deadline > .now { try wait(for: Int16(POLLIN), until: deadline) }
        while true {
            let count = try isEncrypted ? decrypt(into: space) : read(into: space)
            if let count { return count }
            try wait(for: Int16(POLLIN), until: deadline)
        }
    }

    // MARK: - Inside TLS, as libcurl does it. Nil means: not now

    private func encrypt(
        _ piece: UnsafeRawBufferPointer
    ) throws(ConnectionInterruption) -> Int? {
        var count = 0
        let result = curl_easy_send(handle.pointer, piece.baseAddress, piece.count, &count)
        return try taken(count, result)
    }

    private func decrypt(
        into space: UnsafeMutableRawBufferPointer
    ) throws(ConnectionInterruption) -> Int? {
        var count = 0
        let result = curl_easy_recv(handle.pointer, space.baseAddress, space.count, &count)
        return try taken(count, result)
    }

    private func taken(
        _ count: Int, _ result: CURLcode
    ) throws(ConnectionInterruption) -> Int? {
        switch result {
        case CURLE_OK: return count
        case CURLE_AGAIN: return nil
        default: throw .broken(handle.words(for: result))
        }
    }

    // MARK: - In clear, on the socket itself: libcurl does several times the work for each call

    private func write(
        _ bytes: UnsafeRawBufferPointer
    ) throws(ConnectionInterruption) -> Int? {
        try taken(
            Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL)))
    }

    private func read(
        into space: UnsafeMutableRawBufferPointer
    ) throws(ConnectionInterruption) -> Int? {
        try taken(recv(descriptor, space.baseAddress, space.count, 0))
    }

    private func taken(_ count: Int) throws(ConnectionInterruption) -> Int? {
        if count >= 0 { return count }
        let code = errno
        if code == EAGAIN || code == EINTR { return nil }
        throw .broken(String(cString: strerror(code)))
    }

    /// Waits for the socket, at most a second at a time: inside TLS the other direction may be needed.
    private func wait(
        for event: Int16, until deadline: ContinuousClock.Instant
    ) throws(ConnectionInterruption) {
        let left = ContinuousClock.now.duration(to: deadline)
        guard left > .zero else { throw .timedOut }
        var entry = pollfd(fd: descriptor, events: event, revents: 0)
        let slice = min(left, .seconds(1))
        _ = poll(&entry, 1, max(1, Int32(slice / .milliseconds(1))))
    }
}

/// How a call on an open connection ended before its time.
package enum ConnectionInterruption: Error, Hashable, Sendable {
    case timedOut
    /// Reset, broken, or a TLS error; libcurl's own words.
    case broken(String)
}
