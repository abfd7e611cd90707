import CCurl
import Glibc

/// A connection that libcurl has made ready, to send and receive on (`CURLOPT_CONNECT_ONLY`).
///
/// `write` and `read` never wait; whoever gets nil from them waits for the `descriptor`.
final class OpenConnection {
    private let handle: EasyHandle
    /// The socket, to wait for. Nothing is read or written on it past this class.
    let descriptor: Int32
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

    /// Sends what can be sent now, and returns how many bytes that were; nil when it is none.
    func write(_ bytes: UnsafeRawBufferPointer) throws(ConnectionInterruption) -> Int? {
        guard isEncrypted else {
            return try taken(
                Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL)))
        }
        return try encrypt(UnsafeRawBufferPointer(rebasing: bytes.prefix(Self.record)))
    }

    /// How many of so many bytes may have left although `write` returned nil or threw.
    func atStake(of count: Int) -> Int { isEncrypted ? min(count, Self.record) : 0 }

    /// Takes what there is; 0 when the server closed, nil when there is nothing yet.
    func read(
        into space: UnsafeMutableRawBufferPointer
    ) throws(ConnectionInterruption) -> Int? {
        try isEncrypted
            ? decrypt(into: space) : taken(recv(descriptor, space.baseAddress, space.count, 0))
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

    private func taken(_ count: Int) throws(ConnectionInterruption) -> Int? {
        if count >= 0 { return count }
        let code = errno
        if code == EAGAIN || code == EINTR { return nil }
        throw .broken(String(cString: strerror(code)))
    }
}

/// How a call on an open connection ended before its time.
package enum ConnectionInterruption: Error, Hashable, Sendable {
    case timedOut
    /// Reset, broken, or a TLS error; libcurl's own words.
    case broken(String)
}
